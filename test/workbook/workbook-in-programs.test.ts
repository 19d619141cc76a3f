import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";
import { hasProgram } from "../programs.ts";
import { handled } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { type Drawn, expectBreakdownSheets, expectShown } from "./expect-figures.ts";
import { type ReadCell, type ReadSheet, readWorkbook, tableIn } from "./read-workbook.ts";

/** Names as they come, and as they are shown. */
const hostile = {
  "=1+1": "'=1+1",
  '=HYPERLINK("http://example.com","x")': '\'=HYPERLINK("http://example.com","x")',
  "+1": "+1",
  "@SUM(A1)": "'@SUM(A1)",
  _x0041_: "_x0041_",
  "a\u0001b\uFFFF": "a\uFFFDb\uFFFD",
  שלום: "שלום",
  "😀": "😀",
};
const report = busyDay(
  Object.keys(hostile).map((operatorName, i) => handled({ operatorName, userId: 100 + i, companyId: i % 2 })),
);

const sheetNames = [
  "Сводка",
  "Операторы",
  "NPS",
  "CSI",
  "Время ответа",
  "Часы",
  "Каналы",
  "Группы",
  "Боты",
  "Чаты",
  "Компании",
  "Сверка и качество данных",
  "Определения",
];

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "workbook-"));
  file = join(folder, "report.xlsx");
  await writeFile(file, await renderWorkbook({ report, title: "Support", locale: "ru", currency: "RUB" }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Expects the figures of the day, and those of every row of every breakdown, as the report has them. */
function expectFigures(sheets: Drawn["sheets"]): void {
  const summary = tableIn(sheets[0] ?? { rows: [] }, "Показатель");
  const values = new Map(summary.map(({ Код: id, Значение: cell }) => [id?.value, cell]));
  for (const id of metricIds) expectShown(values.get(id), report.metrics[id].value, id);
  expect(expectBreakdownSheets({ sheets, report, locale: "ru" })).toBeGreaterThan(1000);
}

describe.skipIf(!hasProgram("openpyxl", "the workbook in openpyxl"))("openpyxl", () => {
  let seen: { types: string[]; sheets: { name: string; rows: ReadCell[][] }[] };
  beforeAll(() => {
    const printed = execFileSync("/usr/bin/python3", ["-c", PYTHON, file], { encoding: "utf8", maxBuffer: 2 ** 27 });
    seen = JSON.parse(printed);
  });

  test("opens the workbook and finds no formula, no link and no error in it", () => {
    expect(seen.sheets.map(({ name }) => name)).toEqual(sheetNames);
    expect([...new Set(seen.types)].sort()).toEqual(["d", "n", "s"]);
  });

  test("reads the figures of the report", () => {
    expectFigures(seen.sheets);
  });

  test("reads operators' names as they are, but for what no file can hold and what might be run", () => {
    const names = seen.sheets[1]?.rows.map(([first]) => first?.value);
    expect(names).toEqual(expect.arrayContaining(Object.values(hostile)));
  });
});

const PYTHON = `
import datetime, json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
def plain(value):
    if isinstance(value, datetime.timedelta):
        return value.total_seconds() / 86400
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value
def shown(cell):
    return {"value": plain(cell.value), "format": cell.number_format, "formula": cell.data_type == "f"}
print(json.dumps({
    "types": [cell.data_type for cell in cells],
    "sheets": [{"name": sheet.title, "rows": [[shown(cell) for cell in row] for row in sheet.iter_rows()]} for sheet in book],
}))
`;

describe.skipIf(!hasProgram("libreoffice", "the workbook in LibreOffice"))("LibreOffice", () => {
  let sheets: ReadSheet[];
  beforeAll(async () => {
    const saved = join(folder, "saved");
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
    const args = ["--headless", profile, "--convert-to", "xlsx", "--outdir", saved, file];
    execFileSync("libreoffice", args, { stdio: "ignore", timeout: 120_000 });
    ({ sheets } = await readWorkbook(await readFile(join(saved, "report.xlsx"))));
  }, 120_000);

  test("opens the workbook and saves it without a formula", () => {
    expect(sheets.map(({ name }) => name)).toEqual(sheetNames);
    expect(sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula)).toEqual([]);
  });

  test("keeps the figures of the report", () => {
    expectFigures(sheets);
  });

  test("shows escaped characters as the text they are", () => {
    const names = sheets[1]?.rows.map(([first]) => first?.value);
    expect(names).toEqual(expect.arrayContaining(Object.values(hostile)));
  });
});
