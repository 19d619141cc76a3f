import { test as property } from "@fast-check/vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { findingIds } from "../../functions/daily-report/domain/findings.ts";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { breakdownIds } from "../../functions/daily-report/domain/metrics/metric.ts";
import { sessionFields } from "../../functions/daily-report/domain/session.ts";
import { checkedReport } from "../checked-day.ts";
import { exampleGoals, exampleHistory, examplePeriod } from "../example-history.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, handled, lost, reportOf } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { exampleReport } from "./example-report.ts";
import { readDocument } from "./read-document.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const schema = JSON.parse(readDocument("report.schema.json")) as JsonObject & { $defs: Record<string, JsonObject> };
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const validate = ajv.compile(schema);
const refuses = (value: unknown) => !validate(value);

const ROW_METRICS = "#/$defs/rowMetrics";

/** The schema without room for what it does not name: what passes has no key that is not described. */
const validateClosed = new Ajv2020({ strict: false }).compile(closed(schema) as JsonObject);

/** As report.json has it. */
const written = (report: unknown): JsonObject => JSON.parse(JSON.stringify(report));

const busy = written(busyDay());

/** A report with a period, a history and goals. A daily report has no period. */
const compared = { period: examplePeriod(), history: exampleHistory(), goals: exampleGoals() };

describe("the schema of report.json accepts", () => {
  test.each([
    ["a busy day", busy],
    ["a report with a period, a history and goals", written({ ...busyDay(), ...compared })],
    ["a day without sessions", written(reportOf([]))],
    ["a day on which no row can be read", written(checkedReport([{}, null, 5, { id: "1", createdAt: "noon" }]))],
    ["the example of docs/report-json.md", written(exampleReport())],
  ])("%s, and names every key of it", (_, report) => {
    expect(validate(report), ajv.errorsText(validate.errors)).toBe(true);
    expect(validateClosed(report), ajv.errorsText(validateClosed.errors)).toBe(true);
  });

  property.prop([hostileRows(day, 60)], { numRuns: 50 })("any day, whatever its rows hold", (rows) => {
    const report = written(checkedReport(rows));
    expect(validate(report), ajv.errorsText(validate.errors)).toBe(true);
    expect(validateClosed(report), ajv.errorsText(validateClosed.errors)).toBe(true);
  });

  test("no key that it does not name, once it is closed", () => {
    const row = { key: "7", name: "Anna", metrics: { ...(busy.metrics as JsonObject) } };
    const withRow = { ...busy, breakdowns: { ...(busy.breakdowns as JsonObject), operators: [row] } };
    expect([validate(withRow), validateClosed(withRow)]).toEqual([true, false]);
    expect(validateClosed({ ...busy, note: "new" })).toBe(false);
    expect(validateClosed({ ...busy, metrics: { ...(busy.metrics as JsonObject), new_metric: 1 } })).toBe(false);
  });

  test("keys that a later report of version 1 adds", () => {
    expect(
      refuses({ ...busy, note: "new", metrics: { ...(busy.metrics as JsonObject), new_metric: { value: 1 } } }),
    ).toBe(false);
  });
});

describe("the schema of report.json refuses", () => {
  const watched = { nps: 1, noResponseOperatorToClient: true, operatorGroupIds: [4], messengerType: "telegram" };
  const report = written({ ...checkedReport([handled(), lost(), handled(watched), {}, { id: "1" }]), ...compared });
  // One hour is like another.
  const paths = pathsOf(report).filter(([, breakdown, row]) => breakdown !== "hours" || row === undefined || row === 0);
  const isOptional = (path: Path) =>
    path.at(-1) === "reasons" ||
    ["values", "fewer"].includes(String(path.at(-2))) ||
    (path[0] === "goals" && path.at(-2) === "metrics");

  test("no report that the next tests change", () => {
    expect(refuses(report)).toBe(false);
    expect(paths.length).toBeGreaterThan(300);
  });

  test("a report that lacks any one key", () => {
    const keys = paths.filter((path) => typeof path.at(-1) === "string" && !isOptional(path));
    expect(keys.filter((path) => !refuses(changed(report, path, () => undefined)))).toEqual([]);
  });

  test("a report in which any one value has another type", () => {
    const another = (value: Json) => (typeof value === "object" && value !== null ? "text" : { value });
    expect(paths.filter((path) => !refuses(changed(report, path, another)))).toEqual([]);
  });

  test.each(metricIds)("a report in whose metrics %s is misspelt", (id) => {
    const { [id]: value = null, ...others } = busy.metrics as JsonObject;
    expect(refuses({ ...busy, metrics: { ...others, [`${id}x`]: value } })).toBe(true);
  });

  test("a count that is not whole or below 0, and a percentage above 100", () => {
    const withMetric = (id: string, value: Json) => ({
      ...busy,
      metrics: { ...(busy.metrics as JsonObject), [id]: value },
    });
    expect(refuses(withMetric("sessions", { value: 1.5 }))).toBe(true);
    expect(refuses(withMetric("sessions", { value: -1 }))).toBe(true);
    expect(refuses(withMetric("fcr", { value: 101, n: 1, numerator: 1, denominator: 1 }))).toBe(true);
  });
});

describe("the schema of report.json names", () => {
  const namesOf = (...steps: string[]) =>
    Object.keys(steps.reduce<JsonObject>((inner, step) => inner[step] as JsonObject, schema));

  test("every metric of the catalogue, and no other", () => {
    const named = ["rowMetrics", "metrics"].flatMap((name) => namesOf("$defs", name, "properties"));
    expect(named.sort()).toEqual([...metricIds].sort());
  });

  test("every breakdown and every field", () => {
    expect(namesOf("properties", "breakdowns", "properties")).toEqual([...breakdownIds]);
    expect(namesOf("properties", "quality", "properties", "fields", "properties")).toEqual(sessionFields);
  });

  test("every finding as an example", () => {
    expect(schema.$defs.finding).toMatchObject({ properties: { id: { examples: findingIds } } });
  });
});

type Path = readonly (string | number)[];

/** Every place below a value. */
function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return inner.flatMap(([key, below]) => [[...path, key], ...pathsOf(below, [...path, key])]);
}

/** A copy in which one place has another value; undefined removes a key. */
function changed(value: Json, [step, ...rest]: Path, change: (value: Json) => Json | undefined): Json | undefined {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? (changed(item, rest, change) ?? null) : item));
  }
  const { [step]: present = null, ...others } = value as JsonObject;
  const next = changed(present, rest, change);
  return next === undefined ? others : { ...others, [step]: next };
}

/** The schema in which no object has keys that are not named; the metrics of a row are closed where rows name them. */
function closed(value: Json): Json {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key, key === "allOf" ? below : closed(below)]),
  );
  const isOpen = value === schema.$defs.rowMetrics;
  const isClosed =
    ("properties" in value && [value.type].flat().includes("object") && !isOpen) || value.$ref === ROW_METRICS;
  return isClosed ? { ...inner, unevaluatedProperties: false } : inner;
}
