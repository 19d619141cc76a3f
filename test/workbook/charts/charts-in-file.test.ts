import { describe, expect, test } from "vitest";
import type { Report } from "../../../functions/daily-report/domain/report.ts";
import type { Locale } from "../../../functions/daily-report/texts/texts.ts";
import { renderWorkbook } from "../../../functions/daily-report/workbook/render-workbook.ts";
import { incidentDay, incidentPeriod } from "../../furnished-history.ts";
import { handled, reportOf } from "../../session-rows.ts";
import { readZip } from "../../session-table/read-zip.ts";
import { breachesOf, readElements, type XmlElement } from "../../session-table/spreadsheet-schema.ts";
import { openWorkbook } from "../open-workbook.ts";
import { tableIn } from "../read-workbook.ts";
import { chartBreachesOf } from "./chart-schema.ts";

/** The parts of the workbook as text. */
async function partsOf(report: Report, locale: Locale = "en"): Promise<Map<string, string>> {
  const bytes = await renderWorkbook({ report, title: "Support", locale, currency: null });
  return new Map(
    readZip(Buffer.from(bytes))
      .filter(({ name }) => !name.endsWith("/"))
      .map(({ name, content }) => [name, content.toString()]),
  );
}

const chartsIn = (parts: Map<string, string>) => [...parts].filter(([name]) => name.startsWith("xl/charts/"));
const drawingsIn = (parts: Map<string, string>) => [...parts].filter(([name]) => /^xl\/drawings\/[^/]+$/.test(name));

const all = (element: XmlElement, name: string): XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];

describe("the schema check of charts finds", () => {
  test.each([
    ['<c:scaling><c:min val="0"/><c:max val="1"/></c:scaling>', [">c:scaling: c:min c:max"]],
    ['<c:scaling><c:max val="x"/></c:scaling>', ['c:max val="x"']],
    ["<c:scaling><c:max/></c:scaling>", ["c:max has no val"]],
    ['<c:legendEntry><c:idx val="0"/></c:legendEntry>', [">c:legendEntry: c:idx"]],
    ['<c:scaling><c:orientation val="minMax"/><c:max val="1"/><c:min val="-0.5"/></c:scaling>', []],
  ])("in %s: %j", (xml, breaches) => {
    expect(chartBreachesOf(readElements(xml))).toEqual(breaches);
  });
});

