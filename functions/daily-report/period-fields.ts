import { either, isObject, show } from "./definition-words.ts";
import type { ReportDefinition } from "./report-definition.ts";

/** Which fields of a definition depend on its period: a report of weeks or months takes most of them from its daily report. */

export const reportPeriods = ["day", "week", "month"] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** What a report of weeks or months takes from its daily report, whose tallies it merges. */
const takenFields = [
  "zone",
  "companyId",
  "botId",
  "supervised",
  "firstReplySeconds",
  "groups",
  "goals",
  "currency",
  "holidays",
] as const satisfies readonly (keyof ReportDefinition)[];

/** Daily reports by their id; null for one whose definition is wrong. */
export type DailyReports = ReadonlyMap<string, ReportDefinition | null>;

/** Whether the definition, not yet checked, is of a report of weeks or months. */
export function isOverPeriod(report: unknown): report is Record<string, unknown> {
  return isObject(report) && (report.period === "week" || report.period === "month");
}

/** The given fields of a report, with those that it takes from its daily report. */
export function withTakenFields(report: Record<string, unknown>, daily: DailyReports): Record<string, unknown> {
  if (!isOverPeriod(report)) return report;
  const source = dailyOf(report.of, daily);
  // The zone is required. If it cannot be taken, `of` is wrong or the daily report is, and that is the problem to name.
  const taken = source ? takenFields.map((field) => [field, source[field]]) : [["zone", "UTC"]];
  return { ...Object.fromEntries(taken), ...report };
}

/** The local time at which a report is made by default: an hour after its daily report, which makes the last of its days. */
export function usualTime(of: string | null, daily: DailyReports): string {
  const at = dailyOf(of, daily)?.at;
  if (at === undefined) return "07:30";
  const hour = Number(at.slice(0, 2)) + 1;
  return hour > 23 ? "23:59" : `${String(hour).padStart(2, "0")}${at.slice(2)}`;
}

/** The problems of a checked definition with its period; `given` are its fields as they were written. */
export function periodProblems(
  definition: ReportDefinition,
  given: Record<string, unknown>,
  daily: DailyReports,
): string[] {
  const { period, of, monthDay, weekdays, restateDays } = definition;
  const leftOut = (field: string, why: string) => [`: ${field} is ${show(given[field])}; it must be left out, ${why}`];
  return [
    ...(period !== "month" && monthDay !== null ? leftOut("monthDay", "because only a report of months has it") : []),
    ...(period === "month" && weekdays.length > 0
      ? leftOut("weekdays", "because a report of months is made on its monthDay")
      : []),
    ...(period === "day" && of !== null ? leftOut("of", "because only a report of weeks or months has it") : []),
    ...(period !== "day" && restateDays > 0
      ? leftOut("restateDays", "because only a daily report reads days from the API")
      : []),
    ...(period === "day" ? [] : dailyProblems(definition, given, daily)),
  ];
}

function dailyProblems(definition: ReportDefinition, given: Record<string, unknown>, daily: DailyReports): string[] {
  const { of, at } = definition;
  const source = dailyOf(of, daily);
  if (source === undefined) {
    const found = of === null ? "missing" : show(of);
    const known = daily.size === 0 ? "and the list has none" : `here ${either([...daily.keys()])}`;
    const removed = of === null ? "" : "; if that report was deleted, delete this one too";
    return [`: of is ${found}; it must be the id of the daily report whose days are merged, ${known}${removed}`];
  }
  if (source === null) return [];
  const differing = takenFields
    .filter(
      (field) => given[field] !== undefined && JSON.stringify(definition[field]) !== JSON.stringify(source[field]),
    )
    .map((field) => {
      const why = `because it is taken from report "${source.id}"`;
      return `: ${field} is ${show(given[field])}; it must be left out, ${why}`;
    });
  if (!isMadeAtOnce(definition) || at > source.at) return differing;
  const right = `a time of day after ${show(source.at)}, when report "${source.id}" makes the last of the days`;
  return [...differing, `: at is ${show(at)}; it must be ${right}`];
}

/** Whether the report is made on the first day on which it can be. */
function isMadeAtOnce({ period, weekdays, monthDay }: ReportDefinition): boolean {
  return period === "week" ? weekdays.includes("mon") : monthDay === 1;
}

/** The daily report; undefined if there is none of that id, null if its definition is wrong. */
function dailyOf(of: unknown, daily: DailyReports): ReportDefinition | null | undefined {
  return typeof of === "string" ? daily.get(of) : undefined;
}
