import { expect, test } from "vitest";
import { daysHeld } from "../../local/days-held.ts";

const HOUR = 3_600_000;

function sessions(...createdAt: readonly unknown[]) {
  return createdAt.map((text, id) => ({ id, createdAt: text }));
}

test("daysHeld groups sessions by local date, with the first and last time of each date", () => {
  const items = sessions(
    "2026-03-02T20:59:59Z",
    "2026-03-02T00:00:00Z",
    "2026-03-02T21:00:00Z",
    "2026-03-02T23:30:00Z",
  );

  expect(daysHeld(items, "Europe/Moscow")).toEqual([
    { date: "2026-03-02", sessions: 2, first: 3 * HOUR, last: 24 * HOUR - 1000 },
    { date: "2026-03-03", sessions: 2, first: 0, last: 2.5 * HOUR },
  ]);
  expect(daysHeld(items, "UTC")).toEqual([{ date: "2026-03-02", sessions: 4, first: 0, last: 23.5 * HOUR }]);
  expect(daysHeld(items, "America/New_York").map(({ date, sessions: n }) => [date, n])).toEqual([
    ["2026-03-01", 1],
    ["2026-03-02", 3],
  ]);
});

test("daysHeld returns the local time of day, also after a clock change", () => {
  // 02:30 in winter time is one hour after 02:30 in summer time.
  const items = sessions("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");

  expect(daysHeld(items, "Europe/Berlin")).toEqual([
    { date: "2026-10-25", sessions: 2, first: 2.5 * HOUR, last: 2.5 * HOUR },
  ]);
});

test("daysHeld counts a session that is listed twice once, but two creation times of one id twice", () => {
  const session = { id: "a", createdAt: "2026-03-02T10:00:00Z" };
  const items = [session, { ...session, createdAt: "2026-03-02T13:00:00+03:00" }, { ...session, id: " a" }];
  const nameless = { createdAt: session.createdAt };

  expect(daysHeld(items, "UTC")[0]?.sessions).toBe(1);
  expect(daysHeld([...items, { ...session, createdAt: "2026-03-02T11:00:00Z" }], "UTC")[0]?.sessions).toBe(2);
  expect(daysHeld([nameless, nameless], "UTC")[0]?.sessions).toBe(2);
});

test.each([
  [null],
  ["02.03.2026 10:00"],
  [1772445600],
  ["0001-01-01T00:00:00Z"],
  ["1970-01-01T00:00:00Z"],
  ["9999-12-31T23:59:59Z"],
])("daysHeld ignores an item whose createdAt is %j", (createdAt) => {
  expect(daysHeld(sessions(createdAt, "2026-03-02T10:00:00Z"), "Europe/Moscow").map(({ date }) => date)).toEqual([
    "2026-03-02",
  ]);
});

test("daysHeld returns no days for no items or for items that are not sessions", () => {
  expect(daysHeld([], "UTC")).toEqual([]);
  expect(daysHeld([null, 7, "x", [], {}], "UTC")).toEqual([]);
});
