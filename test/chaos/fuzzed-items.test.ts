import { readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";
import { mailOf } from "../email/mail-of.ts";
import { readHtml } from "../email/read-html.ts";
import { hasProgram } from "../programs.ts";
import { reportOf } from "../session-rows.ts";
import { filesOf, namesByHead } from "../session-table/table-files.ts";
import { busyDay } from "../texts/busy-day.ts";
import { chaosSeed } from "./chaos-seed.ts";
import type { Documented } from "./documented-text.ts";
import { breakdownsWithNames, type ExpectedTexts, expectedNames, expectedTables } from "./expected-cells.ts";
import { hostileItems } from "./hostile-items.ts";
import { openCsv, type Rows, readCsv, readStrictly, readWithOpenpyxl, saveAsCsv } from "./office-programs.ts";

const ITEMS = 10_000;
const title = "＝1+1 <b>&lt; {{7*7}}";
const { sheets: sheetNames, rowHeads } = textsFor("en").workbook;

let items: unknown[];
let report: Report;
let folder: string;
beforeAll(async () => {
  items = hostileItems(ITEMS, chaosSeed("fuzzed items"));
  report = reportOf(items);
  folder = await mkdtemp(join(tmpdir(), "fuzzed-items-"));
  await writeFile(inFolder("report.xlsx"), await renderWorkbook({ report, title, locale: "en", currency: "RUB" }));
  await writeFile(inFolder("sessions.xlsx"), (await filesOf([items])).xlsx);
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
const workbooks = () => ["report.xlsx", "sessions.xlsx"].map(inFolder);

test("the fuzzed items contain every code unit, and most of them are sessions", () => {
  const words = new Set(
    items.flatMap((item) => Object.values(Object(item))).filter((value) => typeof value === "string"),
  );
  const units = new Set([...words].flatMap((word) => (word.length < 100 ? word.split("") : [])));
  expect(units.size).toBe(0x10000);
  expect(report.reconciliation.in_day).toBeGreaterThan(0.8 * ITEMS);
  expect(report.reconciliation.invalid).toBeGreaterThan(0.02 * ITEMS);
});

test("the mail of the fuzzed items contains only our own markup, and names are plain text", () => {
  const { subject, html } = mailOf(report, { title });
  const { elements, texts } = readHtml(html);
  const kinds = (all: typeof elements) =>
    new Set(all.map(({ name, attributes }) => [name, ...Object.keys(attributes)].join()));
  // A mail without doubtful figures has tiles and bars that this one lacks; the red box of this one is a paragraph like others.
  const known = kinds(readHtml(mailOf(busyDay()).html).elements);
  expect([...kinds(elements)].filter((kind) => !known.has(kind))).toEqual([]);
  expect(texts.filter(({ text }) => text === title)).toHaveLength(1);
  expect(subject).toMatch(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u);
});

const python = hasProgram("openpyxl", "10 000 fuzzed items in openpyxl and a strict XML parser");

test.runIf(python)(
  "every part of both fuzzed workbooks is strict XML without formulas, links, errors and invalid numbers",
  () => {
    const found = workbooks().map(readStrictly);
    const counts = { parts: expect.any(Number), cells: expect.any(Number) };
    expect(found).toEqual(Array(2).fill({ ...counts, formulas: 0, links: 0, bad: [] }));
    for (const { parts } of found) expect(parts).toBeGreaterThan(8);
    for (const { cells } of found) expect(cells).toBeGreaterThan(20 * ITEMS);
  },
);

describe.runIf(python)("openpyxl", () => {
  test("reads every text of the session table as documented", () => {
    const { Sessions = [], "Invalid rows": invalid = [] } = readWithOpenpyxl(inFolder("sessions.xlsx"));
    const expected = expectedTables(items);
    // openpyxl looks for escapes only in shared strings, and a text with an escape is never one.
    const written = (text: Documented | null) => text?.written ?? null;
    expectTexts(Sessions, expected.sessions, written);
    expectTexts(invalid, expected.invalid, written);
  });

  test("reads every name of the report as documented", () => {
    // openpyxl removes our escape everywhere in a text, even if the original text contained it.
    expectNames(readWithOpenpyxl(inFolder("report.xlsx")), ({ written }) => written.replaceAll("x005F_", ""));
  });
});

describe.runIf(python && hasProgram("libreoffice", "10 000 fuzzed items in LibreOffice"))("LibreOffice", () => {
  let csv: Record<string, string[][]>;
  beforeAll(() => {
    saveAsCsv(workbooks(), folder);
    const files = readdirSync(folder).filter((name) => name.endsWith(".csv"));
    csv = Object.fromEntries(files.map((name) => [name.replace(/^[a-z]+-|\.csv$/g, ""), readCsv(inFolder(name))]));
  }, 600_000);

  test("shows every text of the session table as documented", () => {
    const expected = expectedTables(items);
    const shown = (text: Documented | null) => text?.shown ?? "";
    expectTexts(csv.Sessions ?? [], expected.sessions, shown);
    expectTexts(csv["Invalid rows"] ?? [], expected.invalid, shown);
  });

  test("shows every name of the report as documented", () => {
    expectNames(csv, ({ shown }) => shown);
  });

  test("saves every sheet as a CSV file in which no field starts like a formula", () => {
    const fields = Object.values(csv).flat(2);
    expect(fields.length).toBeGreaterThan(30 * ITEMS);
    expect(fields.filter((field) => /^\s*[=+@＝＋－＠-]/.test(field) && !FIGURE.test(field))).toEqual([]);
  });

  test("finds no formula when it opens those CSV files, although it evaluates formulas", async () => {
    await writeFile(inFolder("control.csv"), "id,name\n1,=1+1\n");
    const files = readdirSync(folder).filter((name) => name.endsWith(".csv"));
    openCsv(files.map(inFolder), folder);
    const formulas = files.map((name) => [name, readStrictly(inFolder(name.replace(".csv", ".xlsx"))).formulas]);
    expect(formulas).toHaveLength(Object.keys(csv).length + 1);
    expect(formulas.filter(([, found]) => found !== 0)).toEqual([["control.csv", 1]]);
  });
});

/** A number, or a figure of ours: a percentage, perhaps with the mark for few answers. */
const FIGURE = /^[+-]\d+([.,]\d+)?(e[+-]?\d+)?%?\*?$/i;

function expectTexts(
  [head = [], ...rows]: Rows,
  expected: readonly ExpectedTexts[],
  read: (text: Documented | null) => string | null,
): void {
  const at = (column: string) => head.findIndex((text) => namesByHead.get(text) === column);
  expect(rows).toHaveLength(expected.length);
  const wrong = expected.flatMap((texts, row) =>
    Object.entries(texts).flatMap(([column, documented]) => {
      const text = read(documented);
      const found = rows[row]?.[at(column)] ?? (text === "" ? "" : null);
      return found === text ? [] : [{ row, column, text, found }];
    }),
  );
  expect(wrong.slice(0, 5)).toEqual([]);
}

function expectNames(sheets: Readonly<Record<string, Rows>>, read: (name: Documented) => string): void {
  for (const breakdown of breakdownsWithNames) {
    const rows = sheets[sheetNames[breakdown === "operators" ? "operators" : "places"]] ?? [];
    // The total is under the header.
    const start = rows.findIndex(([first]) => first === rowHeads[breakdown]) + 2;
    const names = rows.slice(start).map(([first]) => first ?? "");
    expect(names.slice(0, names.indexOf("")), breakdown).toEqual(expectedNames(report, breakdown).map(read));
  }
  expect(sheets[sheetNames.summary]?.[0]?.[0]?.startsWith(`'${title} · `)).toBe(true);
}
