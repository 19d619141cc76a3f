import type { FindingId } from "../domain/findings.ts";
import type { FamilyId, MetricId } from "../domain/metrics/catalogue.ts";
import type { BreakdownId, Unit } from "../domain/metrics/metric.ts";
import type { PeriodKind } from "../domain/period.ts";
import type { SumPart } from "../domain/reconciliation.ts";
import type { FieldQuality } from "../domain/report.ts";
import type { FilterName } from "../domain/session-filters.ts";
import type { InvalidReason } from "../domain/sort-out.ts";
import type { ChartTexts } from "./chart-texts.ts";
import type { goals } from "./english/goals.ts";
import type { mail } from "./english/mail.ts";
import type { sessionTable } from "./english/session-table.ts";
import type { summary } from "./english/summary.ts";
import type { watch } from "./english/watch.ts";
import type { HistoryTexts } from "./history-texts.ts";

export type Locale = "en" | "ru";

/**
 * Every word a reader of mail and workbook sees, in one language; what is missing in a language does not compile.
 * Slots are filled with text that is already formatted.
 */
export type Texts = {
  locale: Locale;
  /** The BCP 47 tag by which Intl writes numbers and dates. */
  intl: string;
  /** Day and month in the subject of a mail. */
  briefDate: Intl.DateTimeFormatOptions;
  hour: string;
  minute: string;
  second: string;
  metrics: Record<MetricId, MetricText>;
  sections: Record<Section, string>;
  units: Record<Unit, string>;
  parts: Record<Part, string>;
  reconciliation: Record<SumPart, string>;
  quality: Record<keyof FieldQuality, string>;
  invalidReasons: Record<InvalidReason, string>;
  filters: Record<FilterName, FilterText>;
  findings: FindingTexts;
  common: CommonTexts;
  period: PeriodTexts;
  history: HistoryTexts;
  charts: ChartTexts;
  goals: GoalTexts;
  mail: MailTexts;
  workbook: WorkbookTexts;
  sessionTable: SessionTableTexts;
  summary: SummaryTexts;
  terminal: TerminalTexts;
  watch: WatchTexts;
};

/** The findings of the list. The other one concerns the whole report: the verdict and what to do now say it. */
export type ListedFindingId = Exclude<FindingId, "no_sessions_unusual">;

/**
 * What of the data does not fit, for those who run a contact centre: what was seen (`count` of `of`, in `fields`, of rows that
 * cannot be read for which `reasons`), what it may mean for the figures, and what to check. Each a whole sentence or two.
 */
export type FindingTexts = Record<
  ListedFindingId,
  {
    seen(count: string, of: string, fields: string, reasons: string): string;
    means: string;
    check(contact: string): string;
  }
>;

/** `title` is short enough for the head of a column; `definition` says the formula, its denominator and when there is no value. */
type MetricText = { title: string; definition: string };

/** The families of the catalogue are the sections of the workbook. */
export type Section = FamilyId;

/** What a metric tells beside its value, in the order in which it is shown. */
export const parts = [
  "n",
  "promoters",
  "passives",
  "detractors",
  "numerator",
  "denominator",
  "low",
  "high",
  "max",
  "missing",
  "invalid",
  "derived",
  "mismatch",
] as const;

export type Part = (typeof parts)[number];

/** A phrase for each plural form of the language; "#" is the number. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

type CommonTexts = {
  sessions: Plural;
  rows: Plural;
  /** The day's both ends, its zone and length. */
  span(from: string, to: string, zone: string, hours: string): string;
  /** Sessions that could not be read, of the number declared. */
  unread(declared: string): Plural;
  /** Sessions that were received but cannot be read, of all of the day, and what the figures cover. */
  unreadable(of: string, share: string): Plural;
  halfTheDay: string;
  shareOfTheDay(share: string): string;
  noSessions: string;
  noSessionsButSpam: string;
  /** A text in quotation marks. */
  quoted(text: string): string;
  kOfN(k: string, n: string): string;
  /** Above what was found in the data. */
  findings: string;
  upTo(duration: string): string;
  longerThan(duration: string): string;
  /** The row of sessions without an operator. */
  unassigned: string;
  /** The rows of sessions without a group, a channel and so on. */
  none: Record<Exclude<BreakdownId, "operators" | "hours">, string>;
  /** Follows "write to", if the report has no address for replies. */
  whoRunsIt: string;
  total: string;
  allSessions: string;
  filters(filters: string): string;
};

/** What a report of weeks or months says instead of a daily report, or in addition. */
export type PeriodTexts = {
  /** A week by its number and its dates. */
  week(number: string, dates: string): string;
  missing(of: string, days: string): Plural;
  /** Days of which sessions are missing. */
  incomplete(days: string): string;
  /** When the days were merged, how many of how many, and of which report. */
  mergedAt(instant: string, known: string, of: string, report: string): string;
  /** What `in_day` of the reconciliation is called. */
  ofThisTime: Record<PeriodKind, string>;
  /** Every session of the week or month was received. */
  complete: Record<PeriodKind, string>;
  noSessions: Record<PeriodKind, string>;
  noSessionsButSpam: Record<PeriodKind, string>;
  shareOf: Record<PeriodKind, (share: string) => string>;
  madeBy: Record<PeriodKind, (report: string, revision: string) => string>;
};

