import { describe, expect, test } from "vitest";
import { catalogue, type MetricId, metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { handled, type Item, reportOf, reportOfTally, tallyRows } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { expectShown, numberOf, openWorkbook } from "./open-workbook.ts";
import { type ReadCell, type ReadSheet, tableIn } from "./read-workbook.ts";

const many = (n: number, fields: (i: number) => Item) => Array.from({ length: n }, (_, i) => handled(fields(i)));

const figureByCode = ({ summary }: { summary: ReadSheet }) =>
  new Map(tableIn(summary, "Figure").map((row) => [row.Id?.value, row]));

describe("the Summary", () => {
  const report = busyDay();

  test("holds every metric's value as report.json has it, with what stands behind it", async () => {
    const lines = figureByCode(await openWorkbook(report));
    for (const id of metricIds) {
      const { value, ...parts } = report.metrics[id] as { value: number | null } & Partial<
        Record<string, number | null>
      >;
      expectShown(lines.get(id)?.Value, value, id);
      for (const part of ["n", "numerator", "denominator", "missing", "invalid"]) {
        expect.soft(lines.get(id)?.[part]?.value, `${id} ${part}`).toBe(parts[part] ?? null);
      }
    }
  });

  test("holds the limits, and every further thing a metric tells", async () => {
    const lines = figureByCode(await openWorkbook(report));
    const { nps, csi, frt, csat_top_box } = report.metrics;
    const limits = ["nps", "csat_top_box"].flatMap((id) =>
      ["95% low", "95% high"].map((head) => numberOf(lines.get(id)?.[head] as ReadCell)),
    );
    [nps.low, nps.high, csat_top_box.low, csat_top_box.high].forEach((limit, index) => {
      expect(limits[index]).toBeCloseTo(limit ?? Number.NaN, 9);
    });
    const value = (code: string) => numberOf(lines.get(code)?.Value as ReadCell);
    expect(["promoters", "passives", "detractors"].map((part) => value(`nps.${part}`))).toEqual([8, 8, 40]);
    expect([value("csi.derived"), value("csi.mismatch")]).toEqual([csi.derived, csi.mismatch]);
    expect(value("frt.max")).toBeCloseTo(frt.max ?? Number.NaN, 2);
    expect(frt.bands.map((_, band) => value(`frt.bands[${band}]`))).toEqual(frt.bands);
  });

  test("draws numbers of each unit in a format of its own", async () => {
    const lines = figureByCode(await openWorkbook(report));
    const formats = ["sessions", "lost_rate", "nps", "frt", "rating", "price_total"].map(
      (id) => lines.get(id)?.Value?.format,
    );
    expect(formats).toEqual(["#,##0", "0.0%", "+0.0;-0.0;0.0", "[h]:mm:ss", "0.0#", "#,##0.00##"]);
  });

  test("shows how the rows add up", async () => {
    const { summary } = await openWorkbook(report);
    const head = summary.rows.findIndex(([first]) => first?.value === "Reconciliation");
    const lines = summary.rows.slice(head + 3, head + 19).map(([label, rows]) => [label?.value, rows?.value]);
    expect(lines[4]).toEqual(["Total: received", 79]);
    expect(lines.slice(0, 4).reduce((sum, [, rows]) => sum + Number(rows), 0)).toBe(79);
    expect(lines[11]).toEqual(["Total: in the day", 75]);
    expect(lines.slice(5, 11).reduce((sum, [, rows]) => sum + Number(rows), 0)).toBe(75);
    expect(lines.slice(12)).toEqual([
      ["declared by the API", 78],
      ["less received", 79],
      ["plus duplicate", 1],
      ["Total: difference", 0],
    ]);
  });

  test("shows the quality of every field, and why rows could not be used", async () => {
    const { summary } = await openWorkbook(report);
    const fields = new Map(tableIn(summary, "Field").map((row) => [row.Field?.value, row]));
    for (const [field, quality] of Object.entries(report.quality.fields)) {
      const row = fields.get(field);
      const shown = ["empty", "wrong type", "out of range", "without UTC offset"].map(
        (head) => row?.[head]?.value ?? undefined,
      );
      expect(shown, field).toEqual([quality.null, quality.wrongType, quality.outOfRange, quality.noOffset]);
    }
    const reasons = tableIn(summary, "Reason").map((row) => [row.Reason?.value, row.Rows?.value]);
    expect(Object.fromEntries(reasons)).toMatchObject({ "no id": 1, "closed before it was created": 1 });
  });

  test("warns of an incomplete day, and says of an empty one that it is", async () => {
    const textOf = ({ rows }: ReadSheet) => rows.map(([first]) => first?.value).join("\n");
    const incomplete = await openWorkbook(reportOfTally(tallyRows([handled()]), { declared: 3 }));
    expect(textOf(incomplete.summary)).toContain("Incomplete: 2 of 3 sessions could not be read.");
    expect(textOf((await openWorkbook(reportOf([]))).summary)).toContain("There were no sessions on this day.");
  });

  test("shows what there is not as a dash at the side of the numbers", async () => {
    const { summary } = await openWorkbook(reportOf([]));
    const row = summary.rows.findIndex((cells) => cells.at(-1)?.value === "nps") + 1;
    expect(summary.sheet.getCell(row, 2).value).toBe("—");
    expect(summary.sheet.getCell(row, 2).alignment.horizontal).toBe("right");
  });
});

describe("the Definitions", () => {
  test("explain every metric by its id and version", async () => {
    const rows = tableIn((await openWorkbook(busyDay())).definitions, "Figure");
    expect(rows.map((row) => row.Id?.value)).toEqual(metricIds.map((id) => `${id}@${catalogue[id].version}`));
    for (const row of rows) expect(String(row.Definition?.value).length).toBeGreaterThan(10);
  });

  test("name the settings, times on the clocks of the zone", async () => {
    const day = reportDay("2026-03-29", "Europe/Berlin");
    const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "4": 30 } };
    const report = { ...reportOf([], day, settings), filters: { companyId: 4390, botId: null, supervised: false } };
    const rows = tableIn((await openWorkbook(report)).definitions, "Setting");
    const value = (name: string) => rows.find((row) => row.Setting?.value === name)?.Value?.value;
    expect(value("From (local time)")).toEqual(new Date("2026-03-29T00:00:00Z"));
    expect(value("To, not included (local time)")).toEqual(new Date("2026-03-30T00:00:00Z"));
    expect(value("API asked at (local time)")).toEqual(new Date("2026-03-03T05:30:00Z"));
    expect([value("Time zone"), value("Hours"), value("Only company"), value("Only bot")]).toEqual([
      "Europe/Berlin",
      23,
      4390,
      "—",
    ]);
    expect(value("First reply target T1")).toBeCloseTo(60 / 86_400, 8);
    expect(value("T1 of group 4")).toBeCloseTo(30 / 86_400, 8);
  });
});

