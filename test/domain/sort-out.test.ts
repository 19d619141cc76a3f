import { describe, expect, test } from "vitest";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { botOnly, day, handled, lost, reportOf } from "../session-rows.ts";

describe("duplicates", () => {
  test("rows with the same id and instant are one session, even if the instant is written differently", () => {
    const rows = [
      botOnly({ id: "a", createdAt: "2026-03-02T12:00:00+03:00" }),
      botOnly({ id: " a ", createdAt: "2026-03-02T09:00:00Z" }),
      botOnly({ id: "a", createdAt: "2026-03-02T12:00:01+03:00" }),
    ];

    expect(reportOf(rows).reconciliation).toMatchObject({ received: 3, duplicate: 1, in_day: 2 });
  });

  test("rows with the same id and several instants are one session for each instant, in any order", () => {
    const at = (minute: string, nps: number) =>
      handled({ id: "a", createdAt: `2026-03-02T12:${minute}:00+03:00`, nps, updatedAt: `2026-03-02T13:00:0${nps}Z` });
    const rows = [at("02", 1), at("01", 2), at("00", 3), at("01", 4), at("02", 5), at("00", 6), at("01", 3)];

    for (const order of [rows, rows.toReversed()]) {
      const { reconciliation, metrics } = reportOf(order);
      expect(reconciliation).toMatchObject({ received: 7, duplicate: 4, in_day: 3 });
      expect(metrics.nps).toMatchObject({ n: 3, detractors: 3, promoters: 0 });
      expect(
        sortOut(order, day)
          .sessions.map(({ session }) => session.nps.value)
          .sort(),
      ).toEqual([4, 5, 6]);
    }
  });

  test("sessions keep the order in which their ids and instants were first met", () => {
    const rows = ["b", "a", "c", "a", "b"].map((id, n) =>
      botOnly({ id, updatedAt: `2026-03-02T13:00:0${n}Z`, nps: n }),
    );

    expect(sortOut(rows, day).sessions.map(({ session: { id, nps } }) => [id.value, nps.value])).toEqual([
      ["b", 4],
      ["a", 3],
      ["c", 2],
    ]);
  });

  test.each([
    ["row with a readable updatedAt", { nps: 1, updatedAt: "2026-03-02T13:00:00Z" }, { nps: 9, updatedAt: "soon" }],
    [
      "row with the later updatedAt",
      { nps: 1, updatedAt: "2026-03-02T13:00:01Z" },
      { nps: 9, updatedAt: "2026-03-02T16:00:00+03:00" },
    ],
    ["row with the greater text if updatedAt is equal", { nps: 9 }, { nps: 1 }],
  ])("of two duplicates, sortOut keeps the %s", (_, kept, dropped) => {
    const [a, b] = [botOnly({ id: "a", ...kept }), botOnly({ id: "a", ...dropped })];

    for (const rows of [
      [a, b],
      [b, a],
    ]) {
      expect(reportOf(rows).metrics.nps_bot.promoters).toBe(kept.nps === 9 ? 1 : 0);
    }
  });

  test("sortOut keeps the same row in any order if rows differ only in null and Infinity", () => {
    const rows = [null, Number.POSITIVE_INFINITY].map((price) => botOnly({ id: "a", price }));

    for (const ordered of [rows, rows.toReversed()]) {
      expect(reportOf(ordered).metrics.price_total).toMatchObject({ missing: 1, invalid: 0 });
    }
  });

  test("sortOut compares Infinity as the text null, as JSON.stringify prints it", () => {
    const rows = [4390, Number.NEGATIVE_INFINITY].map((price) => botOnly({ id: "a", price }));

    for (const ordered of [rows, rows.toReversed()]) {
      expect(reportOf(ordered).metrics.price_total).toMatchObject({ n: 0, invalid: 1 });
    }
  });

  test("the kept row decides whether a session is invalid, even if a dropped row is valid", () => {
    const good = botOnly({ id: "a", updatedAt: "2026-03-02T13:00:00Z" });
    const bad = botOnly({ id: "a", updatedAt: "2026-03-02T14:00:00Z", closedAt: "never" });

    expect(reportOf([good, bad]).reconciliation).toMatchObject({ duplicate: 1, invalid: 1, in_day: 0 });
  });

  test("rows without an id or a creation time are duplicates only if they are equal", () => {
    const rows = [{ name: "x", nps: 1 }, { nps: 1, name: "x" }, { name: "y" }, null, null, "row"];

    expect(reportOf(rows).reconciliation).toMatchObject({ received: 6, duplicate: 2, invalid: 4 });

    const createdAt = "2026-03-02T12:00:00+03:00";
    const half = [
      { createdAt, nps: 1 },
      { createdAt, nps: 2 },
      { id: "a", nps: 1 },
      { id: "a", nps: 2 },
    ];
    expect(reportOf([...half, ...half]).reconciliation).toMatchObject({ received: 8, duplicate: 4, invalid: 4 });
  });
});

describe("invalid rows", () => {
  test.each([
    ["no id", { id: "  " }],
    ["no id", { id: { a: 1 } }],
    ["no readable createdAt", { createdAt: "2026-02-30T12:00:00Z" }],
    ["closedAt bad", { closedAt: 5 }],
    ["closedAt before createdAt", { closedAt: "2026-03-02T11:59:59+03:00" }],
  ])("have the reason %s for %j", (reason, fields) => {
    const { reconciliation, quality } = reportOf([botOnly(fields)]);

    expect(reconciliation).toMatchObject({ invalid: 1, in_day: 0 });
    expect(quality.invalid).toMatchObject({ [reason]: 1 });
  });

  test("do not include a session that closes less than a second before it is created", () => {
    expect(reportOf([botOnly({ closedAt: "2026-03-02T11:59:59.001+03:00" })]).reconciliation.in_day).toBe(1);
  });
});

test("the day includes its first instant and excludes its end", () => {
  const rows = ["2026-03-01T23:59:59.999", "2026-03-02T00:00:00", "2026-03-02T23:59:59.999", "2026-03-03T00:00:00"].map(
    (time) => botOnly({ createdAt: `${time}+03:00`, closedAt: null }),
  );

  expect(reportOf(rows).reconciliation).toMatchObject({ outside: 2, in_day: 2 });
});

describe("the session class", () => {
  test.each([
    ["spam", handled({ markedAsSpam: "TRUE" })],
    ["handled", handled({ isLostSession: true })],
    ["handled", botOnly({ operatorMessageCount: "2" })],
    ["lost", lost({ operatorName: "Anna" })],
    ["unanswered", botOnly({ operatorName: "Anna" })],
    ["unanswered", botOnly({ operatorNotFoundAt: "2026-03-02T12:01:00+03:00" })],
    ["unanswered", botOnly({ operatorGroupIds: [3, "x"] })],
    ["waiting", botOnly({ userId: 7, closedAt: null })],
    ["bot_only", botOnly({ operatorGroupIds: [], operatorName: " ", operatorAssignedAt: "soon" })],
    ["bot_only", botOnly({ operatorMessageCount: -1, isLostSession: "maybe", closedAt: null })],
  ])("is %s for %j", (sessionClass, row) => {
    expect(reportOf([row]).reconciliation).toMatchObject({ [sessionClass]: 1, in_day: 1 });
  });
});
