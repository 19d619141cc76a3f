import type { Report } from "../../domain/report.ts";
import { cutToFit } from "../../texts/cut-to-fit.ts";
import { groupsBelowGoal } from "../../texts/goal-words.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";

/** More groups would make the line long; the workbook has all of them. */
const MOST_GROUPS = 5;

/** One sentence that names the groups that miss a goal of theirs; null if none does. */
export function groupGoalsSection(report: Report, words: Words): MailSection | null {
  const below = groupsBelowGoal(report, words);
  if (below.length === 0) return null;
  const { groups, moreGroups } = words.texts.goals;
  const rest = below.length - MOST_GROUPS;
  const said = [
    ...below.slice(0, MOST_GROUPS).map(({ name, missed }) => `${cutToFit(name)} (${missed.join("; ")})`),
    ...(rest > 0 ? [moreGroups(words.format.count(rest))] : []),
  ];
  return {
    heading: null,
    blocks: [{ kind: "points", points: [{ lead: groups, rest: ` ${said.join(", ")}.`, tone: "worse" }] }],
  };
}

/** The names of the groups, for the preheader. */
export function namesBelowGoal(report: Report, words: Words): string[] {
  return groupsBelowGoal(report, words)
    .slice(0, MOST_GROUPS)
    .map(({ name }) => cutToFit(name));
}
