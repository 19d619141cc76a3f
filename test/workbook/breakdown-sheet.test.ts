import { describe, expect, test } from "vitest";
import {
  catalogue,
  isLeftOut,
  type MetricId,
  metricIds,
} from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { botOnly, handled, reportOf } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { expectBreakdownSheets, expectShown } from "./expect-figures.ts";
import { furnishedDay } from "./furnished-day.ts";
import { firstColumn, numberOf, openWorkbook } from "./open-workbook.ts";
import { type ReadSheet, tableIn, totalIn } from "./read-workbook.ts";

const { metrics } = textsFor("en");

/** The sheets that show the breakdowns. */
const sheetOf = { operators: "operators", hours: "hours", channels: "places", groups: "places" } as const;

/** The values of a line by column header, also for lines below the table. */
function lineAt({ rows }: ReadSheet, at: number, firstHead: string): Map<unknown, unknown> {
  const heads = rows.find(([first]) => first?.value === firstHead) ?? [];
  const line = rows.at(at) ?? [];
  return new Map(heads.map(({ value }, index) => [value, line[index] && numberOf(line[index])]));
}

describe("the breakdown sheets", () => {
  const report = furnishedDay();

  test("contain every figure of every row as report.json has it", async () => {
    const { sheets } = await openWorkbook(report);
    expect(expectBreakdownSheets({ sheets, report, locale: "en" })).toBeGreaterThan(1000);
  });

  test("have a column for every metric of the catalogue that is not left out of the breakdown", async () => {
    const { sheet } = await openWorkbook(report);
    for (const [id, head] of [
      ["operators", "Operator"],
      ["channels", "Channel"],
    ] as const) {
      const shown = Object.keys(tableIn(sheet(sheetOf[id]), head)[0] ?? {});
      const heads = new Set(shown.map((title) => title.replace(/, RUB$/, "")));
      const missing = metricIds.filter((metric) => !heads.has(metrics[metric].title));
      const isUnknown = (metric: MetricId) => report.metrics[metric].value === null;
      const left = metricIds.filter((metric) => isLeftOut(catalogue[metric], id) || isUnknown(metric));
      expect(missing).toEqual(left);
    }
  });

  test("have no column for a metric of which nothing is known", async () => {
    const { sheet } = await openWorkbook(
      reportOf([handled({ nps: 9 }), handled({ operatorName: "Boris", userId: 8 })]),
    );
    const heads = Object.keys(tableIn(sheet("operators"), "Operator")[0] ?? {});
    expect(heads).toEqual(expect.arrayContaining(["NPS", "NPS: ratings", "Answered in time (SL)", "Lost"]));
    expect(
      heads.filter((head) =>
        /^(CSI|CSAT: ratings 4–5|TWIN rating, mean|Resolved.*|Cost.*|Client messages)$/.test(head),
      ),
    ).toEqual([]);
  });

  test("start with the total of the report, even if the rows do not add up to it", async () => {
    const { sheet } = await openWorkbook(report);
    for (const [id, head] of [
      ["operators", "Operator"],
      ["groups", "Group"],
      ["hours", "Hour"],
    ] as const) {
      const total = totalIn(sheet(sheetOf[id]), head);
      expect([total?.[head]?.value, total?.Sessions?.value]).toEqual(["Total", report.metrics.sessions.value]);
      expectShown(total?.["Answered in time (SL)"], report.metrics.sl1.value, "sl1");
    }
    expect(firstColumn(sheet("places"))).toContain("the rows do not add up to the total");
  });

  test("include channels, groups, chats and companies only if there are several, and bots only if there are any", async () => {
    const titles = ["By channel", "By group", "By bot", "By widget", "By company"];
    const shown = async (day: typeof report) => {
      const places = (await openWorkbook(day)).sheets.find(({ name }) => name === "Channels and groups");
      return titles.filter((title) => places?.rows.some(([first]) => first?.value === title));
    };
    expect(await shown(report)).toEqual(titles);
    expect(await shown(reportOf([handled({ companyId: 1 }), handled({ companyId: 1 })]))).toEqual([]);
    expect(await shown(reportOf([handled({ companyId: 1 }), handled({ companyId: 2 })]))).toEqual(["By company"]);
    expect(await shown(reportOf([botOnly({ botId: "b", botName: "Bot" })]))).toEqual(["By bot"]);
  });

  test("show twelve columns of operators and fold all others", async () => {
    const { sheet } = (await openWorkbook(report)).sheet("operators");
    const shown = sheet.columns.filter(({ hidden }) => !hidden);
    expect(shown).toHaveLength(12);
    expect(sheet.columns.slice(0, 12)).toEqual(shown);
    expect(new Set(sheet.columns.slice(12).map(({ outlineLevel }) => outlineLevel))).toEqual(new Set([1]));
  });
});

