import { describe, expect, test } from "vitest";
import { catalogue, type MetricId, metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";
import { botOnly, handled, type Item, reportOf, reportOfTally, tallyRows } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { dayWithNps, dayWithSpoilt, npsDays } from "../texts/nearly-perfect-days.ts";
import { expectShown } from "./expect-figures.ts";
import { furnishedDay } from "./furnished-day.ts";
import { firstColumn, numberOf, openWorkbook } from "./open-workbook.ts";
import { type ReadCell, tableIn } from "./read-workbook.ts";

const many = (n: number, fields: (i: number) => Item) => Array.from({ length: n }, (_, i) => handled(fields(i)));

const names = ({ sheets }: Awaited<ReturnType<typeof openWorkbook>>) => sheets.map(({ name }) => name);

const figureByCode = ({ sheets }: Awaited<ReturnType<typeof openWorkbook>>, locale: Locale = "en") => {
  const { heads } = textsFor(locale).workbook;
  const { figures } = textsFor(locale).workbook.sheets;
  const sheet = sheets.find(({ name }) => name === figures) ?? { rows: [] };
  return new Map(tableIn(sheet, heads.figure).map((row) => [row[heads.id]?.value, row]));
};

describe("the sheet All figures", () => {
  const report = busyDay();

  test("contains the value and the counts of every metric as report.json has them", async () => {
    const lines = figureByCode(await openWorkbook(report));
    for (const id of metricIds) {
      const { value, ...parts } = report.metrics[id] as { value: number | null } & Partial<
        Record<string, number | null>
      >;
      expectShown(lines.get(id)?.Value, value, id);
      for (const part of ["n", "numerator", "denominator", "missing", "invalid"] as const) {
        const head = `Value: ${textsFor("en").parts[part]}`;
        expect.soft(lines.get(id)?.[head]?.value, `${id} ${part}`).toBe(parts[part] ?? null);
      }
    }
  });

  test("contains the limits and all other parts of a metric", async () => {
    const lines = figureByCode(await openWorkbook(report));
    const { nps, csi, frt, csat_top_box } = report.metrics;
    const limits = ["nps", "csat_top_box"].flatMap((id) =>
      ["Value: 95%: from", "Value: 95%: to"].map((head) => numberOf(lines.get(id)?.[head] as ReadCell)),
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

  test("has a number format for each unit", async () => {
    const lines = figureByCode(await openWorkbook(report));
    const formats = ["sessions", "lost_rate", "nps", "frt", "rating", "price_total"].map(
      (id) => lines.get(id)?.Value?.format,
    );
    expect(formats).toEqual(["#,##0", "0.0%", '+0.0;"−"0.0;0.0', "[h]:mm:ss", "0.0#", "#,##0.00##"]);
  });

  test("warns if the day is incomplete, and says if it had no sessions", async () => {
    const incomplete = await openWorkbook(reportOfTally(tallyRows([handled()]), { declared: 3 }));
    expect(firstColumn(incomplete.sheet("summary"))).toContain("Data incomplete: 2 of 3 sessions were not received.");
    const empty = await openWorkbook(reportOf([]));
    expect(firstColumn(empty.sheet("summary"))).toContain("There were no sessions on this day.");
  });

  test("leaves the cell of a missing value empty, and is left out on a day without sessions", async () => {
    const lines = figureByCode(await openWorkbook(reportOf([handled()])));
    expect(lines.get("nps")?.Value?.value).toBeNull();
    expect(lines.get("nps")?.["Value: ratings or sessions"]?.value).toBe(0);
    expect(names(await openWorkbook(reportOf([])))).toEqual(["Summary", "Data and definitions"]);
    expect(names(await openWorkbook(reportOf([botOnly({ markedAsSpam: true })])))).toContain("All figures");
  });
});

describe("a figure of the workbook that rounds to perfect", () => {
  const values = ["lost_rate", "sl1", "csi", "csat_top_box", "containment", "csi_coverage"];

  test.each([
    ["en", '"<0.1%"', '">99.9%"'],
    ["ru", '"<0,1%"', '">99,9%"'],
  ] as const)(
    "is not shown as perfect in %s if it is not, and is stored without rounding",
    async (locale, few, most) => {
      const report = dayWithSpoilt(1);
      const lines = figureByCode(await openWorkbook(report, { locale }), locale);
      const cells = values.map((id) => lines.get(id)?.[textsFor(locale).workbook.heads.value]);
      expect(cells.map((cell) => cell?.format)).toEqual([few, most, most, most, "0.0%", "0.0%"]);
      expect(cells.map((cell) => cell?.value)).toEqual([
        1 / 3000,
        expect.closeTo(2999 / 3000, 12),
        expect.closeTo((report.metrics.csi.value ?? 0) / 100, 12),
        expect.closeTo(2998 / 2999, 12),
        0,
        1,
      ]);
    },
  );

  test("is shown as perfect if it is", async () => {
    const lines = figureByCode(await openWorkbook(dayWithSpoilt(0)));
    const cells = values.map((id) => lines.get(id)?.Value);
    expect(cells.map((cell) => [cell?.value, cell?.format])).toEqual(
      [0, 1, 1, 1, 0, 1].map((value) => [value, "0.0%"]),
    );
  });

  test.each([
    ["-0.04", "0.0;0.0"],
    ["0.04", "0.0;0.0"],
    ["0", '+0.0;"−"0.0;0.0'],
    ["99.97", '">+99.9"'],
    ["-99.97", '"<−99.9";"<−99.9"'],
  ] as const)("or to zero, such as an NPS of %s, has the right number format on every sheet", async (nps, format) => {
    const workbook = await openWorkbook(dayWithNps(npsDays[nps]));
    const rows = [
      tableIn(workbook.sheet("nps"), "The day")[0],
      tableIn(workbook.sheet("nps"), "Operator")[0],
      tableIn(workbook.sheet("operators"), "Operator")[0],
    ];
    const cells = [figureByCode(workbook).get("nps")?.Value, ...rows.map((row) => row?.NPS)];
    expect(cells.map((cell) => cell?.format)).toEqual(Array(4).fill(format));
    expect(Number(cells[0]?.value).toFixed(2)).toBe(Number(nps).toFixed(2));
  });
});

test("every mean of times is shown with its median, to the left of it or above it", async () => {
  const { sheets } = await openWorkbook(furnishedDay());
  const means = ["frt", "duration"].map((id) => textsFor("en").metrics[id as MetricId].title);
  const places = sheets.slice(0, -1).flatMap(({ name, rows }) =>
    rows.flatMap((row, y) =>
      row.flatMap(({ value }, x) => {
        if (!means.includes(String(value))) return [];
        const before = [...row.slice(0, x).map((cell) => cell.value), rows[y - 1]?.[x]?.value];
        return [{ name, median: String(value).replace("mean", "median"), before }];
      }),
    ),
  );
  for (const { median, before } of places) expect(before).toContain(median);
  expect(new Set(places.map(({ name }) => name))).toEqual(
    new Set(["Operators", "By hour", "Channels and groups", "First reply and dialogue", "All figures"]),
  );
});

describe("the sheet Data and definitions", () => {
  test("explains every metric by its id and version", async () => {
    const rows = tableIn((await openWorkbook(busyDay())).sheet("reconciliation"), "ID");
    expect(rows.map((row) => row.ID?.value)).toEqual(metricIds.map((id) => `${id}@${catalogue[id].version}`));
    for (const row of rows) expect(String(row.Definition?.value).length).toBeGreaterThan(10);
  });

  test.each([
    [
      "en",
      "Few ratings or sessions",
      "With fewer than 10 ratings or sessions, these figures have no value, and only the number is shown; with 10 to 29, the value is marked with *: “NPS”, “CSI”, “CSAT: ratings 4–5”, “TWIN rating, mean”, ",
    ],
    [
      "ru",
      "Мало оценок или сессий",
      "У этих показателей значения нет, если оценок или сессий меньше 10 (показано только их число), а при 10–29 оно отмечено знаком *: «NPS», «CSI», «CSAT: оценки 4–5», «Средняя оценка (рейтинг TWIN)», ",
    ],
  ] as const)("name in %s the metrics of which a value with few answers is not shown", async (locale, rule, start) => {
    const { common, metrics, workbook } = textsFor(locale);
    const { sheets } = await openWorkbook(busyDay(), { locale });
    const row = tableIn(sheets.at(-1) ?? { rows: [] }, workbook.heads.rule).find(
      (cells) => cells[workbook.heads.rule]?.value === rule,
    );
    const text = String(Object.values(row ?? {}).at(-1)?.value);
    expect(text.slice(0, start.length)).toBe(start);
    for (const id of metricIds) {
      expect(text.includes(common.quoted(metrics[id].title)), id).toBe(catalogue[id].smallN === "suppressed");
    }
  });

  test("shows the settings, with times in the local time of the zone", async () => {
    const day = reportDay("2026-03-29", "Europe/Berlin");
    const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "4": 30 } };
    const report = { ...reportOf([], day, settings), filters: { ...noFilters, companyId: 4390 } };
    const rows = tableIn((await openWorkbook(report)).sheet("reconciliation"), "Setting");
    const value = (name: string) => rows.find((row) => row.Setting?.value === name)?.Value?.value;
    expect(value("Start (local time)")).toEqual(new Date("2026-03-29T00:00:00Z"));
    expect(value("End, exclusive (local time)")).toEqual(new Date("2026-03-30T00:00:00Z"));
    expect(value("Data fetched (local time)")).toEqual(new Date("2026-03-03T05:30:00Z"));
    expect([value("Time zone"), value("Length, h"), value("Filter: company"), value("Filter: bot")]).toEqual([
      "Europe/Berlin",
      23,
      4390,
      "—",
    ]);
    expect(value("First reply target")).toBeCloseTo(60 / 86_400, 8);
    expect(value("First reply target of group 4")).toBeCloseTo(30 / 86_400, 8);
  });
});

describe("the workbook file", () => {
  test("has sheet names in the reader's language", async () => {
    const names = async (locale: "en" | "ru") =>
      (await openWorkbook(busyDay(), { locale })).sheets.map(({ name }) => name);
    expect(await names("en")).toEqual([
      "Summary",
      "Operators",
      "By hour",
      "Channels and groups",
      "NPS",
      "CSI",
      "First reply and dialogue",
      "All figures",
      "Data and definitions",
    ]);
    expect(await names("ru")).toEqual([
      "Сводка",
      "Операторы",
      "По часам",
      "Каналы и группы",
      "NPS",
      "CSI",
      "Первый ответ и диалог",
      "Все показатели",
      "Данные и определения",
    ]);
  });

  test("has frozen headers and names, with the total, except on sheets with a chart above the table or with different tables", async () => {
    const { sheets, sheet } = await openWorkbook(busyDay());
    const words = ["Figure", "Operator", "The day", "Hour"];
    const apart = ["Summary", "By hour", "Channels and groups", "Data and definitions"];
    for (const { name, sheet: worksheet, rows } of sheets.filter(({ name }) => !apart.includes(name))) {
      const head = rows.findIndex((row) => row.slice(0, 2).some(({ value }) => words.includes(String(value)))) + 1;
      const totals = rows[head]?.[0]?.value === "Total" ? 1 : 0;
      expect(worksheet.views[0], name).toMatchObject({ state: "frozen", ySplit: head + totals });
    }
    expect(sheet("operators").sheet.views[0]).toMatchObject({ xSplit: 1 });
    expect(sheet("csi").sheet.views[0]).toMatchObject({ xSplit: 2 });
    for (const id of ["summary", "hours", "places", "reconciliation"] as const) {
      expect(sheet(id).sheet.views[0]).toMatchObject({ state: "normal" });
    }
  });

  test("has a filter on every sheet but the first, and prints a whole sheet across the page with page numbers", async () => {
    for (const { name, sheet, rows } of (await openWorkbook(busyDay())).sheets) {
      const [, head] = /^A(\d+):[A-Z]+\d+$/.exec(String(sheet.autoFilter)) ?? [];
      if (name !== "Summary") expect(rows[Number(head) - 1]?.[0]?.value, name).toEqual(expect.any(String));
      expect(sheet.pageSetup).toMatchObject({ fitToPage: true, fitToWidth: 1 });
      expect(sheet.pageSetup.fitToHeight).toBeGreaterThan(0);
      expect(sheet.headerFooter.oddFooter).toBe("&C&P / &N");
    }
  });

  test("has no text in a column of numbers, so that sorting puts the largest number first", async () => {
    const { sheets } = await openWorkbook(furnishedDay());
    const withTexts = ["Summary", "All figures", "Data and definitions"];
    for (const { name, rows } of sheets.filter((sheet) => !withTexts.includes(sheet.name))) {
      const heads = rows.flatMap((row, at) =>
        row[0]?.value && row.some(({ value }) => value === "Answered in time (SL)" || value === "NPS") ? [at] : [],
      );
      for (const head of heads) {
        const columns = (rows[head] ?? []).flatMap(({ value }, at) =>
          typeof value === "string" && at > 1 && value !== "ID" ? [at] : [],
        );
        const end = rows.findIndex((row, at) => at > head && row.every(({ value }) => value === null));
        const body = rows.slice(head + 1, end === -1 ? undefined : end);
        const texts = body.flatMap((row) =>
          columns.map((at) => row[at]?.value).filter((value) => typeof value === "string"),
        );
        expect(texts, name).toEqual([]);
      }
    }
  });

  test("has few styles even with many cells", async () => {
    const rows = many(300, (i) => ({
      userId: i,
      operatorName: `Operator ${i}`,
      nps: i % 11,
      csi: 1 + (i % 5),
      csiMax: 5,
    }));
    const { sheets } = await openWorkbook(reportOf(rows));
    const styles = sheets.flatMap(({ sheet, rows: lines }) =>
      lines.flatMap((cells, row) => cells.map((_, column) => JSON.stringify(sheet.getCell(row + 1, column + 1).style))),
    );
    expect(styles.length).toBeGreaterThan(20_000);
    expect(new Set(styles).size).toBeLessThan(90);
  });

  test("has one constant date in the zip, so that the same report gives the same bytes", async () => {
    const input = { report: busyDay(), title: "Support", locale: "en", currency: null } as const;
    const bytes = Buffer.from(await renderWorkbook(input));
    const dates: number[] = [];
    // The entries of the zip's directory, which have the time at byte 12 and the date at byte 14.
    for (let at = bytes.indexOf("PK\u0001\u0002"); at !== -1; at = bytes.indexOf("PK\u0001\u0002", at + 4)) {
      dates.push(bytes.readUInt32LE(at + 12));
    }
    expect(dates.length).toBeGreaterThan(15);
    const firstOf1980 = ((1 << 5) | 1) << 16;
    expect(new Set(dates)).toEqual(new Set([firstOf1980]));
    expect(Buffer.compare(bytes, await renderWorkbook(input))).toBe(0);
  });

  test("depends only on the report and not on the current time", async () => {
    const { workbook } = await openWorkbook(busyDay());
    expect([workbook.created, workbook.modified]).toEqual(Array(2).fill(new Date("2026-03-03T04:30:00Z")));
    expect([workbook.creator, workbook.title]).toEqual(["daily-report", "Support"]);
  });

  test("contains no formula, link or error even with hostile operator names", async () => {
    const names = {
      "=1+1": "'=1+1",
      "+1": "+1",
      "-5": "-5",
      "@SUM(A1)": "'@SUM(A1)",
      '=HYPERLINK("http://example.com")': '\'=HYPERLINK("http://example.com")',
      "{=1}": "{=1}",
      "#REF!": "#REF!",
      _x0041_: "_x0041_",
      "a\uFFFEb\u0001c": "a\uFFFDb\uFFFDc",
    };
    const { sheets, sheet } = await openWorkbook(
      reportOf(Object.keys(names).map((operatorName, userId) => handled({ operatorName, userId }))),
    );
    expect(sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula)).toEqual([]);
    const shown = tableIn(sheet("operators"), "Operator").map((row) => row.Operator?.value);
    expect(shown).toEqual(Object.values(names));
  });

  test("does not break an emoji at any position in the file", async () => {
    // Emoji at even and odd positions, in a text of many of the chunks in which the zip encodes it.
    const names = Array.from({ length: 400 }, (_, i) => `${100 + i}${"x".repeat(i % 2)}${"😀".repeat(300)}`);
    const { sheet } = await openWorkbook(
      reportOf(names.map((operatorName, i) => handled({ operatorName, userId: 100 + i }))),
    );
    expect(tableIn(sheet("operators"), "Operator").map((row) => row.Operator?.value)).toEqual(names);
  });

  test.each(["en", "ru"] as const)("has no apostrophe before the program's own texts in %s", async (locale) => {
    const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "4": 30 } };
    for (const report of [furnishedDay(), reportOf([], undefined, settings)]) {
      const texts = (await openWorkbook(report, { locale })).sheets
        .flatMap(({ rows }) => rows.flat())
        .map(({ value }) => value)
        .filter((value) => typeof value === "string");
      expect(texts.length).toBeGreaterThan(100);
      expect(texts.filter((text) => /^['=+@-]/.test(text))).toEqual([]);
    }
  });
});

test("the sheet All figures shows the counts of a metric with fewer than ten answers, and no value", async () => {
  const lines = figureByCode(await openWorkbook(reportOf(many(9, () => ({ nps: 10, fcr: true })))));
  expect(lines.get("nps" satisfies MetricId)?.Value?.value).toBeNull();
  expect(lines.get("nps")?.["Value: ratings or sessions"]?.value).toBe(9);
  expect(lines.get("nps.promoters")?.Value?.value).toBe(9);
  expect([lines.get("fcr")?.Value?.value, lines.get("fcr")?.["Value: counted"]?.value]).toEqual([null, 9]);
});
