import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { drawSheet } from "../../functions/daily-report/workbook/draw-sheet.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";
import { tableOf } from "../../functions/daily-report/workbook/sheet.ts";
import { writeWorkbook } from "../../functions/daily-report/workbook/write-workbook.ts";
import { drawPreview } from "../../local/draw-preview.ts";
import { firstDefinition } from "../../local/invent-day.ts";
import type { PreviewKind } from "../../local/preview-days.ts";
import { previewReport } from "../../local/preview-report.ts";
import { incidentDay } from "../furnished-history.ts";
import { hasProgram } from "../programs.ts";
import { handled } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { expectComparison } from "./expect-comparison.ts";
import { type Drawn, expectBreakdownSheets, expectShown } from "./expect-figures.ts";
import { readByPython } from "./read-by-python.ts";
import { type ReadSheet, readWorkbook, tableIn } from "./read-workbook.ts";

/** Hostile names, and the names that the workbook shows. */
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
const report = {
  ...busyDay(
    Object.keys(hostile).map((operatorName, i) => handled({ operatorName, userId: 100 + i, companyId: i % 2 })),
  ),
  history: incidentDay().history,
};

const sheetNames = [
  "Сводка",
  "Сравнение",
  "Динамика",
  "Операторы",
  "По часам",
  "Каналы и группы",
  "NPS",
  "CSI",
  "Первый ответ и диалог",
  "Все показатели",
  "Данные и определения",
];

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "workbook-"));
  file = join(folder, "report.xlsx");
  await writeFile(file, await renderWorkbook({ report, title: "Support", locale: "ru", currency: "RUB" }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Expects the sheets to show the figures of the day and of every row of every breakdown. */
function expectFigures(sheets: Drawn["sheets"]): void {
  const figures = tableIn(sheets.find(({ name }) => name === "Все показатели") ?? { rows: [] }, "Показатель");
  const values = new Map(figures.map(({ ID: id, Значение: cell }) => [id?.value, cell]));
  for (const id of metricIds) expectShown(values.get(id), report.metrics[id].value, id);
  expect(expectBreakdownSheets({ sheets, report, locale: "ru" })).toBeGreaterThan(1000);
  expect(expectComparison({ sheets, report, locale: "ru" })).toBeGreaterThan(50);
}

describe.skipIf(!hasProgram("openpyxl", "the workbook in openpyxl"))("openpyxl", () => {
  let seen: ReturnType<typeof readByPython>;
  beforeAll(() => {
    seen = readByPython(file);
  });

  test("opens the workbook and finds no formula, link or error", () => {
    expect(seen.sheets.map(({ name }) => name)).toEqual(sheetNames);
    expect([...new Set(seen.types)].sort()).toEqual(["d", "n", "s"]);
  });

  test("reads the figures of the report", () => {
    expectFigures(seen.sheets);
  });

  test("reads the main figures on the Summary as the numbers of the report", () => {
    const rows = seen.sheets[0]?.rows ?? [];
    const cellOf = (title: string) => rows.find(([first]) => first?.value === title)?.[1]?.value;
    const { sessions, handled, lost_rate } = report.metrics;
    expect(cellOf("Сессий всего")).toBe(sessions.value);
    expect(cellOf("… обработали операторы")).toBe(handled.value);
    expect(cellOf("Потеряно")).toBeCloseTo((lost_rate.value ?? Number.NaN) / 100, 9);
  });

  test("reads the charts with their cells", () => {
    expect(seen.charts.map(({ sheet, kind, cells }) => [sheet, kind, cells.length])).toEqual([
      ...["Доля потерянных", "SL", "Время первого ответа", "CSI", "NPS", "Сессии"].map((title) => [
        "Динамика",
        "LineChart",
        title === "NPS" ? 2 : 6,
      ]),
      ["По часам", "BarChart", 4],
      ["NPS", "BarChart", 6],
    ]);
    for (const { sheet, cells } of seen.charts) {
      for (const address of cells)
        expect(address).toMatch(new RegExp(`^'${sheet}'!\\$[A-Z]+\\$\\d+:\\$[A-Z]+\\$\\d+$`));
    }
  });

  test("reads operator names unchanged, except forbidden characters and texts that look like formulas", () => {
    const names = seen.sheets[3]?.rows.map(([first]) => first?.value);
    expect(names).toEqual(expect.arrayContaining(Object.values(hostile)));
  });

  test("reads a nearly perfect value as the exact number, with the number format that shows it", async () => {
    const file = join(folder, "nearly.xlsx");
    await writeFile(file, await edgesIn("ru"));
    const [low, edge, nps] = [4, 6, 15].map((row) => readByPython(file).sheets[0]?.rows[row]?.[0]);
    expect(low).toEqual({ value: expect.closeTo(1 / 3000, 15), format: '"<0,1%"', formula: false });
    expect(edge).toEqual({ value: expect.closeTo(0.9995, 15), format: '">99,9%"', formula: false });
    expect(nps).toEqual({ value: -99.97, format: '"<−99,9";"<−99,9"', formula: false });
  });
});

describe.skipIf(!hasProgram("libreoffice", "the workbook in LibreOffice"))("LibreOffice", () => {
  let sheets: ReadSheet[];
  const saved = () => join(folder, "saved");
  const convert = (to: string, ...files: string[]) => {
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
    const args = ["--headless", profile, "--convert-to", to, "--outdir", saved(), ...files];
    execFileSync("libreoffice", args, {
      stdio: "ignore",
      timeout: 120_000,
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    });
  };
  beforeAll(async () => {
    convert("xlsx", file);
    ({ sheets } = await readWorkbook(await readFile(join(saved(), "report.xlsx"))));
  }, 120_000);

  test("opens the workbook and saves it without a formula", () => {
    expect(sheets.map(({ name }) => name)).toEqual(sheetNames);
    expect(sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula)).toEqual([]);
  });

  test("keeps the figures of the report", () => {
    expectFigures(sheets);
  });

  test("shows escaped characters as plain text", () => {
    const names = sheets[3]?.rows.map(([first]) => first?.value);
    expect(names).toEqual(expect.arrayContaining(Object.values(hostile)));
  });

  test.skipIf(!hasProgram("pdfinfo", "the printed pages of the workbook"))(
    "prints a day with everything, with 427 operators or with nothing on a few pages",
    async () => {
      const names = Object.keys(mostPages) as (keyof typeof mostPages)[];
      const files = names.map((name) => join(folder, `${name}.xlsx`));
      for (const [index, name] of names.entries()) {
        await writeFile(files[index] ?? "", await workbookOf(name, "ru", folder));
      }
      convert("pdf", ...files);
      for (const name of names) {
        const seen = execFileSync("pdfinfo", [join(saved(), `${name}.pdf`)], { encoding: "utf8" });
        const pages = Number(/^Pages:\s+(\d+)$/m.exec(seen)?.[1]);
        expect(pages, name).toBeGreaterThan(0);
        expect(pages, name).toBeLessThanOrEqual(mostPages[name]);
      }
    },
    180_000,
  );

  test("does not show a nearly perfect value as perfect, or a zero with a sign", async () => {
    const files = { en: join(folder, "en.xlsx"), ru: join(folder, "ru.xlsx") };
    for (const locale of ["en", "ru"] as const) await writeFile(files[locale], await edgesIn(locale));
    convert(CSV_AS_SHOWN, ...Object.values(files));
    const shown = async (locale: "en" | "ru") =>
      (await readFile(join(saved(), `${locale}.csv`), "utf8")).trim().split("\n").slice(3);

    expect(await shown("en")).toEqual(edges.map(({ en }) => en));
    // A cell with a decimal comma is in quotes. For plain formats, the language of the program decides.
    expect(await shown("ru")).toEqual(edges.map(({ en, ru = en }) => ru));
  }, 120_000);
});

/** The most pages that a workbook may have on paper. */
const mostPages = { incident: 12, "many-operators": 30, empty: 3, "unusually-quiet": 3 } as const satisfies Partial<
  Record<PreviewKind, number>
>;

async function workbookOf(kind: PreviewKind, locale: "en" | "ru", archive: string): Promise<Uint8Array> {
  const definition = firstDefinition(locale);
  const goals = { sl1: 80, lost_rate: 5, csi: 85, csat_top_box: null, nps: 40, frt_p90: null };
  const report = await previewReport({ ...definition, goals }, { kind, date: "2026-03-02", seed: 1 }, archive);
  return (await drawPreview(report, definition, "report.xlsx")).workbook;
}

/** LibreOffice export options: separated by commas, UTF-8, values as the cells show them. */
const CSV_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true";

type Edge = { value: number; format: "percent" | "nps" | "points"; isLow?: boolean; en: string; ru?: string };

const edges: readonly Edge[] = [
  { value: 0, format: "percent", en: "0.0%" },
  { value: 100 / 3000, format: "percent", en: "<0.1%", ru: '"<0,1%"' },
  { value: 100 / 2000, format: "percent", en: "0.1%" },
  { value: (100 * 1999) / 2000, format: "percent", en: ">99.9%", ru: '">99,9%"' },
  { value: (100 * 2999) / 3000, format: "percent", isLow: true, en: ">99.9%*", ru: '">99,9%*"' },
  { value: 100, format: "percent", en: "100.0%" },
  { value: 0, format: "nps", en: "0.0" },
  { value: 0.04, format: "nps", en: "0.0" },
  { value: -0.04, format: "nps", en: "0.0" },
  { value: -0.04, format: "nps", isLow: true, en: "0.0*" },
  { value: -0.05, format: "nps", en: "−0.1" },
  { value: 99.97, format: "nps", en: ">+99.9", ru: '">+99,9"' },
  { value: -99.97, format: "nps", en: "<−99.9", ru: '"<−99,9"' },
  { value: -99.97, format: "nps", isLow: true, en: "<−99.9*", ru: '"<−99,9*"' },
  { value: -100, format: "nps", en: "−100.0" },
  { value: -0.004, format: "points", en: "0.0" },
];

/** A workbook with only the nearly perfect values, below a title, a blank row and a header. */
async function edgesIn(locale: "en" | "ru"): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const table = tableOf<Edge>({
    columns: [
      {
        header: "Head",
        width: 10,
        format: (edge) => edge.format,
        cell: (edge) => edge.value,
        isLow: (edge) => edge.isLow ?? false,
      },
    ],
    rows: edges,
  });
  const top = { name: "Edges", title: "Edges", notes: [], warning: null, keepsHead: false, frozenColumns: 0 };
  const words = wordsFor(locale, null);
  drawSheet(workbook, { ...top, tables: [table] }, words);
  return writeWorkbook(workbook, [], words);
}
