import { describe, expect, test } from "vitest";
import type { TrendDay } from "../../../functions/daily-report/domain/history/history.ts";
import { trendRows } from "../../../functions/daily-report/workbook/trend/trend-rows.ts";
import { emptyHistory, incidentDay, incidentPeriod } from "../../furnished-history.ts";
import { busyDay } from "../../texts/busy-day.ts";
import { firstColumn, numberOf, openWorkbook } from "../open-workbook.ts";
import { tableIn } from "../read-workbook.ts";

const day = incidentDay();
const known = (dates: readonly string[]): TrendDay[] => dates.map((date) => ({ date, values: { sessions: 1 } }));
const datesOf = (report: typeof day) =>
  report.history ? trendRows(report, report.history).map(({ date }) => date) : [];

describe("the rows of the trend", () => {
  test("are whole weeks before the day, and the day; a day that is not known has no values", () => {
    const rows = trendRows(day, { ...emptyHistory(day), trend: known(["2026-11-24", "2026-11-26"]) });
    expect(rows.map(({ date, values }) => [date, values.sessions])).toEqual([
      ["2026-11-20", undefined],
      ["2026-11-21", undefined],
      ["2026-11-22", undefined],
      ["2026-11-23", undefined],
      ["2026-11-24", 1],
      ["2026-11-25", undefined],
      ["2026-11-26", 1],
      ["2026-11-27", 3159],
    ]);
  });

  test("are weeks or months in a report over them", () => {
    const report = (kind: "week" | "month", date: string, earliest: string) => {
      const period = incidentPeriod(kind);
      return { ...period, day: { ...period.day, date }, history: { ...emptyHistory(day), trend: known([earliest]) } };
    };
    expect(datesOf(report("week", "2026-11-23", "2026-11-02"))).toEqual([
      ...["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"],
    ]);
    expect(datesOf(report("month", "2026-03-01", "2025-12-01"))).toEqual([
      ...["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"],
    ]);
  });
});

describe("the sheet Trend", () => {
  test("shows the main figures by date, with those of the day last and gaps as empty cells", async () => {
    const rows = tableIn((await openWorkbook(day)).sheet("trend"), "Date");
    expect(rows).toHaveLength(8);
    const shown = rows.slice(4).map((row) => [row.Date?.value, row.Sessions?.value, row.NPS?.value]);
    expect(shown).toEqual([
      [new Date("2026-11-24T00:00:00Z"), null, null],
      [new Date("2026-11-25T00:00:00Z"), 3100, null],
      [new Date("2026-11-26T00:00:00Z"), 3100, -4],
      [new Date("2026-11-27T00:00:00Z"), 3159, 31],
    ]);
  });

  test("has the usual limits of the figures with a chart in every row, as folded columns", async () => {
    const sheet = (await openWorkbook(day)).sheet("trend");
    const rows = tableIn(sheet, "Date");
    const limits = rows.map((row) =>
      ["Lost rate: Usual from", "Lost rate: Usual to"].map((head) => row[head] && numberOf(row[head])),
    );
    expect(limits).toEqual(Array(8).fill([expect.closeTo(4.1, 9), expect.closeTo(7.9, 9)]));
    // No limits are known for NPS.
    expect(Object.keys(rows[0] ?? {}).filter((head) => head.startsWith("NPS"))).toEqual(["NPS"]);
    const hidden = sheet.sheet.columns.filter(({ hidden }) => hidden).length;
    expect(hidden).toBe(2 * 5);
  });

  test("prints the charts, one page, and not the table below them", async () => {
    const { sheet } = (await openWorkbook(day)).sheet("trend");
    const head = sheet.getColumn(1).values.indexOf("Date");
    const [, last] = /^A1:J(\d+)$/.exec(sheet.pageSetup.printArea ?? "") ?? [];
    expect(Number(last)).toBeGreaterThan(40);
    expect(Number(last)).toBeLessThan(head);
    expect(sheet.pageSetup.fitToHeight).toBe(1);
  });

  test("shows dates in the form of the language", async () => {
    const format = async (locale: "en" | "ru", head: string) =>
      tableIn((await openWorkbook(day, { locale })).sheets[2] ?? { rows: [] }, head)[0]?.[head]?.format;
    expect(await format("en", "Date")).toBe("yyyy-mm-dd");
    expect(await format("ru", "Дата")).toBe("dd.mm.yyyy");
  });

  test("says what is usual of weeks in a report over weeks", async () => {
    expect(firstColumn((await openWorkbook(incidentPeriod("week"))).sheet("trend"))).toContain(
      "usual in the 8 weeks before",
    );
  });

  test("has no column and no chart of a figure without a value", async () => {
    const metrics = { ...day.metrics, csi: { ...day.metrics.csi, value: null } };
    const trend = known(["2026-11-25", "2026-11-26"]);
    const report = { ...day, metrics, history: { ...(day.history ?? emptyHistory(day)), trend } };
    const heads = Object.keys(tableIn((await openWorkbook(report)).sheet("trend"), "Date")[0] ?? {});
    expect(heads).not.toContain("CSI");
    expect(heads).not.toContain("CSI: Usual from");
  });

  test("is absent without a history, and if no earlier day is known", async () => {
    const names = async (report: typeof day) => (await openWorkbook(report)).sheets.map(({ name }) => name);
    expect(await names(busyDay())).not.toContain("Trend");
    expect(await names({ ...day, history: emptyHistory(day) })).not.toContain("Trend");
  });
});
