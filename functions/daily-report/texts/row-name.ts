import type { BreakdownId } from "../domain/metrics/metric.ts";
import type { BreakdownRow } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";
import type { Texts } from "./texts.ts";

/** The name of a breakdown row in the reader's language; an hour is "09:00–10:00". */
export function rowName(
  { key, name }: Pick<BreakdownRow, "key" | "name">,
  breakdown: BreakdownId,
  { common }: Texts,
): string {
  if (breakdown === "hours") return `${onTheHour(Number(key))}–${onTheHour(Number(key) + 1)}`;
  if (key !== NO_KEY) return name;
  return breakdown === "operators" ? common.unassigned : common.none[breakdown];
}

function onTheHour(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
