import type { Known } from "./delivery/commit-day.ts";
import { sha256 } from "./delivery/sha256.ts";
import { findingIds, findingsOf } from "./domain/findings.ts";
import { counters, metricIds, metricVersions } from "./domain/metrics/catalogue.ts";
import { breakdownIds, commonCounters } from "./domain/metrics/metric.ts";
import type { Period } from "./domain/period.ts";
import { sessionFields } from "./domain/session.ts";
import { filtersOf } from "./domain/session-filters.ts";
import { encodeTally, type RowCounts, type Tally } from "./domain/tally.ts";
import type { PulledDay } from "./pull-day.ts";
import { parseReportDefinitions, type ReportDefinition } from "./report-definition.ts";

/**
 * Fields of a definition that no figure of the day depends on: when and to whom a report goes, and how it deals with other days.
 * Every other field, even one that is added later, is compared.
 */
const uncomparedFields: readonly string[] = [
  "id",
  "at",
  "weekdays",
  "monthDay",
  "again",
  "enabled",
  "recipients",
  "testDomains",
  "replyTo",
  "sender",
  "restateDays",
  "holidays",
] satisfies (keyof ReportDefinition)[];

/** The names of everything that this program compares of two runs of the report. */
export function knownOf(definition: ReportDefinition): Known {
  return {
    settings: Object.keys(definition).filter((name) => !uncomparedFields.includes(name)),
    metrics: metricIds,
    counters: [...commonCounters, ...counters],
    breakdowns: breakdownIds,
    fields: sessionFields,
    findings: findingIds,
  };
}

/** What is compared of a run; `period` is null for a daily report. */
export type ComparedRun = Pick<PulledDay, "tally" | "declared"> & {
  readonly definition: ReportDefinition;
  readonly period: Period | null;
};

/**
 * SHA-256 of what the run found, limited to the names in `known`. It is equal for two runs if their files would differ only in
 * the time of the reading, or in things that are not in `known`. A setting that is not in `known` counts if it differs from its
 * default. Figures of other days and the order in which the API listed the rows are left out: a day with equal figures must not
 * get a new revision and a second mail because an earlier day was reported later. See docs/adr/0008-fingerprints.md.
 */
export function fingerprintOf(run: ComparedRun, known: Known, versions: Versions = metricVersions): string {
  const { tally, declared, definition, period } = run;
  const formulas = sorted(known.metrics).map((id) => [id, versions[id] ?? null]);
  const found = findingsOf(tally, { filters: filtersOf(definition), inOrder: true, weekday: null });
  const findings = found.filter(({ id }) => known.findings.includes(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  return sha256(
    JSON.stringify([
      settingsUnder(definition, known),
      declared,
      formulas,
      findings,
      countsUnder(tally, known),
      // A day without sessions changes no count, but it is missing or not.
      ...(period === null ? [] : [period]),
    ]),
  );
}

/** The counts that are compared, as text. Equal texts mean that two readings under equal settings found the same. */
export function countsUnder(tally: Tally, known: Known): string {
  return encodeTally(knownCounts(tally, known));
}

type Versions = Readonly<Record<string, number>>;

/** The settings compared: those known, and those that differ from their default. */
function settingsUnder(definition: ReportDefinition, known: Known): [string, string | null][] {
  const { id, zone } = definition;
  const [defaults = {}] = parseReportDefinitions([{ id, zone }], "the defaults");
  const [settings, byDefault] = [textsOf(definition), textsOf(defaults)];
  const set = [...settings].filter(([name, text]) => text !== (byDefault.get(name) ?? "null")).map(([name]) => name);
  const compared = new Set([...known.settings, ...set.filter((name) => !uncomparedFields.includes(name))]);
  return sorted([...compared]).map((name) => [name, settings.get(name) ?? null]);
}

/** Each field as JSON. Null, which means "not set", is left out of objects: a later version may have more keys there. */
function textsOf(fields: object): Map<string, string> {
  const replacer = (_: string, value: unknown) => (isObject(value) ? withoutNulls(value) : value);
  return new Map(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value, replacer)]));
}

function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The counts of a tally that an older program would also have made, without those of the checks: their findings are compared.
 */
function knownCounts(tally: Tally, known: Known): Tally {
  const counted: Tally = new Map();
  for (const [scope, rows] of tally) {
    if (scope === "rows") counted.set(scope, rows);
    if (scope === "quality") counted.set(scope, new Map([...rows].filter(([field]) => known.fields.includes(field))));
    if (scope === "day" || known.breakdowns.includes(scope)) {
      counted.set(scope, new Map([...rows].map(([row, figures]) => [row, knownFigures(figures, known)])));
    }
  }
  return counted;
}

/** The keys of "missing" and "invalid" are counters themselves. */
function knownFigures(figures: RowCounts, known: Known): RowCounts {
  const kept = [...figures].flatMap(([counter, keys]) => {
    if (!known.counters.includes(counter)) return [];
    const isByCounter = counter === "missing" || counter === "invalid";
    const counts = [...keys].filter(([key]) => !isByCounter || known.counters.includes(key));
    return counts.length === 0 ? [] : [[counter, new Map(counts)] as const];
  });
  return new Map(kept);
}

function sorted(names: readonly string[]): string[] {
  return [...names].sort();
}
