import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { answerFromDay } from "../../bench/answer-from-day.ts";
import { openDayFile, writeDayFile } from "../../bench/day-file.ts";
import { answerSessions } from "../../local/twin-emulator/answer-sessions.ts";
import { inventInTurn } from "../../local/twin-emulator/invent-sessions.ts";
import { readQuery } from "../../local/twin-emulator/read-query.ts";
import { indexSessions } from "../../local/twin-emulator/session-index.ts";
import { day } from "../session-rows.ts";

const folder = mkdtempSync(join(tmpdir(), "bench-day-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fields = ["id", "createdAt", "operatorName", "city", "operatorGroupIds"];
const items = [...inventInTurn({ ...day, seed: 5, count: 300 })];
writeDayFile(folder, items, fields);
const file = openDayFile(folder);
const emulator = indexSessions(items);

const whole = { from: new Date(day.from).toISOString(), to: new Date(day.to).toISOString() };
const some = String(items[150]?.createdAt);

function query(more: Record<string, string>): URLSearchParams {
  return new URLSearchParams({ fields: fields.join(), sort: "createdAt", limit: "1000", ...more });
}

describe("the server of the bench answers as the emulator does", () => {
  test.each([
    ["the whole day", whole],
    ["a page", { ...whole, limit: "40" }],
    ["a page by offset", { ...whole, limit: "40", offset: "280" }],
    ["an offset behind the last row", { ...whole, offset: "5000" }],
    ["from the second of a session, which is included", { from: some, to: whole.to }],
    ["until the second of a session, which is included", { from: whole.from, to: some }],
    ["a time without sessions", { from: "2020-01-01T00:00:00+00:00", to: "2020-01-02T00:00:00+00:00" }],
  ])("%s", (_, more) => {
    const { status, body } = answerFromDay(file, query(more));

    expect(status).toBe(200);
    expect(JSON.parse(String(body))).toEqual(answerSessions(emulator, readQuery(query(more))));
  });
});

test("a request that the day file cannot answer is refused", () => {
  const refused = [
    query({ ...whole, fields: "id,createdAt" }),
    query({ ...whole, sort: "-createdAt" }),
    query({ ...whole, botId: "4" }),
  ];

  expect(refused.map((asked) => answerFromDay(file, asked).status)).toEqual([400, 400, 400]);
});

test("a day file has every item once, in order of time, with the given fields only", () => {
  const all = JSON.parse(`[${file.read(0, file.count)}]`) as Record<string, unknown>[];

  expect(file.count).toBe(items.length);
  expect(all.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  expect(Object.keys(all[0] ?? {})).toEqual(fields);
});
