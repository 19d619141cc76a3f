import { describe, expect, test } from "vitest";
import type { ComparedOperator, History } from "../../functions/daily-report/domain/history/history.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { emptyHistory, incidentDay, incidentPeriod, quietHistory } from "../furnished-history.ts";
import { busyDay } from "../texts/busy-day.ts";
import { expectComparison } from "./expect-comparison.ts";
import { firstColumn, numberOf, openWorkbook } from "./open-workbook.ts";
import { type ReadCell, type ReadSheet, tableIn } from "./read-workbook.ts";

const day = incidentDay();
const furnished = day.history as History;

/** The values of a table's rows; numbers as in the report. */
function valuesIn(sheet: ReadSheet, title: string, head: string): unknown[][] {
  const from = sheet.rows.findIndex(([first]) => first?.value === title);
  return tableIn({ rows: sheet.rows.slice(from) }, head).map((row) => Object.values(row).map(shown));
}

function shown(cell: ReadCell): unknown {
  const value = numberOf(cell);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "number" ? Number(value.toFixed(2)) : value;
}

const names = async (report: Report) => (await openWorkbook(report)).sheets.map(({ name }) => name);

describe("the sheet Comparison", () => {
  test.each(["en", "ru"] as const)(
    "has the main figures as numbers, and empty cells where nothing is known, in %s",
    async (locale) => {
      const { sheets } = await openWorkbook(day, { locale });
      expect(expectComparison({ sheets, report: day, locale })).toBe(9 + 16 + 15 + 17);
    },
  );

  test("judges each main figure", async () => {
    const { sheet } = await openWorkbook(day);
    const rows = tableIn(sheet("comparison"), "Figure");
    expect(
      rows.map((row) =>
        [row.Figure, row["Usual?"], row["Better or worse"], row["More than chance"]].map((cell) => cell?.value),
      ),
    ).toEqual([
      ["Sessions", "as usual", null, null],
      ["Handled", "as usual", null, null],
      ["Lost rate", "▲\u00a0higher than usual", "worse", "yes"],
      ["Answered in time (SL)", "▼\u00a0lower than usual", "worse", "yes"],
      ["First reply, median", "as usual", null, null],
      ["CSI", "as usual", null, null],
      ["CSAT: ratings 4–5", "as usual", null, "no"],
      ["NPS", null, null, "yes"],
      ["Closed by the bot (no operator)", "▲\u00a0higher than usual", null, "no"],
    ]);
    expect(rows.map((row) => row["28 days"]?.value).slice(0, 2)).toEqual([null, null]);
  });

  test("gives no verdict on a figure of fewer than 10 sessions, as mail and Summary", async () => {
    const verdictOf = async (n: number) => {
      const metrics = { ...day.metrics, lost_rate: { ...day.metrics.lost_rate, n } };
      const { sheet } = await openWorkbook({ ...day, metrics });
      const lost = tableIn(sheet("comparison"), "Figure").find((row) => row.Figure?.value === "Lost rate");
      return [lost?.["Usual?"]?.value, lost?.["Better or worse"]?.value];
    };
    expect(await verdictOf(9)).toEqual([null, null]);
    expect(await verdictOf(10)).toEqual(["▲\u00a0higher than usual", "worse"]);
  });

  test("shows the rows in which the difference lies, and its division into shares and figures", async () => {
    const sheet = (await openWorkbook(day)).sheet("comparison");
    expect(valuesIn(sheet, "Where the difference lies", "Where").map((row) => row.slice(0, 10))).toEqual([
      ["Channel telegram", "Lost rate", 61, 312, 19.55, 120, 2000, 6, 42.3, 88],
      ["Hour 13:00–14:00", "Lost rate", 50, 220, 22.73, 60, 1000, 6, 36.8, 76.5],
      ["Group First line", "Answered in time (SL)", 80, 300, 26.67, 1200, 2000, 60, -100, 60],
      ["Sessions without an operator", "NPS", -6, 50, -12, 800, 2000, 40, -26, 41.2],
    ]);
    expect(valuesIn(sheet, "Shares and figures", "Figure").map((row) => row.slice(0, 5))).toEqual([
      ["Lost rate", "Channels", 4.2, 0.3, 3.9],
      ["Lost rate", "Hours", 4.2, -0.1, 4.3],
      ["Answered in time (SL)", "Channels", -8.9, 0.2, -9.1],
      ["Answered in time (SL)", "Bots", -8.9, -0.5, -8.4],
      ["CSAT: ratings 4–5", "Channels", -1.9, 0, -1.9],
    ]);
  });

  test("compares operators in each rate; one with fewer than 10 answers has neither a rate nor a place", async () => {
    const sheet = (await openWorkbook(day)).sheet("comparison");
    const columns = ["Operator", "ID", "Rank", "Value", "Place", "Lately", "Lately: ratings or sessions"];
    const cells = tableIn(sheet, "Operator").map((row) => columns.map((head) => row[head] && shown(row[head])));
    expect(cells).toEqual([
      ["Anna Smirnova", "7", 1, 96, "clearly above the others", "higher", 250],
      ["Boris Lee", "8", 2, 87, "like the others", "steady", 200],
      ["Nikita Pavlov", "9", 3, 57.94, "clearly below the others", "lower", 214],
      ["Vera Kim", "10", null, null, null, null, 9],
    ]);
    const first = firstColumn(sheet).split("\n");
    expect(first.filter((text) => text.startsWith("Operators: "))).toEqual([
      "Operators: CSAT: ratings 4–5",
      "Operators: Answered in time (SL)",
      "Operators: Lost rate",
    ]);
    const [lost] = valuesIn(sheet, "Operators: Lost rate", "Operator");
    expect(lost?.slice(0, 5)).toEqual(["Nikita Pavlov", "9", 3, 12, "clearly above the others"]);
    expect(sheet.rows.at(-1)?.slice(0, 4).map(shown)).toEqual(["All operators", null, null, 5]);
    expect(String(sheet.sheet.autoFilter)).toMatch(/^A\d+:J\d+$/);
  });

  test("lists the days that were read again, not read again, and left out", async () => {
    const sheet = (await openWorkbook(day)).sheet("comparison");
    expect(valuesIn(sheet, "Earlier days, updated", "Date").map((row) => row.slice(0, 7))).toEqual([
      ["2026-11-25", "Lost rate", 2, 8.1, 2200, 8.4, 2210],
      ["2026-11-25", "NPS", 2, 44, 9, 39.5, 12],
    ]);
    expect(valuesIn(sheet, "Earlier days, not updated", "Date").map((row) => row.slice(0, 2))).toEqual([
      ["2026-11-26", "the data could not be read"],
      ["2026-11-23", "the data could not be read"],
      ["2026-11-22", "there was not enough time"],
    ]);
    expect(valuesIn(sheet, "Not compared", "Date").map((row) => row.slice(0, 2))).toEqual([
      ["2026-11-04", "holiday"],
      ["2026-11-02", "another first reply target; figures: Answered in time (SL), SL of answered sessions"],
      ["2026-11-03", "another first reply target; figures: Answered in time (SL), SL of answered sessions"],
    ]);
  });

  test("has only the tables that have rows", async () => {
    const quiet = { ...day, history: { ...quietHistory(day), operators: emptyHistory(day).operators } };
    const first = firstColumn((await openWorkbook(quiet)).sheet("comparison"));
    expect(first).toContain("The main figures");
    for (const title of ["Where the difference lies", "Earlier days", "Not compared", "Operator"]) {
      expect(first).not.toContain(title);
    }
  });

  test("shows at most 500 operators, and says so", async () => {
    const [one] = furnished.operators.rows;
    const rows = Array.from(
      { length: 501 },
      (_, i) => ({ ...one, key: String(i), name: `Operator ${i}` }) as ComparedOperator,
    );
    const sheet = (await openWorkbook(incidentDay({ operators: { ...furnished.operators, rows } }))).sheet(
      "comparison",
    );
    expect(tableIn(sheet, "Operator")).toHaveLength(500);
    expect(firstColumn(sheet)).toContain("Only the first 500 operators are shown.");
  });

  test("speaks of weeks in a report over weeks", async () => {
    const rows = tableIn((await openWorkbook(incidentPeriod("week"))).sheet("comparison"), "Figure");
    expect(Object.keys(rows[0] ?? {})).toEqual(expect.arrayContaining(["The week", "8 weeks"]));
  });

  test("makes hostile names harmless", async () => {
    const name = "=HYPERLINK(1)\u0001";
    const operators = furnished.operators.rows.map((row) => ({ ...row, key: "name:=1", name }));
    const sheet = (await openWorkbook(incidentDay({ operators: { ...furnished.operators, rows: operators } }))).sheet(
      "comparison",
    );
    const [row] = tableIn(sheet, "Operator");
    expect([row?.Operator?.value, row?.ID?.value]).toEqual(["'=HYPERLINK(1)\uFFFD", null]);
    expect(sheet.rows.flat().filter(({ formula }) => formula)).toEqual([]);
  });

  test("is absent without a history, and if nothing is known", async () => {
    expect(await names(busyDay())).not.toContain("Comparison");
    expect(await names({ ...day, history: emptyHistory(day) })).not.toContain("Comparison");
    expect((await names(day)).slice(0, 3)).toEqual(["Summary", "Comparison", "Trend"]);
  });

  test("is explained among the definitions, but only if it is there", async () => {
    const rules = async (report: Report) => firstColumn((await openWorkbook(report)).sheet("reconciliation"));
    expect(await rules(day)).toContain("More than chance");
    expect(await rules(busyDay())).not.toContain("More than chance");
  });
});
