import type {
  ComparedId,
  DriverBreakdown,
  DriverId,
  FunnelPlace,
  NotReadReason,
  Verdict,
} from "../domain/history/history.ts";
import type { LeftOutReason } from "../domain/history/past.ts";
import type { PeriodKind } from "../domain/period.ts";
import type { Plural } from "./texts.ts";

/** The unit of time that a report covers. */
export type SpanUnit = "day" | PeriodKind;

/** What a report is compared with: earlier days of its weekday, earlier weeks or earlier months. */
export type AlikeName = (typeof weekdayNames)[number] | PeriodKind;

/** Sunday first, as `Date.getUTCDay` counts. */
export const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** Every word about the comparison with earlier days, weeks or months. Slots are filled with text that is already formatted. */
export type HistoryTexts = {
  /** `on` follows "usually", `earlier` follows "not enough". */
  alike: Record<AlikeName, { on: string; earlier: string }>;
  /** "28 days". */
  units: Record<SpanUnit, Plural>;
  /** The sign shows on which side the value lies, not whether that is better or worse. */
  verdicts: Record<Verdict, string>;
  usual: {
    holiday: string;
    tooFew(earlier: string, known: string, needed: string): string;
  };
  drivers: {
    /** Before the rows of a metric. */
    intro: Record<"percent" | "nps", (title: string, difference: string) => string>;
    /** A row of the breakdown by its name, and the row of sessions without one. */
    rows: Record<DriverBreakdown, (name: string) => string>;
    without: Record<DriverBreakdown, string>;
    ratings: Plural;
    /** The figure of the row; `counts` is "61 of 312", or the number of ratings. */
    driven: Record<DriverId, (counts: string, value: string, before: string) => string>;
  };
  before: {
    heading(time: string): string;
    known(known: string, time: string): string;
    leftOut(list: string): string;
    reasons: Record<LeftOutReason, string>;
    /** Why days are left out, and of which metrics. */
    ofMetrics(reason: string, titles: string): string;
    thisOne: Record<SpanUnit, string>;
    compared: Record<ComparedId, (value: string, n: string, mean: string) => string>;
    /** The figures of the time before, above their bars. */
    strip(title: string, time: string, lowest: string, highest: string): string;
    places: Record<FunnelPlace, string>;
    /** How the figures of the time before differ from what is usual; `on` is "on Fridays". */
    together: Record<SpanUnit, (time: string, on: string) => string>;
    /** Before the operators who differ from the others. `lead` is set apart: the list is not about the report's own time. */
    operators: { lead: Record<SpanUnit, (time: string) => string>; rest: string };
    /** The operators who are not in the list. */
    moreOperators: Plural;
    /** What "clearly" means for operators. */
    placesNote: string;
    trends: Record<SpanUnit, { better: string; worse: string }>;
    nobody: string;
  };
  again: {
    heading: string;
    change(title: string, before: string, after: string): string;
    moreDays: Plural;
    notRead(days: string, reason: string): string;
    reasons: Record<NotReadReason, string>;
  };
  sheet: HistorySheetTexts;
};

type HistorySheetTexts = {
  notes: Record<"usual" | "before", string>;
  tables: Record<"usual" | "drivers" | "parts" | "again" | "notRead" | "leftOut", string>;
  tableNotes: Record<"usual" | "drivers" | "parts" | "operators" | "again", string>;
  heads: Record<
    | "usualLow"
    | "usualHigh"
    | "verdict"
    | "judgement"
    | "known"
    | "difference"
    | "differenceLow"
    | "differenceHigh"
    | "isReal"
    | "breakdown"
    | "row"
    | "hits"
    | "n"
    | "hitsBefore"
    | "nBefore"
    | "valueBefore"
    | "excess"
    | "share"
    | "mix"
    | "rate"
    | "place"
    | "trend"
    | "date"
    | "revision"
    | "was"
    | "wasN"
    | "is"
    | "isN",
    string
  >;
  breakdowns: Record<DriverBreakdown, string>;
  judgements: Record<"better" | "worse", string>;
  trends: Record<"higher" | "lower" | "steady", string>;
  /** Above a table of one rate. */
  operatorsBy(title: string): string;
  allOperators: string;
  /** Said when not all operators are drawn. */
  mostOperators(shown: string): string;
  rules: readonly { title: string; text: string }[];
};
