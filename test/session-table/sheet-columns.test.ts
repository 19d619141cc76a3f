import { describe, expect, test } from "vitest";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { sheetColumns } from "../../functions/daily-report/session-table/sheet-columns.ts";
import { allColumns, columnsFor, invalidColumns } from "../../functions/daily-report/session-table/table-columns.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { botOnly, handled, type Item, lost, settings } from "../session-rows.ts";
import { rowsOf, sheetOf, type TableRequest, workbookOf } from "./table-files.ts";
import { maskKey } from "./table-of.ts";

const sessionUrl = "https://example.com/chats/{id}";
const locales: readonly Locale[] = ["en", "ru"];

const columnsIn = (locale: Locale, url: string | null = sessionUrl) =>
  sheetColumns(invalidColumns(columnsFor("keep", maskKey)), textsFor(locale), { groupNames: {}, sessionUrl: url });

/** The heads of the first sheet and its first row. */
async function firstRow(item: Item, request: TableRequest): Promise<Map<unknown, unknown>> {
  const [sheet] = (await workbookOf([[item]], request)).worksheets;
  const [heads = [], row = []] = (sheet?.getSheetValues() ?? []).slice(1) as unknown[][];
  return new Map(heads.slice(1).map((head, at) => [head, row[at + 1]]));
}

async function sessionOf(item: Item, request: TableRequest = {}) {
  return rowsOf(sheetOf(await workbookOf([[item]], request), "Sessions"))[0];
}

describe("the columns of sessions.xlsx", () => {
  test("are in the order of use: who, where and how well first, ids last", () => {
    const names = columnsIn("en").map(({ name }) => name);

    expect(names.slice(0, 14)).toEqual([
      ...["reason", "created_at", "operator_name", "channel", "class", "first_reply_seconds", "in_sl1", "nps"],
      ...["csi_share", "duration_seconds", "client_messages", "operator_messages", "group_names", "url"],
    ]);
    expect(names.slice(-9)).toEqual([
      ...["id", "operator_id", "operator_groups", "bot_id", "chat_id", "company_id"],
      ...["client_id", "client_external_id", "client_device"],
    ]);
  });

  test("are those of sessions.parquet, each once, and group names, date, half hour and link", () => {
    const own = ["group_names", "date", "half_hour", "url"];
    const names = ["reason", ...allColumns().map(({ name }) => name), ...own];

    expect(
      columnsIn("en")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.sort());
    expect(columnsIn("en").flatMap(({ name, isOnlyHere }) => (isOnlyHere ? name : []))).toEqual([
      ...["group_names", "url", "date", "half_hour"],
    ]);
  });

  test("have no link if the report has no address of a session", () => {
    expect(columnsIn("en", null).map(({ name }) => name)).not.toContain("url");
  });

  test.each(locales)("have heads that a table of Excel can have as names (%s)", (locale) => {
    const heads = columnsIn(locale).map(({ head }) => head);

    expect(new Set(heads.map((head) => head.toLowerCase())).size).toBe(heads.length);
    // Brackets, "#", "@" and apostrophes would need escapes in references, and a line end in the file.
    for (const head of heads) expect(head).toMatch(/^[\p{L}\p{Nd}][\p{L}\p{Nd} ,%()-]{0,29}$/u);
  });

  test.each(locales)("have a text each, in the same order, and no text is left over (%s)", (locale) => {
    const { columns } = textsFor(locale).sessionTable;

    expect(Object.keys(columns)).toEqual(columnsIn(locale).map(({ name }) => name));
    for (const { meaning } of Object.values(columns)) expect(meaning).toMatch(/^\p{Lu}.+\.$/u);
  });

  test("have no English name in Russian, except for abbreviations", () => {
    const heads = columnsIn("ru").map(({ head }) => head);

    expect(heads.filter((head) => !/\p{sc=Cyrillic}/u.test(head))).toEqual(["CSI, %"]);
  });
});

