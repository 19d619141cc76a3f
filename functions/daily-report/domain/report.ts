import { compareTexts } from "./compare-texts.ts";
import { type Finding, findingsOf, type WeekdayHistory } from "./findings.ts";
import { type GoalSettings, goalsOf, type ReportGoals } from "./goals.ts";
import type { History } from "./history/history.ts";
import { type MetricValues, metricsOf, type RowMetrics, rowMetricsOf } from "./metrics/catalogue.ts";
import { type BreakdownId, count, type Figures, histogram } from "./metrics/metric.ts";
import { npsMarksOf } from "./metrics/nps.ts";
import type { Period } from "./period.ts";
import { type Reconciliation, reconcile } from "./reconciliation.ts";
import { hoursOfDay, type ReportDay } from "./report-day.ts";
import { isInstantField, type SessionField, sessionFields } from "./session.ts";
import type { SessionFilters } from "./session-filters.ts";
import { type InvalidReason, invalidReasons } from "./sort-out.ts";
import type { Histogram } from "./statistics.ts";
import { figuresOf, NO_KEY, type Tally, type TallySettings } from "./tally.ts";
import type { SessionWatch } from "./watch/session-watch.ts";
import type { WatchedSessions } from "./watch/watched-sessions.ts";

/** The name of the operators' row for sessions without an operator. Mail and workbook may translate it. */
const UNASSIGNED = "Unassigned";

/** The whole report as one plain object. The workbook, the mail and report.json (version 1) are made from it. */
export type Report = {
  schema: "daily-report/1";
  report: string;
  revision: number;
  /** When the API was asked, ISO 8601 UTC. */
  fetchedAt: string;
  /** The local day. In a report over a week or month: its whole time; `date` is its first date. */
  day: { date: string; zone: string; from: string; to: string; hours: number };
  /** The week or month of a report over several days; null in a daily report. */
  period: Period | null;
  filters: SessionFilters;
  settings: TallySettings;
  reconciliation: Reconciliation;
  metrics: MetricValues;
  /** How many handled sessions gave each NPS mark, from 0 to 10; empty in files of older versions. */
  npsMarks: number[];
  breakdowns: Record<Exclude<BreakdownId, "hours">, BreakdownRow[]> & { hours: HourRow[] };
  quality: Quality;
  /** What in the day's data does not fit this project's assumptions of the TWIN API; empty on a day that fits. */
  findings: Finding[];
  /** What earlier days say about the day; null if it was not compared, as in files of older versions. */
  history: History | null;
  /** The sessions to open first and those that wait; null in reports of weeks and months, and in files of older versions. */
  sessions: WatchedSessions | null;
  /** Whether the day met its goals; null without goals, as in files of older versions. */
  goals: ReportGoals | null;
};

export type BreakdownRow = { key: string; name: string; metrics: RowMetrics };

/** A local hour of the day, with the time it had that day, in hours. */
export type HourRow = BreakdownRow & { hours: number };

/** How many values of a field are empty or unusable. Only instants have the last two. */
export type FieldQuality = {
  null: number;
  wrongType: number;
  outOfRange: number;
  noOffset?: number;
  zeroDate?: number;
};

export type Quality = { fields: Record<SessionField, FieldQuality>; invalid: Record<InvalidReason, number> };

/** What the report says besides the figures. */
export type ReportFrame = {
  report: string;
  revision: number;
  /** Milliseconds since 1970. */
  fetchedAt: number;
  day: ReportDay;
  filters: SessionFilters;
  settings: TallySettings;
  /** The groups of the report's definition: id -> name, or null if it has no name. Each has a row even without sessions. */
  groupNames: Readonly<Record<string, string | null>>;
  /** The API's own count for the day. */
  declared: number;
  /** Whether the API listed the rows in the requested order. */
  inOrder: boolean;
  /** The same weekday of earlier weeks; null if it was not read, because the day has sessions. */
  weekday: WeekdayHistory | null;
  period: Period | null;
  history: History | null;
  /** The sessions of the day to be named; null if the report is made from tallies alone. */
  watch: Pick<SessionWatch, "sessions"> | null;
  goals: GoalSettings;
};

