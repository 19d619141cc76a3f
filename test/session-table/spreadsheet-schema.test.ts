import { dirname, posix } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnLetters } from "../../functions/daily-report/session-table/sheet-xml.ts";
import { allColumns } from "../../functions/daily-report/session-table/table-columns.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, handled, watchedReport } from "../session-rows.ts";
import { readZip } from "./read-zip.ts";
import { breachesOf, readElements, type XmlElement } from "./spreadsheet-schema.ts";
import { filesOf, openWorkbook, sheetOf } from "./table-files.ts";

const sessionUrl = "https://example.com/chats/{id}?a=1&b=2";
const rows = fc.sample(hostileRows(day, 150), { numRuns: 3, seed: 11 }).flat();

async function partsOf(workbook: Uint8Array): Promise<Map<string, XmlElement>> {
  const parts = readZip(Buffer.from(workbook)).filter(({ name }) => !name.endsWith("/"));
  return new Map(parts.map(({ name, content }) => [name, readElements(content.toString())]));
}

const sessionTable = async () => partsOf((await filesOf([rows], { rowLimit: 100, sessionUrl })).xlsx);
const report = async () =>
  partsOf(
    await renderWorkbook({ report: watchedReport(rows), title: "Test", locale: "en", currency: "RUB", sessionUrl }),
  );

describe("the schema check finds", () => {
  test.each([
    ["<worksheet><sheetData/><cols/></worksheet>", ["the order in worksheet: sheetData,cols"]],
    ["<worksheet><sheetData><c/></sheetData></worksheet>", ["sheetData > c"]],
    ['<row r="1" height="3"><c r="A1"><v>1</v><f>1</f></c></row>', ["row height", "the order in c: v,f"]],
    ['<row r="1" x14ac:dyDescent="3"><c r="A1"><v>1</v></c></row>', []],
  ])("in %s: %j", (xml, breaches) => {
    expect(breachesOf(readElements(xml))).toEqual(breaches);
  });
});

describe.each([
  ["sessions.xlsx", sessionTable],
  ["report.xlsx", report],
])("every part of %s", (_, read) => {
  test("has the elements and attributes that the schema of ECMA-376 allows, in its order", async () => {
    const parts = await read();

    expect([...parts.keys()].filter((name) => name.startsWith("xl/worksheets/")).length).toBeGreaterThan(4);
    for (const [name, root] of parts) expect([name, breachesOf(root)]).toEqual([name, []]);
  });
});

const childrenOf = (element: XmlElement | undefined, name: string) =>
  element?.children.filter((child) => child.name === name) ?? [];
const childOf = (element: XmlElement | undefined, name: string) => childrenOf(element, name)[0];

test("the rows and cells of sessions.xlsx are in order, and their styles exist", async () => {
  const parts = await sessionTable();
  const styles = childrenOf(childOf(parts.get("xl/styles.xml"), "cellXfs"), "xf").length;
  const sheets = [...parts].filter(([name]) => name.startsWith("xl/worksheets/"));
  const columnOf = (address = "") =>
    [...address.replace(/\d+$/, "")].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);
  let cells = 0;
  for (const [, sheet] of sheets) {
    childrenOf(childOf(sheet, "sheetData"), "row").forEach((row, index) => {
      expect(row.attributes.r).toBe(String(index + 1));
      let last = 0;
      for (const { attributes } of row.children) {
        expect(attributes.r).toMatch(new RegExp(`^[A-Z]+${index + 1}$`));
        expect(columnOf(attributes.r)).toBeGreaterThan(last);
        expect(Number(attributes.s)).toBeLessThan(styles);
        last = columnOf(attributes.r);
        cells++;
      }
    });
  }
  expect(cells).toBeGreaterThan(1_000);
});

test("every part of sessions.xlsx has a content type, and every relation a part", async () => {
  const parts = await sessionTable();
  const types = childrenOf(parts.get("[Content_Types].xml"), "Override").map(({ attributes }) => attributes.PartName);
  const targets = [...parts.keys()]
    .filter((name) => name.endsWith(".rels"))
    .flatMap((name) =>
      childrenOf(parts.get(name), "Relationship").map(({ attributes }) =>
        posix.join(dirname(dirname(name)), attributes.Target ?? ""),
      ),
    );

  const described = [...parts.keys()].filter((name) => !name.endsWith(".rels") && name !== "[Content_Types].xml");
  expect(types.sort()).toEqual(described.map((name) => `/${name}`).sort());
  expect(targets.sort()).toEqual(described.sort());
});

test("the workbook lists its sheets, and what is printed of the rows: the first columns, with the head on every page", async () => {
  const workbook = (await partsOf((await filesOf([[handled(), { nps: 5 }]])).xlsx)).get("xl/workbook.xml");

  expect(childrenOf(childOf(workbook, "sheets"), "sheet").map(({ attributes }) => attributes)).toEqual([
    { name: "Sessions", sheetId: "1", "r:id": "rId1" },
    { name: "Columns", sheetId: "2", "r:id": "rId2" },
    { name: "Invalid rows", sheetId: "3", "r:id": "rId3" },
    { name: "About this table", sheetId: "4", "r:id": "rId4" },
  ]);
  expect(childrenOf(childOf(workbook, "definedNames"), "definedName").map(({ attributes }) => attributes)).toEqual(
    ["0", "1", "2"].flatMap((localSheetId) =>
      ["_xlnm.Print_Area", "_xlnm.Print_Titles"].map((name) => ({ name, localSheetId })),
    ),
  );
});

describe("the tables of sessions.xlsx", () => {
  const tablesOf = (parts: Map<string, XmlElement>) =>
    [...parts].flatMap(([name, root]) => (name.startsWith("xl/tables/") ? [root] : []));

  test("have numbers and names of their own, one on each sheet of rows, and cover all its rows", async () => {
    const seconds = Array.from({ length: 5 }, (_, at) => handled({ id: `s${at}` }));
    const tables = tablesOf(await partsOf((await filesOf([[...seconds, { nps: 5 }]], { rowLimit: 4 })).xlsx));

    const columns = childrenOf(childOf(tables[0], "tableColumns"), "tableColumn").length;
    const reference = (rows: number, more = 0) => `A1:${columnLetters(columns + more - 1)}${rows}`;
    const [first, second, third] = [reference(4), reference(3), reference(2, 1)];
    expect(tables.map(({ attributes: { id, name, displayName, ref } }) => [id, name, displayName, ref])).toEqual([
      ["1", "Sessions", "Sessions", first],
      ["2", "Sessions_2", "Sessions_2", second],
      ["3", "Invalid", "Invalid", third],
    ]);
    expect(tables.map((table) => childOf(table, "autoFilter")?.attributes.ref)).toEqual([first, second, third]);
  });

  test.each(["en", "ru"] as const)("have the cells above them as the names of their columns (%s)", async (locale) => {
    const { xlsx } = await filesOf([[handled()]], { locale, sessionUrl });
    const [table] = tablesOf(await partsOf(xlsx));
    const workbook = await openWorkbook(xlsx);
    const heads = sheetOf(workbook, textsFor(locale).workbook.sheets.sessions).getRow(1).values as unknown[];

    const names = childrenOf(childOf(table, "tableColumns"), "tableColumn").map(({ attributes }) => attributes.name);
    expect(names).toEqual(heads.slice(1));
    expect(names).toHaveLength(allColumns().length + 4);
  });

  test("do not exist on a day without sessions, because Excel repairs a table without rows", async () => {
    expect(tablesOf(await partsOf((await filesOf([])).xlsx))).toEqual([]);
  });
});