describe("sessions.xlsx shows", () => {
  const russian = textsFor("ru").sessionTable.columns;

  test("classes and answers of the report in the reader's language", async () => {
    const session = handled({ nps: 9, csi: 5, csiMax: 5, fcr: false }, 90);
    const row = await firstRow(session, { locale: "ru" });
    const shown = (["class", "in_sl1", "in_nps", "in_csi", "in_top_box", "in_fcr", "in_transfer"] as const).map(
      (name) => row.get(russian[name].head) ?? null,
    );

    expect(shown).toEqual(["обработано", "нет", "промоутер", "да", "да", "нет", null]);
    expect((await firstRow(lost(), { locale: "ru" })).get(russian.class.head)).toBe("потеряно");
    expect(await sessionOf(session)).toMatchObject({
      class: "handled",
      in_sl1: "no",
      in_nps: "promoter",
      in_csi: "yes",
    });
  });

  test("a channel that is called like a class as it is", async () => {
    expect(await sessionOf(botOnly({ messengerType: "bot_only" }))).toMatchObject({
      channel: "bot_only",
      class: "bot only",
    });
  });

  test.each([
    ["2026-03-02T00:00:00+03:00", "2026-03-02", "00:00"],
    ["2026-03-02T12:29:59.999+03:00", "2026-03-02", "12:00"],
    ["2026-03-02T12:30:00+03:00", "2026-03-02", "12:30"],
    ["2026-03-02T23:59:59.999+03:00", "2026-03-02", "23:30"],
    ["2026-03-01T21:00:00Z", "2026-03-02", "00:00"],
  ])("the local date and half hour of %s", async (createdAt, date, halfHour) => {
    expect(await sessionOf(botOnly({ createdAt, closedAt: null }))).toMatchObject({
      date: new Date(date),
      half_hour: halfHour,
    });
  });

  test("the half hours of a zone that is a quarter of an hour beside the others", async () => {
    const frame = { day: reportDay("2026-03-02", "Asia/Kathmandu"), settings };

    expect(await sessionOf(botOnly({ createdAt: "2026-03-02T06:20:00Z", closedAt: null }), { frame })).toMatchObject({
      date: new Date("2026-03-02"),
      half_hour: "12:00",
    });
  });

  test("the names of the groups, and the id of a group without a name", async () => {
    const groupNames = { "1": "Sales", "2": null, "3": "=1+1" };
    const row = await sessionOf(handled({ operatorGroupIds: [1, 2, 4] }), { groupNames });

    expect(row).toMatchObject({ group_names: "Sales, 2, 4", operator_groups: "1 2 4" });
    expect(await sessionOf(handled({ operatorGroupIds: [3] }), { groupNames })).toMatchObject({ group_names: "'=1+1" });
    expect(await sessionOf(handled({ operatorGroupIds: [] }), { groupNames })).toMatchObject({ group_names: null });
  });

  test.each([
    ["a1-b2", "https://example.com/chats/a1-b2"],
    ['"),1)', "https://example.com/chats/%22%29%2C1%29"],
    ["&<x>", "https://example.com/chats/%26%3Cx%3E"],
  ])("a link to the session %s", async (id, address) => {
    expect(await sessionOf(botOnly({ id }), { sessionUrl })).toMatchObject({
      url: { formula: `HYPERLINK("${address}","open")`, result: "open" },
    });
  });

  test.each(["..", "x".repeat(300)])("no link to a session whose id no address can contain: %s", async (id) => {
    expect(await sessionOf(botOnly({ id }), { sessionUrl })).toMatchObject({ id, url: null });
  });
});

test.each(locales)("the sheet of columns says what every column of the rows means (%s)", async (locale) => {
  const workbook = await workbookOf([[handled()]], { locale, sessionUrl });
  const { sheets } = textsFor(locale).workbook;
  const { fieldHeads, columns } = textsFor(locale).sessionTable;
  const lines = (sheetOf(workbook, sheets.fields).getSheetValues().slice(1) as unknown[][]).map((line) =>
    line.slice(1),
  );
  const heads = sheetOf(workbook, sheets.sessions).getRow(1).values as unknown[];

  expect(lines[0]).toEqual([fieldHeads.head, fieldHeads.meaning, fieldHeads.name]);
  expect(lines.slice(1).map(([head]) => head)).toEqual(heads.slice(1));
  expect(lines).toContainEqual([columns.csi_share.head, columns.csi_share.meaning, "csi_share"]);
  expect(lines).toContainEqual([columns.half_hour.head, columns.half_hour.meaning, "\u2014"]);
});
