import { type BreakdownId, breakdownIds } from "../domain/metrics/metric.ts";

/** An object of a JSON file. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether the value is an object, not a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The path of the first part of a report.json that is missing or has a wrong type; null if all parts are right. */
export function missingPart(file: Fields): string | null {
  const missing = parts.find(({ path, is }) => !is(valueAt(file, path)));
  return missing?.path ?? null;
}

type Part = { readonly path: string; readonly is: (value: unknown) => boolean };

const areAll = (is: Part["is"]) => (value: unknown) => Array.isArray(value) && value.every(is);
const orMissing = (is: Part["is"]) => (value: unknown) => value === undefined || is(value);
const orNull = (is: Part["is"]) => (value: unknown) => value === undefined || value === null || is(value);
const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number";
const isRow = (row: unknown) => isFields(row) && isText(row.key) && isText(row.name) && isFields(row.metrics);
const isFinding = (found: unknown) =>
  isFields(found) && isText(found.id) && isNumber(found.count) && Array.isArray(found.fields);
const isPeriod = (value: unknown) =>
  isFields(value) && [value.missing, value.leftOut, value.incomplete].every(Array.isArray);
const isHistory = (value: unknown) =>
  isFields(value) &&
  [value.usual, value.before, value.changes, value.drivers, value.operators].every(isFields) &&
  [value.trend, value.restatements, value.notReadAgain].every(Array.isArray);
const isSession = (value: unknown) =>
  isFields(value) &&
  isText(value.id) &&
  isText(value.createdAt) &&
  (value.operator === null || isFields(value.operator));
const isReason = (value: unknown) => isFields(value) && isText(value.id);
const isToOpen = (value: unknown) => isSession(value) && isFields(value) && areAll(isReason)(value.reasons);
const isWatch = (value: unknown) =>
  isFields(value) &&
  areAll(isToOpen)(value.openFirst) &&
  isFields(value.waiting) &&
  isFields(value.waiting.counts) &&
  areAll(isSession)(value.waiting.rows);
const areResults = (value: unknown) => isFields(value) && Object.values(value).every(isFields);
const isGroup = (value: unknown) => isFields(value) && isText(value.name) && areResults(value.metrics);
const isGoals = (value: unknown) => isFields(value) && areResults(value.metrics) && areAll(isGroup)(value.groups);

const parts: readonly Part[] = [
  ...all(isText, ["report", "fetchedAt", "day.date", "day.zone", "day.from", "day.to"]),
  ...all(isNumber, ["revision", "day.hours", "settings.firstReplySeconds"]),
  ...all(isFields, ["settings.groupFirstReplySeconds", "filters", "metrics", "quality.fields", "quality.invalid"]),
  ...all(isNumber, ["declared", "short", "received", "duplicate", "invalid", "in_day"].map(inReconciliation)),
  // The figures in the sentences of a mail. Without them it would say that there were no sessions.
  ...all(isNumber, ["sessions", "spam", "open", "waiting"].map(inMetrics)),
  ...all(areAll(isRow), ["breakdowns.operators"]),
  ...all(orMissing(areAll(isRow)), breakdownIds.map(inBreakdowns)),
  ...all(orMissing(areAll(isFinding)), ["findings"]),
  ...all(orMissing(areAll(isNumber)), ["npsMarks"]),
  ...all(orNull(isPeriod), ["period"]),
  ...all(orNull(isHistory), ["history"]),
  ...all(orNull(isWatch), ["sessions"]),
  ...all(orNull(isGoals), ["goals"]),
];

function all(is: Part["is"], paths: readonly string[]): Part[] {
  return paths.map((path) => ({ path, is }));
}

function inReconciliation(name: string): string {
  return `reconciliation.${name}`;
}

function inMetrics(id: string): string {
  return `metrics.${id}.value`;
}

function inBreakdowns(id: BreakdownId): string {
  return `breakdowns.${id}`;
}

function valueAt(file: Fields, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => (isFields(value) ? value[name] : undefined), file);
}