describe("the Operators sheet", () => {
  test("shows operators with their ids, most sessions first and sessions without an operator last", async () => {
    const rows = tableIn((await openWorkbook(busyDay())).sheet("operators"), "Operator");
    expect(rows.map((row) => [row.Operator?.value, row.ID?.value])).toEqual([
      ["Anna", "7"],
      ["Boris", "8"],
      ["Vera", "9"],
      ["No operator", null],
    ]);
  });

  test("leaves the cell of a value empty below 10 answers, beside their number, and marks a value below 30", async () => {
    const [, boris, vera] = tableIn((await openWorkbook(busyDay())).sheet("operators"), "Operator");
    expect([vera?.CSI?.value, vera?.["CSI: ratings"]?.value]).toEqual([null, 4]);
    expect([vera?.["CSAT: ratings 4–5"]?.value, vera?.["CSAT: ratings 4–5: counted"]?.value]).toEqual([null, 1]);
    const counts = ["NPS", "NPS: ratings", "NPS: detractors", "NPS: 95%: from"].map((head) => vera?.[head]?.value);
    expect(counts).toEqual([null, 4, 4, null]);
    expect(boris?.CSI).toMatchObject({ value: 0.55, format: '0.0%"*"' });
    expect(boris?.NPS).toMatchObject({ value: -50, format: '+0.0"*";"−"0.0"*";0.0"*"' });
  });

  test("shows at most 500 operators, most sessions first, and the rest in one row of counts without rates", async () => {
    const rows = Array.from({ length: 1203 }, (_, i) =>
      handled({ userId: i % 601, operatorName: `Operator ${i % 601}`, nps: 10 }),
    );
    const operators = (await openWorkbook(reportOf(rows))).sheet("operators");
    const lines = tableIn(operators, "Operator");
    expect(lines).toHaveLength(500);
    expect(lines.slice(0, 2).map((row) => row.Sessions?.value)).toEqual([3, 2]);
    const others = lineAt(operators, -1, "Operator");
    expect(others.get("Operator")).toBe("others (101 rows)");
    const counts = ["Sessions", "ratings", "promoters", "Answered in time (SL): counted"].map((head) =>
      others.get(head),
    );
    expect(counts).toEqual([202, 202, 202, 202]);
    const rates = ["NPS", "Answered in time (SL)", "First reply, mean", "95%: from"].map((head) => others.get(head));
    expect(rates).toEqual(Array(4).fill(null));
    expect(firstColumn(operators)).toContain("Rows shown: 500 (those with most sessions)");
  });
});

describe("the Hours sheet", () => {
  test("shows 24 hours in the order of the day, each with its length", async () => {
    const items = Array.from({ length: 2 }, () => botOnly({ createdAt: "2026-03-29T03:10:00+02:00", closedAt: null }));
    const spring = reportOf(items, reportDay("2026-03-29", "Europe/Berlin"));
    const hours = (await openWorkbook(spring)).sheet("hours");
    const rows = tableIn(hours, "Hour");
    expect(rows.map((row) => row.Hour?.value)).toEqual(
      Array.from(
        { length: 24 },
        (_, hour) => `${String(hour).padStart(2, "0")}:00–${String(hour + 1).padStart(2, "0")}:00`,
      ),
    );
    const shown = rows.slice(1, 4).map((row) => [row["Length of hour, h"]?.value, row["Sessions per hour"]?.value]);
    expect(shown).toEqual([
      [1, 0],
      [0, null],
      [1, 2],
    ]);
    expect(totalIn(hours, "Hour")?.["Length of hour, h"]?.value).toBe(23);
    expect(firstColumn(hours)).toContain("The clocks changed");
    expect(firstColumn(hours)).toContain("Busiest hour: 03:00–04:00 (sessions per hour: 2).");
  });

  test("divides the sessions of an hour that occurs twice by two hours", async () => {
    const items = Array.from({ length: 3 }, () => botOnly({ createdAt: "2026-10-25T02:10:00+02:00", closedAt: null }));
    const autumn = reportOf(items, reportDay("2026-10-25", "Europe/Berlin"));
    const twice = tableIn((await openWorkbook(autumn)).sheet("hours"), "Hour")[2];
    expect([twice?.["Length of hour, h"]?.value, twice?.["Sessions per hour"]?.value]).toEqual([2, 1.5]);
  });

  test("shows no length of hours on a day of 24 hours, and is left out on a day without sessions", async () => {
    const { sheet } = await openWorkbook(reportOf([handled()]));
    expect(Object.keys(tableIn(sheet("hours"), "Hour")[0] ?? {})).not.toContain("Length of hour, h");
    expect((await openWorkbook(reportOf([]))).sheets.map(({ name }) => name)).not.toContain("By hour");
  });
});

test("a name too long for its column makes the row two lines high at most, and is whole in the cell", async () => {
  const names = ["Short", "word ".repeat(12).trim(), "word ".repeat(40).trim()];
  const rows = names.map((operatorName, userId) => handled({ operatorName, userId }));
  const { sheet, rows: lines } = (await openWorkbook(reportOf(rows))).sheet("operators");
  const found = lines.flatMap(([name], index) =>
    /^(Short|word)/.test(String(name?.value)) ? [{ name: name?.value, height: sheet.getRow(index + 1).height }] : [],
  );
  // Nothing is seen of the third line of the last one.
  const heights = [undefined, 3 + 13 * 2, 13 * 2];
  expect(found).toEqual(names.map((name, index) => ({ name, height: heights[index] })));
});

test("the heads of leading columns fit in two lines, and folded ones in the lines of the others", async () => {
  for (const locale of ["en", "ru"] as const) {
    for (const name of ["operators", "hours"] as const) {
      const { workbook } = textsFor(locale);
      const { sheets } = await openWorkbook(furnishedDay(), { locale });
      const sheet = sheets.find((one) => one.name === workbook.sheets[name]);
      const head = sheet?.rows.findIndex(([first]) => first?.value === workbook.rowHeads[name]) ?? Number.NaN;
      expect(sheet?.sheet.getRow(head + 1).height, `${locale} ${name}`).toBeLessThanOrEqual(3 + 13 * 2);
    }
  }
});
