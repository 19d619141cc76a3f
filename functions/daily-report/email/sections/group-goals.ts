import type { Report } from "../../domain/report.ts";
import { cutToFit } from "../../texts/cut-to-fit.ts";
import { groupGoalsSentence, groupsBelowGoal, MOST_GROUPS } from "../../texts/goal-words.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";

/** One sentence that names the groups that miss a goal of theirs; null if none does. */
export function groupGoalsSection(report: Report, words: Words): MailSection | null {
  const sentence = groupGoalsSentence(report, words);
  return sentence && { heading: null, blocks: [{ kind: "points", points: [{ ...sentence, tone: "worse" }] }] };
}

/** The names of the groups, for the preheader. */
export function namesBelowGoal(report: Report, words: Words): string[] {
  return groupsBelowGoal(report, words)
    .slice(0, MOST_GROUPS)
    .map(({ name }) => cutToFit(name));
}
