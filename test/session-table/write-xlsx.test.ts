import { test as property } from "@fast-check/vitest";
import type ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { botOnly, day, handled, type Item, settings } from "../session-rows.ts";
import { withScratchFolder } from "./scratch-folder.ts";
import { openTable, rowSheetsOf, rowsOf, sheetOf, type TableRequest, workbookOf } from "./table-files.ts";

async function sessionsOf(rows: readonly Item[], request: TableRequest = {}) {
  return rowsOf(sheetOf(await workbookOf([rows], request), "Sessions"));
}

/** The table of the sheet, which the types of exceljs do not have as it was read. */
function tableOn(sheet: ExcelJS.Worksheet): unknown {
  const [{ table } = {}] = sheet.getTables() as unknown as { table?: unknown }[];
  return table;
}

/** Sessions with one second between them. */
function seconds(n: number, from = 0): Item[] {
  return Array.from({ length: n }, (_, index) =>
    botOnly({ id: `n${from + index}`, createdAt: new Date(day.from + (from + index) * 1000).toISOString() }),
  );
}

describe("a cell of sessions.xlsx has the type of its column:", () => {
  test("texts, numbers and booleans, and an empty cell for a missing value", async () => {
    const [row] = await sessionsOf([handled({ id: "s", companyId: 7, price: "0.5", nps: 0, fcr: false })]);

    expect(row).toMatchObject({ id: "s", company_id: "7", price: 0.5, nps: 0, fcr: false, hour: 12, rating: null });
  });

  test("timestamps are in the local time of the report's zone, also across a clock change", async () => {
    const berlin = { day: reportDay("2026-03-29", "Europe/Berlin"), settings };
    const row = botOnly({
      createdAt: "2026-03-29T00:59:59.250Z",
      closedAt: "2026-03-29T01:00:00Z",
      updatedAt: "2026-11-01T12:00:00Z",
    });

    expect(await sessionsOf([row], { frame: berlin })).toMatchObject([
      {
        created_at: new Date("2026-03-29T01:59:59.250Z"),
        closed_at: new Date("2026-03-29T03:00:00Z"),
        updated_at: new Date("2026-11-01T13:00:00Z"),
      },
    ]);
  });

  test("created_at_utc shows the order of two instants in an hour that occurs twice", async () => {
    const autumn = { day: reportDay("2026-10-25", "Europe/Berlin"), settings };
    const row = botOnly({ createdAt: "2026-10-25T02:50:00+02:00", closedAt: "2026-10-25T02:05:00+01:00" });

    expect(await sessionsOf([row], { frame: autumn })).toMatchObject([
      {
        created_at: new Date("2026-10-25T02:50:00Z"),
        closed_at: new Date("2026-10-25T02:05:00Z"),
        created_at_utc: new Date("2026-10-25T00:50:00Z"),
        lifetime_seconds: 900,
      },
    ]);
  });

  test("a time that spreadsheets do not support is text in UTC", async () => {
    const [row] = await sessionsOf([
      handled({ updatedAt: "9999-12-31T00:00:00Z", operatorLastMessageCreatedAt: "9999-12-31T23:59:59-14:00" }),
    ]);

    expect(row).toMatchObject({
      updated_at: "9999-12-31T00:00:00.000Z",
      last_reply_at: "'+010000-01-01T13:59:59.000Z",
    });
  });
});

