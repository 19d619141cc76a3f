import { dateBefore, type ReportDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { inventSessions } from "./twin-emulator/invent-sessions.ts";

/** A day that an invented contact centre had, with the seed it grew from. */
export type InventedDay = { readonly day: ReportDay; readonly seed: number; readonly items: readonly unknown[] };

/** Yesterday in the zone, the same all day long: the seed is its date. `now` in milliseconds since 1970. */
export function inventYesterday(now: number, zone: string): InventedDay {
  const day = reportDay(dateBefore(now, zone), zone);
  const seed = Number(day.date.replaceAll("-", ""));
  return { day, seed, items: inventSessions({ ...day, seed }) };
}