describe("the file", () => {
  test("has its sheets in the reader's language", async () => {
    const names = async (locale: "en" | "ru") =>
      (await openWorkbook(busyDay(), { locale })).sheets.map(({ name }) => name);
    expect(await names("en")).toEqual(["Summary", "Operators", "Definitions"]);
    expect(await names("ru")).toEqual(["Сводка", "Операторы", "Определения"]);
  });

  test("keeps heads in sight, has filters, and prints across the page with page numbers", async () => {
    const { sheets, operators } = await openWorkbook(busyDay());
    for (const { sheet, rows } of sheets) {
      const head = rows.findIndex(([first]) => ["Figure", "Name"].includes(String(first?.value))) + 1;
      expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: head });
      expect(String(sheet.autoFilter)).toMatch(new RegExp(`^A${head}:[A-Z]+\\d+$`));
      expect(sheet.pageSetup).toMatchObject({ orientation: "landscape", fitToPage: true, fitToHeight: 0 });
      expect(sheet.headerFooter.oddFooter).toBe("&C&P / &N");
    }
    expect(operators.sheet.views[0]).toMatchObject({ xSplit: 1 });
  });

  test("is made of the report alone, without a clock", async () => {
    const { workbook } = await openWorkbook(busyDay());
    expect([workbook.created, workbook.modified]).toEqual(Array(2).fill(new Date("2026-03-03T04:30:00Z")));
    expect([workbook.creator, workbook.title]).toEqual(["daily-report", "Support"]);
  });

  test("holds no formula, link or error, whatever operators are called", async () => {
    const names = [
      "=1+1",
      "+1",
      "-5",
      "@SUM(A1)",
      '=HYPERLINK("http://example.com")',
      "{=1}",
      "#REF!",
      "_x0041_",
      "a\uFFFEb\u0001c",
    ];
    const { sheets, operators } = await openWorkbook(
      reportOf(names.map((operatorName, userId) => handled({ operatorName, userId }))),
    );
    expect(sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula)).toEqual([]);
    const shown = tableIn(operators, "Name").map((row) => row.Name?.value);
    expect(shown).toEqual([...names.slice(0, -1), "a\uFFFDb\uFFFDc"]);
  });
});

test("a metric below ten answers keeps its counts beside it in the Summary", async () => {
  const lines = figureByCode(await openWorkbook(reportOf(many(9, () => ({ nps: 10, fcr: true })))));
  expect(lines.get("nps" satisfies MetricId)?.Value?.value).toBe("n = 9");
  expect(lines.get("nps.promoters")?.Value?.value).toBe(9);
  expect([lines.get("fcr")?.Value?.value, lines.get("fcr")?.numerator?.value]).toEqual(["9 of 9", 9]);
});