describe("the sheets of sessions.xlsx", () => {
  test("continue on a new sheet at the row limit, each with a header", async () => {
    const workbook = await workbookOf([seconds(4), seconds(4, 4)], { rowLimit: 4 });

    expect(rowSheetsOf(workbook).map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ["Sessions", 4],
      ["Sessions 2", 4],
      ["Sessions 3", 3],
    ]);
    const rows = rowSheetsOf(workbook).flatMap(rowsOf);
    expect(rows.map(({ id }) => id)).toEqual(["n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7"]);
  });

  test.each([
    [2, ["Sessions"]],
    [3, ["Sessions"]],
    [4, ["Sessions", "Sessions 2"]],
  ])("with a limit of four rows including the header, split %d sessions into %j", async (sessions, names) => {
    const sheets = rowSheetsOf(await workbookOf([seconds(sessions)], { rowLimit: 4 }));

    expect(sheets.map(({ name }) => name)).toEqual(names);
    expect(sheets.flatMap(rowsOf)).toHaveLength(sessions);
  });

  test("have valid names even if the texts of the language are not valid names", async () => {
    const sheetNames = {
      sessions: "Sessions/all: of the contact centre's day",
      invalid: "SESSIONS all  of the contact cen",
    };
    const { worksheets } = await workbookOf([[...seconds(4), { nps: 5 }]], { rowLimit: 4, sheetNames });

    expect(worksheets.map(({ name }) => name)).toEqual([
      "Sessions all  of the contact ce",
      "Sessions all  of the contact 2",
      "Columns",
      "SESSIONS all  of the contact 3",
      "About this table",
    ]);
  });

  test("have a frozen header and time column, and a table with a filter over all columns", async () => {
    const sheet = sheetOf(await workbookOf([seconds(2)], { personalData: "drop" }), "Sessions");

    expect(sheet.views).toMatchObject([{ state: "frozen", xSplit: 1, ySplit: 1 }]);
    expect(tableOn(sheet)).toMatchObject({ name: "Sessions", tableRef: "A1:BA3", autoFilterRef: "A1:BA3" });
    expect(sheet.getCell("A1").font.bold).toBe(true);
    expect(sheet.getColumn("A").width).toBeGreaterThan("2026-03-02 12:00:00".length);
  });

  test("are printed in landscape, the first columns on the width of a page, with the head on every page", async () => {
    const sheets = rowSheetsOf(await workbookOf([[...seconds(2), { nps: 5 }]], { rowLimit: 2 }));

    expect(sheets.map(({ pageSetup }) => pageSetup)).toEqual(
      ["A1:L2", "A1:L2", "A1:M2"].map((printArea) =>
        expect.objectContaining({
          ...{ orientation: "landscape", paperSize: 9, fitToPage: true, fitToHeight: 0 },
          ...{ printArea, printTitlesRow: "1:1" },
        }),
      ),
    );
  });

  test("show the zone in the header of every printed page", async () => {
    const sheets = rowSheetsOf(await workbookOf([[...seconds(2), { nps: 5 }]], { rowLimit: 2 }));

    expect(sheets.map(({ headerFooter }) => headerFooter.oddHeader)).toEqual(
      Array(3).fill("&LTime zone: Europe/Moscow"),
    );
  });

  test("have only a header on a day without sessions", async () => {
    const workbook = await workbookOf([]);

    expect(rowSheetsOf(workbook).map(({ name, rowCount }) => [name, rowCount])).toEqual([["Sessions", 1]]);
  });

  test("show invalid rows with their reasons on separate sheets after the sessions", async () => {
    const pieces = [[{ nps: 5 }, ...seconds(1)], [botOnly({ id: "bad", closedAt: "never" })], seconds(2, 1)];
    const workbook = await workbookOf(pieces, { rowLimit: 2 });

    const names = [
      "Sessions",
      "Sessions 2",
      "Sessions 3",
      "Columns",
      "Invalid rows",
      "Invalid rows 2",
      "About this table",
    ];
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(names);
    expect(rowsOf(sheetOf(workbook, "Invalid rows"))).toMatchObject([{ reason: "without id", nps: 5, class: null }]);
    expect(rowsOf(sheetOf(workbook, "Invalid rows 2"))).toMatchObject([
      { reason: "closing time unreadable", id: "bad" },
    ]);
  });
});

