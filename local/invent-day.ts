import { dateBefore, type ReportDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { parseReportDefinitions, type ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { loadDefinitions } from "./load-definitions.ts";
import { inventSessions } from "./twin-emulator/invent-sessions.ts";
import type { InventedItem } from "./twin-emulator/invention/invented-item.ts";
import { sessionsOn } from "./twin-emulator/invention/sessions-on.ts";

/** A day of an invented contact centre, and the seed it was generated from. */
export type InventedDay = { readonly day: ReportDay; readonly seed: number; readonly items: readonly InventedItem[] };

type Chosen = {
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** yyyy-mm-dd; yesterday in the zone by default. */
  readonly date?: string | undefined;
  /** The digits of the date by default, so that the same date always gives the same day. */
  readonly seed?: number | undefined;
};

/** Generates the day, as busy as its weekday is, from date and seed. Throws ReportDayError if the date is invalid. */
export function inventDay({ zone, now, date, seed }: Chosen): InventedDay {
  const day = reportDay(date ?? dateBefore(now, zone), zone);
  const usedSeed = seed ?? Number(day.date.replaceAll("-", ""));
  const items = inventSessions({ ...day, seed: usedSeed, count: sessionsOn(day.date, usedSeed) });
  return { day, seed: usedSeed, items };
}

/** Returns the first report of cdk.json in the given language. Throws ReportDefinitionError if the language is unknown. */
export function firstDefinition(locale: string | undefined): ReportDefinition {
  const [first] = loadDefinitions();
  const [definition] = parseReportDefinitions([{ ...first, ...(locale !== undefined && { locale }) }], "--locale");
  if (!definition) throw new RangeError("parsing a list of one definition returned an empty list");
  return definition;
}

/** Returns the number of `--seed`; undefined if it is not given. Throws ReportError if it is not a whole number. */
export function seedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ReportError("WRONG_OPTION", `The seed "${text}" is not a whole number; give --seed a number such as 7.`);
}