/** A filter of sessions in words: as a setting's name, and as a phrase of the sentence that lists those set. */
type FilterText = { title: string; phrase(value: string): string };

/** The words of the mail, as the English file has them: a word that another language lacks does not compile. */
export type MailTexts = typeof mail;

/** The words about goals, as the English file has them. */
export type GoalTexts = typeof goals;

/** The words of sessions.xlsx, as the English file has them. */
export type SessionTableTexts = typeof sessionTable;

/** The words of the sheet Summary, as the English file has them. */
export type SummaryTexts = typeof summary;

/** The words about single sessions, as the English file has them. */
export type WatchTexts = typeof watch;

export type WorkbookTexts = {
  sheets: Record<SheetId | "sessions" | "fields" | "invalid" | "about", string>;
  /** Number formats of spreadsheets: of cells, and of the dates below a chart. */
  dateFormats: Record<"date" | "dateTime" | "axis", string>;
  /** What explains the times of the session table. */
  aboutTable: {
    fromUtc: string;
    toUtc: string;
    localColumns: string;
    utcColumns: string;
    notes: readonly { title: string; text: string }[];
  };
  heads: Record<
    | "figure"
    | "value"
    | "section"
    | "id"
    | "unit"
    | "definition"
    | "setting"
    | "rule"
    | "rank"
    | "hoursOfTime"
    | "perHour"
    | "field"
    | "reason"
    | "finding"
    | "rows",
    string
  >;
  /** What a metric's n counts, as the head of a column. */
  answers: Record<"ratings" | "sessions", string>;
  /** The two small-n rules, for below a table. */
  smallN: string;
  /** A metric's part as a line of its own. */
  partOf(metric: string, part: string): string;
  /** First replies by how long they took: above the columns of counts and of shares. */
  bands: string;
  bandShares: string;
  shareOf(band: string): string;
  /** What a breakdown's rows are, as the head of their column. */
  rowHeads: Record<BreakdownId, string>;
  /** The title of a breakdown's table on a sheet that has several. */
  by: Record<BreakdownId, string>;
  /** Whether a breakdown's rows add up to the total, and what else is to be known of them. */
  breakdownNotes: Record<BreakdownId, string>;
  scoreNotes: Record<"nps" | "csi", string>;
  target(target: string): string;
  /** Where some groups have a target of their own. */
  targetOrOwn(target: string): string;
  /** On days when clocks change. */
  clocksNote: string;
  busiestHour(hour: string, perHour: string): string;
  complete: string;
  duplicatesNote: string;
  reconciliation: string;
  reconciliationNote: string;
  less(part: string): string;
  plus(part: string): string;
  total(part: string): string;
  findingsNote: string;
  quality: string;
  qualityNote: string;
  invalidRows: string;
  /** Said when not all rows are drawn. */
  othersNote(shown: string): string;
  others: string;
  /** The title of the table of definitions. */
  definitions: string;
  /** Where the full definitions are, by file and section. */
  definitionsNote: string;
  /** The note of the first of the tables that are not printed. */
  notPrinted: string;
  settings: string;
  settingNames: Record<SettingName, string>;
  groupTarget(group: string): string;
  yes: string;
  no: string;
  rules: string;
  /** The small-n rule in full; `titles` are those of the metrics that it is for. */
  smallNRule: { title: string; text(titles: string): string };
  ruleTexts: readonly { title: string; text: string }[];
};

/** The sheets of report.xlsx. */
export type SheetId =
  | "summary"
  | "operators"
  | "toOpen"
  | "waiting"
  | "hours"
  | "places"
  | "figures"
  | "comparison"
  | "trend"
  | "nps"
  | "csi"
  | "responseTimes"
  | "reconciliation";

/** What the commands say that make a report on one machine. */
export type TerminalTexts = {
  invented(date: string, seed: string): string;
  /** What is wrong with the invented day, for readers to find in the report; `from` and `to` are times of day. */
  incident(channel: string, from: string, to: string): string;
  /** How many of the invented days before it are made, on one line of 80 columns. */
  earlierDays(done: string, of: string): string;
  made(revision: string, status: string): string;
  /** How far the reading is, on one line of 80 columns with `pace`. */
  progress(sessions: string, declared: string): string;
  /** Follows `progress`: sessions a second, and the time left. */
  pace(rate: string, left: string): string;
  statuses: Record<"sent" | "already sent" | "archived" | "dry run", string>;
  file: FileTexts;
};

/** What a file of sessions holds, and which of its days the report is of. */
type FileTexts = {
  days: Plural;
  none: string;
  oneDay(date: string, zone: string, sessions: string): string;
  /** Above a line for each day. */
  someDays(days: string, zone: string): string;
  day(date: string, sessions: string): string;
  manyDays(days: string, from: string, to: string, zone: string, sessions: string): string;
  lastWholeDay(date: string): string;
  /** Where no day is whole. */
  fullestDay(date: string): string;
  /** Of a day that was asked for. */
  nothingOf(date: string): string;
  /** Saved answers that lack pages. */
  part(held: string, declared: string): string;
};

export type SettingName =
  | "report"
  | "revision"
  | "date"
  | "zone"
  | "from"
  | "to"
  | "hours"
  | "fetchedAt"
  | "firstReplySeconds"
  | "currency";
