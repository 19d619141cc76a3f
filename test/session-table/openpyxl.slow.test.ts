import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { allColumns } from "../../functions/daily-report/session-table/table-columns.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { hasProgram } from "../programs.ts";
import { botOnly, day, handled } from "../session-rows.ts";
import { filesOf, namesByHead, type TableRequest } from "./table-files.ts";

const READ = `
import json, sys, warnings
import openpyxl
from openpyxl.utils import range_boundaries
warnings.simplefilter("error")
book = openpyxl.load_workbook(sys.argv[1])
cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
print(json.dumps({
    "sheets": [[sheet.title, sheet.max_row] for sheet in book],
    "types": sorted({cell.data_type for cell in cells}),
    "links": sum(cell.hyperlink is not None for cell in cells),
    "rows": [[str(cell.value) for cell in row] for row in book.worksheets[0].iter_rows(min_row=2, max_row=4)],
    "tables": [[table.name, range_boundaries(table.ref)[3]] for sheet in book for table in sheet.tables.values()],
    "heads": [table.column_names == [cell.value for cell in sheet[1]] for sheet in book for table in sheet.tables.values()],
    "printed": [[sheet.print_title_rows, sheet.page_setup.orientation] for sheet in book][0],
    "head": [cell.value for cell in book.worksheets[0][1]],
    "about": [[cell.value for cell in row] for row in book.worksheets[-1].iter_rows()][0],
    "properties": [book.properties.description, book.properties.keywords],
}))
`;

type Book = {
  sheets: [string, number][];
  types: string[];
  links: number;
  tables: [string, number][];
  heads: boolean[];
  printed: string[];
  rows: string[][];
  head: string[];
  about: string[];
  properties: string[];
};

async function readByOpenpyxl(rows: readonly unknown[], request: TableRequest = {}): Promise<Book> {
  const { xlsx } = await filesOf([rows], request);
  const folder = mkdtempSync(join(tmpdir(), "session-table-"));
  try {
    writeFileSync(join(folder, "sessions.xlsx"), xlsx);
    const { stdout, stderr } = spawnSync("/usr/bin/python3", ["-c", READ, join(folder, "sessions.xlsx")], {
      encoding: "utf8",
      env: { PYTHONIOENCODING: "utf-8:surrogatepass" },
    });
    expect(stderr).toBe("");
    return JSON.parse(stdout) as Book;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.runIf(hasProgram("openpyxl", "reading the session table with openpyxl"))(
  "openpyxl reads the session table as it was written, including milliseconds and ampersands",
  async () => {
    const { rows, head, types, about, properties } = await readByOpenpyxl([
      handled({ id: "s", createdAt: "2026-03-02T11:59:59.250+03:00", operatorName: "</v>&amp;&lt;=1+1", price: 0.1 }),
      botOnly({ id: "=1+1", closedAt: null }),
    ]);
    const cell = (row: number, name: string) => rows[row]?.[head.findIndex((text) => namesByHead.get(text) === name)];

    expect(cell(0, "created_at")).toBe("2026-03-02 11:59:59.250000");
    expect(cell(0, "created_at_utc")).toBe("2026-03-02 08:59:59.250000");
    expect(cell(0, "operator_name")).toBe("</v>&amp;&lt;=1+1");
    expect(cell(0, "price")).toBe("0.1");
    expect(cell(1, "id")).toBe("'=1+1");
    expect(types).not.toContain("f");
    expect(about).toEqual(["Time zone", "Europe/Moscow"]);
    expect(properties).toEqual([
      "Monday, 2 March 2026, Europe/Moscow",
      expect.stringContaining("daily_report.zone=Europe/Moscow"),
    ]);
  },
);

test.runIf(hasProgram("openpyxl", "reading hostile sessions with openpyxl"))(
  "openpyxl reads a session table of hostile rows without a warning and finds no formula, error or link",
  async () => {
    const rows = fc.sample(hostileRows(day, 150), { numRuns: 4, seed: 11 }).flat();
    const { sessions, invalid } = sortOut(rows, day);
    const { sheets, types, links, tables } = await readByOpenpyxl(rows);

    expect(sheets).toEqual([
      ["Sessions", sessions.length + 1],
      ["Columns", allColumns().length + 5],
      ["Invalid rows", invalid.length + 1],
      ["About this table", 11],
    ]);
    expect(types).toEqual(["b", "d", "n", "s"]);
    expect(links).toBe(0);
    expect(tables).toEqual([
      ["Sessions", sessions.length + 1],
      ["Invalid", invalid.length + 1],
    ]);
  },
);

test.runIf(hasProgram("openpyxl", "reading links and print settings with openpyxl"))(
  "openpyxl reads the links of sessions as formulas, the heads of the table and what is printed",
  async () => {
    const rows = [botOnly({ id: 'a"b' }), botOnly({ id: "..", createdAt: "2026-03-02T12:00:01+03:00" })];
    const book = await readByOpenpyxl(rows, { sessionUrl: "https://example.com/chats/{id}?a=1&b=2" });
    const at = book.head.indexOf("Link");

    expect(book.rows.slice(0, 2).map((row) => row[at])).toEqual([
      '=HYPERLINK("https://example.com/chats/a%22b?a=1&b=2","open")',
      "None",
    ]);
    expect(book.heads).toEqual([true]);
    expect(book.printed).toEqual(["$1:$1", "landscape"]);
  },
);
