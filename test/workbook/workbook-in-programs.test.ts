import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue, metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";
import { hasProgram } from "../programs.ts";
import { handled } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { numberOf } from "./open-workbook.ts";
import { type ReadSheet, readWorkbook, tableIn } from "./read-workbook.ts";

const hostile = [
  "=1+1",
  '=HYPERLINK("http://example.com","x")',
  "+1",
  "@SUM(A1)",
  "_x0041_",
  "a\u0001b\uFFFF",
  "שלום",
  "😀",
];
const report = busyDay(hostile.map((operatorName, i) => handled({ operatorName, userId: 100 + i })));

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "workbook-"));
  file = join(folder, "report.xlsx");
  await writeFile(file, await renderWorkbook({ report, title: "Support", locale: "ru", currency: "RUB" }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** All programs keep durations to the millisecond, other numbers as they are. */
function expectFigures(shown: Map<unknown, unknown>): void {
  for (const id of metricIds) {
    const { value } = report.metrics[id];
    const digits = catalogue[id].unit === "seconds" ? 2 : 9;
    if (value === null) expect.soft(shown.get(id), id).toBe("—");
    else expect.soft(shown.get(id), id).toBeCloseTo(value, digits);
  }
}

describe.skipIf(!hasProgram("openpyxl", "the workbook in openpyxl"))("openpyxl", () => {
  type Seen = { sheets: string[]; types: string[]; names: string[]; figures: [string, number | string, string][] };
  let seen: Seen;
  beforeAll(() => {
    seen = JSON.parse(execFileSync("/usr/bin/python3", ["-c", PYTHON, file], { encoding: "utf8" }));
  });

  test("opens the workbook and finds no formula, no link and no error in it", () => {
    expect(seen.sheets).toEqual(["Сводка", "Операторы", "Определения"]);
    expect([...new Set(seen.types)].sort()).toEqual(["d", "n", "s"]);
  });

  test("reads the figures of the report", () => {
    expectFigures(new Map(seen.figures.map(([id, value, format]) => [id, numberOf({ value, format })])));
  });

  test("reads operators' names as they are, but for what no file can hold", () => {
    const clean = hostile.map((name) => name.replace("\u0001", "\uFFFD").replace("\uFFFF", "\uFFFD"));
    expect(seen.names).toEqual(expect.arrayContaining(clean));
  });
});

const PYTHON = `
import datetime, json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
def days(value):
    return value.total_seconds() / 86400 if isinstance(value, datetime.timedelta) else value
print(json.dumps({
    "sheets": book.sheetnames,
    "types": [cell.data_type for cell in cells],
    "names": [row[0].value for row in book.worksheets[1].iter_rows()],
    "figures": [[row[-1].value, days(row[1].value), row[1].number_format] for row in book.worksheets[0].iter_rows() if row[-1].value],
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
    expect(sheets.map(({ name }) => name)).toEqual(["Сводка", "Операторы", "Определения"]);
    expect(sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula)).toEqual([]);
  });

  test("keeps the figures of the report", () => {
    const [summary] = sheets;
    const rows = summary === undefined ? [] : tableIn(summary, "Показатель");
    const shown = rows.map(({ Код: id, Значение: cell }) => [id?.value, cell && numberOf(cell)] as const);
    expectFigures(new Map(shown));
  });

  test("shows escaped characters as the text they are", () => {
    const names = sheets[1]?.rows.map(([first]) => first?.value);
    expect(names).toEqual(expect.arrayContaining(["=1+1", "_x0041_", "a\uFFFDb\uFFFD"]));
  });
});
