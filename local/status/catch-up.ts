import { dateDaysBefore } from "../../functions/daily-report/domain/report-day.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import type { MissedDays } from "./missed-days.ts";

/** The options of `npm run invoke` that say what to make. */
type Request = { readonly report: string | null; readonly from: string; readonly to: string };

/**
 * The commands that make and mail what was missed and nothing else, few in number: days before the weeks and months that are made
 * of them.
 */
export function catchUpCommands(
  missed: readonly MissedDays[],
  definitions: readonly ReportDefinition[],
  functionName: string,
): string[] {
  const daily = missed.filter(({ definition }) => definition.period === "day");
  const datesOf = new Map(daily.map(({ definition, rows }) => [definition.id, rows.flat().map(({ date }) => date)]));
  // A request that names no report is for every enabled daily report.
  const all = definitions.filter(({ enabled, period }) => enabled && period === "day").map(({ id }) => id);
  const periods = missed.filter((one) => !daily.includes(one));
  return [...dailyRequests(datesOf, all).map(optionsOf), ...periods.flatMap(ofPeriods)].map(
    (chosen) => `npm run invoke -- --function ${functionName} ${chosen} --mail`,
  );
}

type DatesOf = ReadonlyMap<string, readonly string[]>;

/** One request for each row of dates of a report, or for all reports at once if that needs no more requests. */
function dailyRequests(datesOf: DatesOf, all: readonly string[]): Request[] {
  const [first = [], ...others] = all.map((id) => datesOf.get(id) ?? []);
  const common = first.filter((date) => others.every((dates) => dates.includes(date)));
  let [joint, left]: [Request[], DatesOf] = [[], datesOf];
  for (const row of rowsOf(common)) {
    const without = new Map([...left].map(([id, dates]) => [id, dates.filter((date) => !isIn(row, date))]));
    if (separate(without).length + 1 > separate(left).length) continue;
    joint = [...joint, { report: null, ...row }];
    left = without;
  }
  return [...joint, ...separate(left)];
}

function separate(datesOf: DatesOf): Request[] {
  return [...datesOf].flatMap(([report, dates]) => rowsOf(dates).map((row) => ({ report, ...row })));
}

type Row = { readonly from: string; readonly to: string };

function isIn({ from, to }: Row, date: string): boolean {
  return from <= date && date <= to;
}

/** Dates that follow each other; `dates` ascending. */
function rowsOf(dates: readonly string[]): Row[] {
  const rows: Row[] = [];
  for (const date of dates) {
    const last = rows.at(-1);
    if (last?.to === dateDaysBefore(date, 1)) rows.splice(-1, 1, { from: last.from, to: date });
    else rows.push({ from: date, to: date });
  }
  return rows;
}

function optionsOf({ report, from, to }: Request): string {
  const days = from === to ? `--date ${from}` : `--from ${from} --to ${to}`;
  return `${report === null ? "" : `--report ${report} `}${days}`;
}

/** A range asks for the weeks or months that begin in it. */
function ofPeriods({ definition: { id }, rows }: MissedDays): string[] {
  return rows.map((row) => {
    const [first, last] = [row[0], row.at(-1)];
    return row.length === 1
      ? `--report ${id} --period ${first?.period}`
      : `--report ${id} --from ${first?.date} --to ${last?.date}`;
  });
}

/** What was missed, a line for each report, and below it the commands that make and mail it. */
export function missedAsText(missed: readonly MissedDays[], commands: readonly string[]): string {
  if (commands.length === 0) return "Nothing was missed.";
  const lines = missed.flatMap(({ definition, rows }) => {
    const named = rows.map((row) => row.map(({ period, date }) => period ?? date));
    const parts = named.map((names) => (names.length === 1 ? names[0] : `${names[0]} to ${names.at(-1)}`));
    return rows.length === 0 ? [] : [`${definition.id}: ${parts.join(", ")}`];
  });
  return [
    "Missed:",
    ...lines.map((line) => `  ${line}`),
    "",
    "To make and mail it, in this order:",
    ...commands.map((command) => `  ${command}`),
  ].join("\n");
}
