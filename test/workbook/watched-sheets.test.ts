import { describe, expect, test } from "vitest";
import { botOnly, handled, lost, watchedReport } from "../session-rows.ts";
import { firstColumn, openWorkbook } from "./open-workbook.ts";
import { type ReadCell, type ReadSheet, tableIn } from "./read-workbook.ts";

const unanswered = { noResponseOperatorToClient: true };
const rows = [
  handled({ id: "s-1", nps: 2, csi: 1, csiMax: 5, messengerType: "telegram", operatorGroupIds: [4, 5] }),
  lost({ id: "s-2", createdAt: "2026-03-02T09:05:00+03:00", closedAt: "2026-03-02T09:25:00+03:00" }),
  botOnly({ id: "s-3", userId: 8, operatorName: "Boris", closedAt: null }),
  handled({ id: "s-4", ...unanswered, closedAt: null }),
  handled({ id: "s-5", ...unanswered }),
];
const report = watchedReport(rows);
const sessionUrl = "https://example.com/chats/{id}?a=1&b=2";

type Opened = Awaited<ReturnType<typeof openWorkbook>>;

/** The table below a title, row by row. */
function tableBelow({ rows: all }: Pick<ReadSheet, "rows">, title: string): ReturnType<typeof tableIn> {
  const start = all.findIndex(([first]) => first?.value === title);
  return start === -1 ? [] : tableIn({ rows: all.slice(start) }, "Operator");
}

const toOpenIn = ({ sheet }: Opened) => tableBelow(sheet("waiting"), "Sessions to open first").map(valuesOf);
const waitingIn = ({ sheet }: Opened) => tableBelow(sheet("waiting"), "Waiting").map(valuesOf);

function valuesOf(row: Record<string, ReadCell>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([head, { value }]) => [head, value]));
}

describe("the sessions to open", () => {
  test("tells each session in its order, with the reasons", async () => {
    const found = toOpenIn(await openWorkbook(report));
    expect(found.map(({ Session }) => Session)).toEqual(["s-1", "s-2", "s-4", "s-5"]);
    expect(found[0]).toEqual({
      // The minutes of the waiting sessions are in this column.
      null: null,
      Created: new Date("2026-03-02T12:00:00Z"),
      Operator: "Anna",
      Channel: "telegram",
      Groups: "4, 5",
      Why: "NPS rating 2 of\u00a010, CSI\u00a020%",
      Session: "s-1",
    });
    expect(found[1]).toMatchObject({ Operator: "no operator", Channel: "—", Why: "lost after a wait of 20\u00a0min" });
  });
});

describe("the waiting sessions", () => {
  test("tells what each client waits for, and how long since the session was created", async () => {
    const found = waitingIn(await openWorkbook(report));
    expect(found.map((row) => [row.Session, row.Operator, row["Client waits"], row["Minutes since"]])).toEqual([
      ["s-3", "Boris", "for an operator", 1170],
      ["s-4", "Anna", "for an answer", 1170],
      ["s-5", "Anna", "for an answer; session is closed", null],
    ]);
  });

  test("speaks Russian", async () => {
    const opened = await openWorkbook(report, { locale: "ru" });
    const sheet = opened.sheets.find(({ name }) => name === "Кто ждёт");
    const rows = sheet?.rows ?? [];
    const start = rows.findIndex(([first]) => first?.value === "Кто ждёт");
    const states = tableIn({ rows: rows.slice(start) }, "Оператор").map((row) => row["Клиент ждёт"]?.value);
    expect(states).toEqual(["оператора", "ответа", "ответа; сессия закрыта"]);
  });

  test("says how many of the sessions it lists", async () => {
    const many = watchedReport(Array.from({ length: 205 }, () => handled(unanswered)));
    const { sheet } = await openWorkbook(many);
    expect(firstColumn(sheet("waiting"))).toContain("Rows shown: 200 of 205.");
    expect(firstColumn((await openWorkbook(report)).sheet("waiting"))).not.toContain("Rows shown");
  });

  test("counts no minutes below 0 if a session was created after the first request", async () => {
    const early = { ...report, fetchedAt: "2026-03-02T08:00:00.000Z" };
    expect(waitingIn(await openWorkbook(early))[0]?.["Minutes since"]).toBe(0);
  });
});

test("both tables link each session if the definition has an address of sessions", async () => {
  const { sheet } = await openWorkbook(report, { sessionUrl });
  const { sheet: worksheet } = sheet("waiting");
  const ids = worksheet.getColumn(6).values.filter((value) => Object(value) === value);
  const link = (id: string) => ({ text: id, hyperlink: `https://example.com/chats/${id}?a=1&b=2` });
  expect(ids).toEqual(["s-1", "s-2", "s-4", "s-5", "s-3", "s-4", "s-5"].map(link));
});

test("an id that looks like a formula is text, linked or not, and cannot change its address", async () => {
  const id = '=HYPERLINK("x")';
  const hostile = watchedReport([handled({ id, nps: 0, operatorName: id, messengerType: id })]);
  for (const url of [null, sessionUrl]) {
    const { sheet } = await openWorkbook(hostile, { sessionUrl: url });
    const [row = {}] = tableBelow(sheet("toOpen"), "Sessions to open first");
    expect(Object.values(row).some(({ formula }) => formula)).toBe(false);
    const hyperlink = "https://example.com/chats/%3DHYPERLINK%28%22x%22%29?a=1&b=2";
    expect(row.Session?.value).toEqual(url === null ? `'${id}` : { text: `'${id}`, hyperlink });
    expect([row.Operator?.value, row.Channel?.value]).toEqual([`'${id}`, `'${id}`]);
  }
});

test("both tables are on one sheet, which is named after the waiting sessions if there are any", async () => {
  const names = async (of: typeof report) => (await openWorkbook(of)).sheets.map(({ name }) => name);
  const sessions = async (of: typeof report) =>
    (await names(of)).filter((name) => ["Sessions to open first", "Waiting"].includes(name));
  expect(await sessions(report)).toEqual(["Waiting"]);
  expect(await sessions(watchedReport([handled({ nps: 0 })]))).toEqual(["Sessions to open first"]);
  for (const without of [watchedReport([handled()]), { ...report, sessions: null }]) {
    expect(await sessions(without)).toEqual([]);
  }
});