describe.each([
  ["a day", incidentDay()],
  ["a week", incidentPeriod("week")],
  ["a month", incidentPeriod("month")],
  ["a day with hostile names", { ...incidentDay(), report: "<x>" }],
])("the charts of %s", (_, report) => {
  test.each(["en", "ru"] as const)("follow the schema of ECMA-376 (%s)", async (locale) => {
    const parts = await partsOf(report, locale);
    expect(chartsIn(parts).length).toBeGreaterThan(1);
    for (const [name, xml] of [...chartsIn(parts), ...drawingsIn(parts)]) {
      expect([name, chartBreachesOf(readElements(xml))]).toEqual([name, []]);
    }
    for (const [name, xml] of parts) {
      if (name.startsWith("xl/worksheets/sheet")) expect([name, breachesOf(readElements(xml))]).toEqual([name, []]);
    }
  });

  test("have a content type and exactly one place on a sheet each", async () => {
    const parts = await partsOf(report);
    const types = [
      ...(parts.get("[Content_Types].xml") ?? "").matchAll(/PartName="\/(xl\/(?:charts|drawings)\/[^"]+)"/g),
    ];
    const described = [...chartsIn(parts), ...drawingsIn(parts)].map(([name]) => name);
    expect(types.map(([, name]) => name).sort()).toEqual(described.sort());

    const targets = (pattern: RegExp) =>
      [...parts].flatMap(([name, xml]) =>
        pattern.test(name)
          ? [...xml.matchAll(/Target="\.\.\/((?:charts|drawings)\/[^"]+)"/g)].map(([, target]) => `xl/${target}`)
          : [],
      );
    const charts = chartsIn(parts).map(([name]) => name);
    expect(targets(/^xl\/drawings\/_rels\//).sort()).toEqual(charts.sort());
    expect(targets(/^xl\/worksheets\/_rels\//).sort()).toEqual(drawingsIn(parts).map(([name]) => name));
  });
});

describe("a chart", () => {
  test("says what it shows for readers who do not see it", async () => {
    const drawings = drawingsIn(await partsOf(incidentDay())).map(([, xml]) => readElements(xml));
    const frames = drawings.flatMap((drawing) => all(drawing, "xdr:cNvPr")).map(({ attributes }) => attributes);
    expect(frames.find(({ name }) => name === "Lost rate")?.descr).toBe(
      "Line chart: Lost rate, 20–27 November 2026. From 8% to 12%; at the end 12%. Usual on Fridays: from 4% to 8%.",
    );
    expect(new Set(frames.map(({ descr }) => descr)).size).toBe(frames.length);
  });

  test("shows the cells of its sheet, also if the file is not computed again", async () => {
    const parts = await partsOf(incidentDay());
    const [, xml] = chartsIn(parts).find(([, text]) => text.includes("<a:t>NPS</a:t>")) ?? ["", "<c:none/>"];
    const [figure] = all(readElements(xml), "c:ser");
    expect(all(figure ?? readElements("<c:none/>"), "c:ptCount").map(({ attributes }) => attributes.val)).toEqual([
      "8",
      "8",
    ]);
    expect(xml).toContain('<c:pt idx="6"><c:v>-4</c:v></c:pt><c:pt idx="7"><c:v>31</c:v></c:pt>');
    // The value of the day before that is not known: a gap.
    expect(xml).not.toContain('<c:pt idx="5"><c:v>31');
    expect(xml).toContain('<c:dispBlanksAs val="gap"/>');
  });

  test("shows the NPS marks from 0 to 10, each in the column of its group", async () => {
    const report = reportOf(Array.from({ length: 22 }, (_, i) => handled({ nps: i % 11 })));
    const { sheet } = await openWorkbook(report);
    const rows = tableIn(sheet("nps"), "Rating");
    const counts = (part: string) => rows.map((row) => row[`NPS: ${part}`]?.value);
    expect(rows.map(({ Rating }) => Rating?.value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(counts("detractors")).toEqual([2, 2, 2, 2, 2, 2, 2, null, null, null, null]);
    expect(counts("passives")).toEqual([null, null, null, null, null, null, null, 2, 2, null, null]);
    expect(counts("promoters")).toEqual([null, null, null, null, null, null, null, null, null, 2, 2]);

    const [, xml] = chartsIn(await partsOf(report)).find(([, text]) => text.includes("NPS ratings from 0 to 10")) ?? [
      "",
      "",
    ];
    const series = all(readElements(xml), "c:ser").map((one) =>
      all(one, "c:pt").map(({ attributes }) => attributes.idx),
    );
    expect(series.map((points) => points.slice(11))).toEqual([
      ["0", "1", "2", "3", "4", "5", "6"],
      ["7", "8"],
      ["9", "10"],
    ]);
    expect(xml).toContain("Detractors, 0–6: 14");
  });

  test("is not drawn of fewer than ten ratings", async () => {
    const charts = chartsIn(await partsOf(reportOf([handled({ nps: 3 })])));
    expect(charts.map(([, xml]) => xml.includes("NPS ratings from 0 to 10"))).toEqual([false]);
  });

  test("is not drawn where there is no data", async () => {
    expect(chartsIn(await partsOf(reportOf([])))).toEqual([]);
  });

  test("has the same parts for the same report", async () => {
    const [one, two] = [await partsOf(incidentDay()), await partsOf(incidentDay())];
    expect(chartsIn(one)).toEqual(chartsIn(two));
    expect(drawingsIn(one)).toEqual(drawingsIn(two));
  });

  test("stands on rows without cells", async () => {
    const { sheet } = await openWorkbook(incidentDay());
    const drawings = drawingsIn(await partsOf(incidentDay()));
    for (const [index, id] of (["trend", "hours"] as const).entries()) {
      const drawing = drawings[index]?.[1] ?? "";
      const rows = [...drawing.matchAll(/<xdr:row>(\d+)<\/xdr:row>/g)].map(([, row]) => Number(row));
      const covered = sheet(id).rows.slice(Math.min(...rows), Math.max(...rows) + 1);
      expect(covered.length, id).toBeGreaterThan(10);
      expect(covered.flat().every(({ value }) => value === null)).toBe(true);
    }
  });
});
