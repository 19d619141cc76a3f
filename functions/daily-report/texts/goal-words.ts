import { type GoalId, type GoalResult, goalIds, isAtMost } from "../domain/goals.ts";
import { catalogue, type MetricId } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { cutToFit } from "./cut-to-fit.ts";
import type { Words } from "./words.ts";

/** `missed` if a goal of the whole report is; `met` if every one is; null if neither, or without goals. */
export function goalStateOf({ goals }: Pick<Report, "goals">): "missed" | "met" | null {
  const results = Object.values(goals?.metrics ?? {});
  if (results.some(({ state }) => state === "missed")) return "missed";
  return results.length > 0 && results.every(({ state }) => state === "met") ? "met" : null;
}

/** Whether the whole report has a goal. */
export function hasGoals({ goals }: Pick<Report, "goals">): boolean {
  return Object.keys(goals?.metrics ?? {}).length > 0;
}

/** The result of a metric's goal for the whole report; null if it has none. */
export function goalOf(id: MetricId, { goals }: Pick<Report, "goals">): GoalResult | null {
  return isGoalId(id) ? (goals?.metrics[id] ?? null) : null;
}

export function isGoalId(id: MetricId): id is GoalId {
  return goalIds.some((goalId) => goalId === id);
}

/** Whether the whole report misses the goal of a metric. */
export function isBelowGoal(id: MetricId, report: Pick<Report, "goals">): boolean {
  return goalOf(id, report)?.state === "missed";
}

/** The goal in words: "80%", "at most 5%". A goal that is not whole has a decimal. */
export function goalText(id: GoalId, goal: number, { texts, format }: Words): string {
  const { unit } = catalogue[id];
  const value = Number.isInteger(goal) ? format.whole(unit, goal) : format.figure(unit, goal);
  return isAtMost(id) ? texts.goals.atMost(value) : value;
}

/**
 * The goal beside its value, which is shown whole. A value that was not reached but reads like the goal is added exactly:
 * "80% (exactly 79.6%)".
 */
export function goalBesideValue(id: GoalId, { state, goal, value }: GoalResult, words: Words): string {
  const { texts, format } = words;
  const { unit } = catalogue[id];
  const text = goalText(id, goal, words);
  const readsAlike = value !== null && format.whole(unit, value) === format.whole(unit, goal);
  return readsAlike && state !== "met" && value !== goal ? texts.goals.exactly(text, format.figure(unit, value)) : text;
}

/** ", goal 80%" or ", close to the goal of 80%"; empty if the goal was met, and without a goal or a verdict. */
export function goalClause(id: GoalId, report: Pick<Report, "goals">, words: Words): string {
  const result = goalOf(id, report);
  if (result === null || result.state === null || result.state === "met") return "";
  return words.texts.goals.clauses[result.state](goalBesideValue(id, result, words));
}

/** A group that misses a goal: its name, and "in time 61%, goal 80%" for each of the goals that it misses. */
export type GroupBelowGoal = { readonly name: string; readonly missed: string[] };

/** The groups that miss a goal, in the order of their rows. */
export function groupsBelowGoal({ goals }: Pick<Report, "goals">, words: Words): GroupBelowGoal[] {
  const groups = (goals?.groups ?? []).map(({ name, metrics }) => {
    const missed = goalIds.flatMap((id) => {
      const result = metrics[id];
      return result?.state === "missed" ? [missedText(id, result, words)] : [];
    });
    return { name, missed };
  });
  return groups.filter(({ missed }) => missed.length > 0);
}

function missedText(id: GoalId, result: GoalResult, words: Words): string {
  const { figures, clauses } = words.texts.goals;
  const value = figures[id](words.format.whole(catalogue[id].unit, result.value));
  return value + clauses.missed(goalBesideValue(id, result, words));
}

/** More groups would make the sentence long; the workbook has all of them. */
export const MOST_GROUPS = 5;

/** Names the groups that miss a goal, with what they miss; null if none does. `lead` is set apart. */
export function groupGoalsSentence(
  report: Pick<Report, "goals">,
  words: Words,
): { readonly lead: string; readonly rest: string } | null {
  const below = groupsBelowGoal(report, words);
  if (below.length === 0) return null;
  const { groups, moreGroups } = words.texts.goals;
  const rest = below.length - MOST_GROUPS;
  const said = [
    ...below.slice(0, MOST_GROUPS).map(({ name, missed }) => `${cutToFit(name)} (${missed.join("; ")})`),
    ...(rest > 0 ? [moreGroups(words.format.count(rest))] : []),
  ];
  return { lead: groups, rest: ` ${said.join(", ")}.` };
}
