import { dateBefore, type ReportDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { parseReportDefinitions, type ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { loadDefinitions } from "./load-definitions.ts";
import { inventSessions } from "./twin-emulator/invent-sessions.ts";

/** A day that an invented contact centre had, with the seed it grew from. */
export type InventedDay = { readonly day: ReportDay; readonly seed: number; readonly items: readonly unknown[] };

type Chosen = {
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** yyyy-mm-dd; yesterday in the zone unless given. */
  readonly date?: string | undefined;
  /** The digits of the date unless given, so that a day is the same however often it is invented. */
  readonly seed?: number | undefined;
};

/** The day of the date and seed. Throws ReportDayError for a date that is none. */
export function inventDay({ zone, now, date, seed }: Chosen): InventedDay {
  const day = reportDay(date ?? dateBefore(now, zone), zone);
  const grownFrom = seed ?? Number(day.date.replaceAll("-", ""));
  return { day, seed: grownFrom, items: inventSessions({ ...day, seed: grownFrom }) };
}

/** The first report of cdk.json, in the language given. Throws ReportDefinitionError for a language that is not known. */
export function firstDefinition(locale: string | undefined): ReportDefinition {
  const [first] = loadDefinitions();
  const [definition] = parseReportDefinitions([{ ...first, ...(locale !== undefined && { locale }) }], "--locale");
  if (!definition) throw new RangeError("a list of one definition was read as none");
  return definition;
}

/** The number behind `--seed`; undefined where none is given. Throws ReportError for what is no whole number. */
export function seedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ReportError("WRONG_OPTION", `The seed "${text}" is not a number; --seed takes a whole number such as 7.`);
}
