import { describe, expect, test } from "vitest";
import { catalogue, type MetricId, metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import type { WatchedSession } from "../../functions/daily-report/domain/watch/watched-sessions.ts";
import { findingsOn, times } from "../checked-day.ts";
import { exampleGoals, exampleHistory, examplePeriod } from "../example-history.ts";
import { botOnly, handled, reportOf, watchedReport } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { exampleReport } from "./example-report.ts";
import { codeWords, readDocument, sectionText, tableRows } from "./read-document.ts";

const page = readDocument("report-json.md");
const report = busyDay();
const metricRows = tableRows(sectionText(page, "Metrics")).map(([ids = "", unit, keys = "", nulls = ""]) => ({
  ids: codeWords(ids) as MetricId[],
  unit,
  keys: codeWords(keys),
  nulls,
}));

describe("docs/report-json.md", () => {
  test("names every key of the report, and no other", () => {
    const [ownKeys = ""] = sectionText(page, "Keys").split("### ");
    expect(tableRows(ownKeys).flatMap(([keys = ""]) => pathsOf(keys))).toEqual(
      Object.entries(report).flatMap(([key, value]) =>
        isOpenObject(key, value) ? [key] : Object.keys(Object(value)).map((name) => `${key}.${name}`),
      ),
    );
  });

  test("names every breakdown and every reason for an invalid row", () => {
    const named = codeWords(sectionText(page, "Keys"));
    expect(named).toEqual(expect.arrayContaining(Object.keys(report.breakdowns)));
    expect(named).toEqual(expect.arrayContaining(Object.keys(report.quality.invalid)));
  });

  test("names every key of a breakdown's row and of a finding", () => {
    const keysOf = (heading: string) => tableRows(sectionText(page, heading)).flatMap(([key = ""]) => codeWords(key));
    expect(keysOf("Rows of breakdowns").sort()).toEqual(Object.keys(report.breakdowns.hours[0] ?? {}).sort());
    const [finding] = findingsOn(times(10, () => botOnly({ createdAt: "noon" })));
    expect(keysOf("Findings")).toEqual(Object.keys(finding ?? {}));
  });

  const { usual, before, changes, drivers, operators, trend, restatements, notReadAgain } = exampleHistory();
  const [operator] = operators.rows;
  test.each<[string, unknown]>([
    ["Period", { ...examplePeriod(), missing: null, leftOut: null, incomplete: null }],
    ["History", Object.fromEntries(Object.keys(exampleHistory()).map((key) => [key, null]))],
    ["Usual values", usual.nps],
    ["The days before", { ...before, leftOut: null, fewer: null, metrics: null }],
    ["Days that are left out", { ...before.leftOut[0], metrics: null }],
    ["Changes", changes.nps],
    ["Where a difference lies", drivers.lost_rate],
    ["Operators compared", { mean: null, rows: [{ ...operator, rates: null }], "rates.*": operator?.rates.sl1 }],
    ["Trend", { ...trend[0], values: null }],
    ["Restatements", restatements[0]],
    ["Not read again", notReadAgain[0]],
    ["Sessions", watchedPaths()],
    ["Goals", { metrics: null, groups: [{ key: null, name: null, metrics: null }], ...exampleGoals().metrics.sl1 }],
  ])("names every key in the section %s, and no other", (heading, value) => {
    const [own = ""] = sectionText(page, heading).split("#### ");
    const named = tableRows(own).flatMap(([keys = ""]) => codeWords(keys));
    expect(named.sort()).toEqual(leavesOf(value).sort());
  });

  test("names every metric once", () => {
    expect(metricRows.flatMap(({ ids }) => ids).sort()).toEqual([...metricIds].sort());
  });

  test.each(metricRows)("gives unit and keys of $ids", ({ ids, unit, keys }) => {
    for (const id of ids) {
      expect(unit).toBe(catalogue[id].unit);
      expect(Object.keys(report.metrics[id]).sort()).toEqual([...keys].sort());
    }
  });

  test("says which metrics have a value on a day without sessions", () => {
    const never = metricRows.filter(({ nulls }) => nulls === "never").flatMap(({ ids }) => ids);
    const { metrics } = reportOf([]);
    expect(metricIds.filter((id) => metrics[id].value !== null).sort()).toEqual(never.sort());
  });

  test("shows an example that the code makes", () => {
    const example: unknown = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? "");
    expect(example).toEqual(shortened(exampleReport()));
  });
});

/** The keys of `sessions`, with an operator and counts as the page describes them: as a whole. */
function watchedPaths() {
  const rows = [handled({ nps: 0 }), handled({ noResponseOperatorToClient: true })];
  const { openFirst = [], waiting } = watchedReport(rows).sessions ?? {};
  const asWhole = ({ operator: _, groups: __, ...one }: WatchedSession) => ({ ...one, operator: null, groups: null });
  const [opened] = openFirst.map((one) => ({ ...asWhole(one), reasons: one.reasons }));
  return { "openFirst[]": opened, waiting: { counts: null }, "waiting.rows[]": waiting?.rows.map(asWhole)[0] };
}

/** Keys whose objects have a table or a list of their own on the page. */
function isOpenObject(key: string, value: unknown): boolean {
  return (
    typeof value !== "object" ||
    value === null ||
    ["metrics", "npsMarks", "breakdowns", "findings", "sessions"].includes(key)
  );
}

/** The paths of a cell such as "`day.from`, `.to`": what starts with a dot has the parent of the first. */
function pathsOf(cell: string): string[] {
  const [first = "", ...others] = codeWords(cell);
  return [first, ...others.map((word) => (word.startsWith(".") ? first.replace(/\..*$/, word) : word))];
}

/** The paths of all values below an object, such as "day.n"; of a list, its own path and those in its first element. */
function leavesOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).map(([key, below]) => [path === "" ? key : `${path}.${key}`, below] as const);
  return Array.isArray(value)
    ? [path, ...leavesOf(value[0], `${path}[]`)]
    : inner.flatMap(([key, below]) => leavesOf(below, key));
}

/** As the page says: the first row of each breakdown, two metrics of each row, two fields. */
function shortened({ breakdowns, quality, ...rest }: Report) {
  const rows = Object.entries(breakdowns).map(([id, [first]]) => {
    const { sessions, sl1 } = first?.metrics ?? {};
    return [id, [{ ...first, metrics: { sessions, sl1 } }]];
  });
  const { createdAt, nps } = quality.fields;
  return { ...rest, breakdowns: Object.fromEntries(rows), quality: { ...quality, fields: { createdAt, nps } } };
}