/** Builds the report of a day from its tally. Every figure is computed here, once. */
export function buildReport(tally: Tally, frame: ReportFrame): Report {
  const { day, filters, settings } = frame;
  return {
    schema: "daily-report/1",
    report: frame.report,
    revision: frame.revision,
    fetchedAt: new Date(frame.fetchedAt).toISOString(),
    day: {
      date: day.date,
      zone: day.zone,
      from: new Date(day.from).toISOString(),
      to: new Date(day.to).toISOString(),
      hours: day.hours,
    },
    period: frame.period,
    filters,
    settings,
    reconciliation: reconcile(tally, frame.declared),
    metrics: metricsOf(figuresOf(tally, "day", "")),
    npsMarks: npsMarksOf(figuresOf(tally, "day", "")),
    breakdowns: breakdownsOf(tally, frame),
    quality: qualityOf(tally),
    findings: findingsOf(tally, frame),
    history: frame.history,
    sessions: frame.watch?.sessions((key) => rowNames(tally, frame)("operators", key)) ?? null,
    goals: goalsOf(tally, frame.goals, (group) => rowNames(tally, frame)("groups", group)),
  };
}

function breakdownsOf(tally: Tally, frame: ReportFrame): Report["breakdowns"] {
  return {
    operators: rowsOf(tally, "operators", OPERATOR_NAMING),
    groups: rowsOf(tally, "groups", groupNaming(frame.groupNames)),
    channels: rowsOf(tally, "channels"),
    bots: rowsOf(tally, "bots"),
    chats: rowsOf(tally, "chats"),
    companies: rowsOf(tally, "companies"),
    hours: hoursOfDay(frame.day).map((hours, hour) => ({ ...rowOf(tally, "hours", String(hour)), hours })),
  };
}

type Naming = {
  /** The name of the row for sessions without an operator, a group, ..., even if these sessions have names. */
  readonly nobody?: string;
  /** Returns the name of a key if no session has a name for it. */
  readonly nameless?: (key: string) => string;
  /** Keys that have a row even if no session has them. */
  readonly expected?: readonly string[];
};

const OPERATOR_NAMING: Naming = { nobody: UNASSIGNED };

function groupNaming(names: ReportFrame["groupNames"]): Naming {
  const groupNames = new Map(Object.entries(names));
  return { nameless: (id) => groupNames.get(id) ?? id, expected: [...groupNames.keys()] };
}

/** Returns a function that names the rows of the tally's breakdowns as the report does. */
export function rowNames(
  tally: Tally,
  { groupNames }: Pick<ReportFrame, "groupNames">,
): (breakdown: BreakdownId, key: string) => string {
  const namings: Partial<Record<BreakdownId, Naming>> = {
    operators: OPERATOR_NAMING,
    groups: groupNaming(groupNames),
  };
  return (breakdown, key) => nameOf(key, figuresOf(tally, breakdown, key), namings[breakdown]);
}

/** The rows of a breakdown, sorted by key. */
function rowsOf(tally: Tally, breakdown: BreakdownId, naming: Naming = {}): BreakdownRow[] {
  const keys = new Set([...(tally.get(breakdown)?.keys() ?? []), ...(naming.expected ?? [])]);
  return [...keys].sort(compareTexts).map((key) => rowOf(tally, breakdown, key, naming));
}

function rowOf(tally: Tally, breakdown: BreakdownId, key: string, naming: Naming = {}): BreakdownRow {
  const figures = figuresOf(tally, breakdown, key);
  return { key, name: nameOf(key, figures, naming), metrics: rowMetricsOf(figures, breakdown) };
}

/** The name of a row: the most frequent name of its sessions; without one, what `naming` says, by default the key. */
export function nameOf(key: string, figures: Figures, { nobody = NO_KEY, nameless = (id) => id }: Naming = {}): string {
  if (key === NO_KEY) return nobody;
  const named = mostFrequent(histogram(figures, "name")) ?? mostFrequent(histogram(figures, "spam_name"));
  return named ?? nameless(key);
}

/** The most frequent key; of equally frequent ones, the first in sort order. Null if the histogram is empty. */
function mostFrequent(names: Histogram): string | null {
  const ranked = [...names].sort(([a, m], [b, n]) => n - m || compareTexts(a, b));
  return ranked[0]?.[0] ?? null;
}

function qualityOf(tally: Tally): Quality {
  const invalid = histogram(figuresOf(tally, "rows", ""), "invalid");
  return {
    fields: Object.fromEntries(sessionFields.map((field) => [field, fieldQuality(tally, field)])) as Quality["fields"],
    invalid: Object.fromEntries(
      invalidReasons.map((reason) => [reason, invalid.get(reason) ?? 0]),
    ) as Quality["invalid"],
  };
}

function fieldQuality(tally: Tally, field: SessionField): FieldQuality {
  const states = figuresOf(tally, "quality", field);
  const counts = {
    null: count(states, "null"),
    wrongType: count(states, "wrongType"),
    outOfRange: count(states, "outOfRange"),
  };
  return isInstantField(field)
    ? { ...counts, noOffset: count(states, "noOffset"), zeroDate: count(states, "zeroDate") }
    : counts;
}
