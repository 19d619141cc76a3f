import { type HeadlineId, headlineIds } from "../functions/daily-report/domain/history/past.ts";
import { dateDaysBefore } from "../functions/daily-report/domain/report-day.ts";
import { wilsonLimits } from "../functions/daily-report/domain/statistics.ts";
import { seededRandom } from "../local/twin-emulator/invention/seeded-random.ts";
import { range, table } from "./history-tables.ts";
import type { KnownDays } from "./known-days.ts";
import { plantedChanges } from "./planted-changes.ts";
import { type Asked, type Rule, rules } from "./verdict-rules.ts";

/** A day whose figures are judged, and the days before it. */
export type JudgedDay = Omit<Asked, "id">;

/** Every change is planted so many times in every day. */
const TIMES = 5;

export function judgedDays(days: KnownDays): JudgedDay[] {
  return [...days].map(([date, day]) => ({ day, past: (back) => days.get(dateDaysBefore(date, back)) ?? null }));
}

/** Days that a rule flags, of those that it judges. */
type Flagged = { readonly flagged: number; readonly judged: number };

/** Two tables: the share of days that each rule flags, with 95 % limits, and the share of planted changes that it finds. */
export function rulesTable(days: readonly JudgedDay[], seed: number): string {
  // A rate of something that the data do not have, such as bots, is 0 on all days.
  const ids = headlineIds.filter((id) => days.some(({ day }) => (day[id].value ?? 0) !== 0));
  const flags = ids.map((id) => [`\`${id}\``, ...eachRule((rule) => share(count(rule, asked(days, id)), "limits"))]);
  const planted = plantedChanges.filter(({ id }) => ids.includes(id));
  const found = planted.map(({ id, name, plant }, index) => {
    const random = seededRandom(seed, index);
    const changed = days.flatMap(({ day, past }) =>
      range(1, TIMES).flatMap(() => {
        const its = plant(day, random);
        return its === null ? [] : [{ id, day: its, past }];
      }),
    );
    return [`\`${id}\` ${name}`, ...eachRule((rule) => share(count(rule, changed), "alone"))];
  });
  const names = Object.keys(rules);
  return [
    `Share of days that are flagged, of the days that the rule judges, with 95 % limits`,
    table(["metric", ...names], flags),
    "",
    `Share of planted changes that are found (seed ${seed}, ${TIMES} for each day)`,
    table(["planted", ...names], found),
  ].join("\n");
}

function eachRule(of: (rule: Rule) => string): string[] {
  return Object.values(rules).map(of);
}

function asked(days: readonly JudgedDay[], id: HeadlineId): Asked[] {
  return days.map((day) => ({ ...day, id }));
}

function count(rule: Rule, days: readonly Asked[]): Flagged {
  const said = days.map(rule).filter((one) => one !== null);
  return { flagged: said.filter(Boolean).length, judged: said.length };
}

function share({ flagged, judged }: Flagged, kind: "limits" | "alone"): string {
  const { low, high } = wilsonLimits(flagged, judged);
  if (low === null || high === null) return "";
  const value = `${((100 * flagged) / judged).toFixed(1)} %`;
  return kind === "alone" ? value : `${value} of ${judged} [${low.toFixed(1)}, ${high.toFixed(1)}]`;
}