describe("the last sheet of sessions.xlsx", () => {
  const frame = { day: reportDay("2026-10-25", "Europe/Berlin"), settings };
  const local =
    "Created, Date, Half hour, Closed, Operator assigned, Taken by operator, First reply at, Last reply at, No operator found, Changed";

  async function linesOf(request: TableRequest): Promise<unknown[][]> {
    const sheet = (await workbookOf([seconds(1)], request)).worksheets.at(-1);
    const rows = sheet?.getSheetValues().slice(1) as unknown[][];
    return [[sheet?.name], ...rows.map((row) => row.slice(1))];
  }

  test("shows the zone, the start and end of the day, and which columns are in local time and which in UTC", async () => {
    expect((await linesOf({ frame })).slice(0, 10)).toEqual([
      ["About this table"],
      ["Time zone", "Europe/Berlin"],
      ["Day", "Sunday, 25 October 2026"],
      ["Start (local time)", "25 October 2026 at 00:00"],
      ["End, exclusive (local time)", "26 October 2026 at 00:00"],
      ["Start (UTC)", "24 October 2026 at 22:00"],
      ["End, exclusive (UTC)", "25 October 2026 at 23:00"],
      ["Length, h", 25],
      ["Columns in local time", local],
      ["Columns in UTC", "Created (UTC)"],
    ]);
  });

  test("is in the report's language", async () => {
    expect(await linesOf({ frame, locale: "ru" })).toMatchObject([
      ["О таблице"],
      ["Часовой пояс", "Europe/Berlin"],
      ["День", "воскресенье, 25 октября 2026 г."],
      ["Начало (местное время)", "25 октября 2026 г. в 00:00"],
      ["Конец, не включая (местное время)", "26 октября 2026 г. в 00:00"],
      ["Начало (UTC)", "24 октября 2026 г. в 22:00"],
      ["Конец, не включая (UTC)", "25 октября 2026 г. в 23:00"],
      ["Длительность, ч", 25],
      ["Столбцы в местном времени", expect.stringMatching(/^Создана, Дата, Полчаса, Закрыта, /)],
      ["Столбцы в UTC", "Создана (UTC)"],
      ["Местное время", expect.stringContaining("«Длительность»")],
      ["Очень поздние даты", expect.any(String)],
    ]);
  });
});

test("the properties of sessions.xlsx contain the zone, day and schema version", async () => {
  const workbook = await workbookOf([], { frame: { day: reportDay("2026-10-25", "Europe/Berlin"), settings } });

  expect(workbook.description).toBe("Sunday, 25 October 2026, Europe/Berlin");
  expect(workbook.keywords).toBe(
    [
      "daily_report.schema=daily-report-sessions-workbook/3",
      "daily_report.zone=Europe/Berlin",
      "daily_report.day=2026-10-25",
      "daily_report.from=2026-10-24T22:00:00.000Z",
      "daily_report.to=2026-10-25T23:00:00.000Z",
    ].join("; "),
  );
});

describe("hostile text stays text in sessions.xlsx:", () => {
  test.each<[string, string, string]>([
    ["a formula", "=1+1", "'=1+1"],
    ["a function call", "@SUM(A1)", "'@SUM(A1)"],
    ["a phone number", "+79991234567", "+79991234567"],
    ["markup", "</v><f>1</f>&\"'", "</v><f>1</f>&\"'"],
    ["characters that XML forbids", "a\u0000b\u001b\uffff\ud800c", "a\ufffdb\ufffd\ufffd\ufffdc"],
    ["a text that spreadsheets read as an escape", "_x0041_", "_x005F_x0041_"],
    ["an emoji", "\u{1f600}", "\u{1f600}"],
  ])("%s", async (_, operatorName, expected) => {
    const [row] = await sessionsOf([handled({ operatorName })]);

    expect(row?.operator_name).toBe(expected);
  });

  test("a text too long for a cell is cut between characters and has a problem", async () => {
    const [row] = await sessionsOf([
      handled({ dialogResults: "\u{1f600}".repeat(20_000), status: "x".repeat(32_767) }),
    ]);

    expect(String(row?.dialog_results)).toHaveLength(32_766);
    expect(String(row?.dialog_results)).toMatch(/^"(\u{1f600})+…$/u);
    expect(row?.status).toBe("x".repeat(32_767));
    expect(row?.problems).toBe("dialogResults: cut");
  });

  property.prop([hostileRows(day, 60)], { numRuns: 25 })("no value becomes a formula or a link", async (rows) => {
    const { sessions, invalid } = sortOut(rows, day);
    const workbook = await workbookOf([rows]);
    const read = rowSheetsOf(workbook).map((sheet) => rowsOf(sheet));

    expect(read.map(({ length }) => length)).toEqual([
      sessions.length,
      ...(invalid.length > 0 ? [invalid.length] : []),
    ]);
    const values = read.flat().flatMap((row) => Object.values(row));
    expect(values.filter((value) => typeof value === "object" && value !== null && !(value instanceof Date))).toEqual(
      [],
    );
    expect(values.filter((value) => typeof value === "number" && !Number.isFinite(value))).toEqual([]);
  });
});

describe("an aborted session table", () => {
  test("rejects finish instead of waiting forever", async () => {
    await withScratchFolder(async (folder) => {
      const table = openTable(folder);
      await table.add(sortOut(seconds(300), day));
      await table.abort();

      await expect(table.finish()).rejects.toThrow("The session table was aborted.");
    });
  });
});
