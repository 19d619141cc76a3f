import { describe, expect, test } from "vitest";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { botOnly, handled, lost, reportOf, reportOfTally, tallyRows } from "../session-rows.ts";

function names(rows: readonly { key: string; name: string }[]): string[][] {
  return rows.map(({ key, name }) => [key, name]);
}

describe("operator rows", () => {
  test("are keyed by id, or by name if there is no id, or are Unassigned if there is neither", () => {
    const rows = [handled({ userId: 12 }), handled({ userId: "12" }), handled({ userId: null }), lost()];

    expect(names(reportOf(rows).breakdowns.operators)).toEqual([
      ["12", "Anna"],
      ["name:Anna", "Anna"],
      ["none", "Unassigned"],
    ]);
  });

  test("have the most frequent name; the first in sort order if equally frequent; a name on spam only if no other", () => {
    const named = (...operatorNames: string[]) => operatorNames.map((operatorName) => handled({ operatorName }));
    const spam = handled({ userId: 8, operatorName: "Zoe", markedAsSpam: true });

    expect(names(reportOf([...named("Bea", "Ann", "Bea"), spam]).breakdowns.operators)).toEqual([
      ["7", "Bea"],
      ["8", "Zoe"],
    ]);
    expect(
      reportOf([...named("Bea", "Ann"), handled({ operatorName: "Cid", markedAsSpam: true })]).breakdowns.operators[0]
        ?.name,
    ).toBe("Ann");
  });

  test("are separate for two ids with one name, and a row may have only spam", () => {
    const rows = [handled({ userId: 1 }), handled({ userId: 2, markedAsSpam: true })];

    expect(
      reportOf(rows).breakdowns.operators.map(({ metrics }) => [metrics.sessions.value, metrics.spam.value]),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test("have no containment, and group rows have none either", () => {
    const { breakdowns } = reportOf([handled({ operatorGroupIds: [1], messengerType: "web" })]);

    expect(
      [breakdowns.operators[0]?.metrics, breakdowns.groups[0]?.metrics].some(
        (metrics) => "containment" in (metrics ?? {}),
      ),
    ).toBe(false);
    expect(breakdowns.channels[0]?.metrics.containment?.value).toBe(0);
  });
});

test("the NPS marks are those of handled sessions, from 0 to 10", () => {
  const rows = [...[0, 7, 7, 10, "9", null, 11].map((nps) => handled({ nps })), botOnly({ nps: 3 }), lost()];
  const { npsMarks, metrics } = reportOf(rows);
  expect(npsMarks.reduce((sum, ratings) => sum + ratings)).toBe(metrics.nps.n);
  expect(npsMarks.filter((_, mark) => mark !== 9)).toEqual([1, 0, 0, 0, 0, 0, 0, 2, 0, 1]);
});

test("a session with two groups counts in both rows, and one without groups in the row none", () => {
  const rows = [handled({ operatorGroupIds: [10, 9] }), handled({ operatorGroupIds: [] })];

  expect(names(reportOf(rows).breakdowns.groups)).toEqual([
    ["10", "10"],
    ["9", "9"],
    ["none", "none"],
  ]);
});

test("a group row has the name in the report's definition, or its id if the definition has none", () => {
  const rows = [3, 4, 5].map((id) => handled({ operatorGroupIds: [id] }));
  const groupNames = { "3": "First line", "5": "", constructor: "?" };

  expect(names(reportOfTally(tallyRows(rows), { declared: 3, groupNames }).breakdowns.groups)).toEqual([
    ["3", "First line"],
    ["4", "4"],
    ["5", ""],
    ["constructor", "?"],
  ]);
});

test("a group of the report's definition without sessions has a row of zeros and nulls", () => {
  const groupNames = { "3": "Night shift", "4": null };
  for (const rows of [[], [handled({ operatorGroupIds: [4] })]]) {
    const { groups } = reportOfTally(tallyRows(rows), { declared: rows.length, groupNames }).breakdowns;

    expect(names(groups)).toEqual([
      ["3", "Night shift"],
      ["4", "4"],
    ]);
    expect(groups[0]?.metrics).toMatchObject({
      sessions: { value: 0 },
      lost_rate: { value: null, n: 0, numerator: 0, denominator: 0 },
      frt_p50: { value: null, n: 0 },
    });
  }
});

test("an operator row is named by a session that is not spam, even if more sessions are spam or have no name", () => {
  const rows = [
    handled({ operatorName: "Bea" }),
    ...["Abe", "Abe"].map((operatorName) => handled({ operatorName, markedAsSpam: true })),
    ...[null, null].map((operatorName) => handled({ operatorName })),
  ];

  expect(names(reportOf(rows).breakdowns.operators)).toEqual([["7", "Bea"]]);
});

test("breakdown rows are sorted by key, whatever the order of the sessions", () => {
  const ids = ["b", "\u{1f600}", "a", "\uffee", "B"];
  const { bots, chats, companies } = reportOf(
    ids.map((id) => botOnly({ botId: id, chatId: id, chatName: `chat ${id}`, companyId: id })),
  ).breakdowns;

  expect(names(bots).map(([key]) => key)).toEqual(["B", "a", "b", "\uffee", "\u{1f600}"]);
  expect(names(companies)).toEqual(["B", "a", "b", "\uffee", "\u{1f600}"].map((id) => [id, id]));
  expect(names(chats)).toEqual(["B", "a", "b", "\uffee", "\u{1f600}"].map((id) => [id, `chat ${id}`]));
});

test("sessions without a chat and a company are in the rows none", () => {
  const { chats, companies } = reportOf([botOnly()]).breakdowns;

  expect([names(chats), names(companies)]).toEqual([[["none", "none"]], [["none", "none"]]]);
});

test("a session without a bot id is in the row none, even if it has a bot name", () => {
  expect(names(reportOf([botOnly({ botName: "Helper" })]).breakdowns.bots)).toEqual([["none", "none"]]);
  expect(names(reportOf([botOnly({ botId: "b", botName: "Helper" })]).breakdowns.bots)).toEqual([["b", "Helper"]]);
});

test("names of built-in properties such as __proto__ are ordinary breakdown keys", () => {
  const rows = ["__proto__", "constructor", "toString"].map((messengerType) => botOnly({ messengerType }));

  expect(names(reportOf(rows).breakdowns.channels).flat()).toEqual([
    "__proto__",
    "__proto__",
    "constructor",
    "constructor",
    "toString",
    "toString",
  ]);
});

test("the hours breakdown always has 24 rows in order, with the length of each hour", () => {
  const day = reportDay("2026-10-25", "Europe/Berlin");
  const rows = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((createdAt) =>
    botOnly({ createdAt, closedAt: null }),
  );
  const { hours } = reportOf(rows, day).breakdowns;

  expect(hours.map(({ key }) => key)).toEqual(Array.from({ length: 24 }, (_, hour) => String(hour)));
  expect(hours[2]).toMatchObject({ hours: 2, metrics: { sessions: { value: 2 } } });
});

test("quality counts values that are null, of the wrong type, out of range, a zero date, or without an offset", () => {
  const rows = [
    botOnly({ nps: 11, csi: 0, csiPercent: 150, operatorDialogDuration: -1, clientMessageCount: -2 }),
    botOnly({ nps: "x", csi: 6, csiMax: 5, createdAt: "2026-03-02T12:00:00", markedAsSpam: true }),
    botOnly({ createdAt: "2026-03-05T12:00:00Z", closedAt: null, nps: "outside the day" }),
    botOnly({ closedAt: "0001-01-01T00:00:00", updatedAt: "0000-00-00", nps: 1, csiPercent: 1, rating: 1 }),
  ];
  const { fields } = reportOf(rows).quality;

  expect(fields.nps).toEqual({ null: 0, wrongType: 1, outOfRange: 1 });
  expect([fields.csi.outOfRange, fields.csiPercent.outOfRange]).toEqual([2, 1]);
  expect([fields.operatorDialogDuration.outOfRange, fields.clientMessageCount.outOfRange]).toEqual([1, 1]);
  expect(fields.createdAt).toEqual({ null: 0, wrongType: 0, outOfRange: 0, noOffset: 1, zeroDate: 0 });
  expect(fields.closedAt).toEqual({ null: 0, wrongType: 0, outOfRange: 0, noOffset: 0, zeroDate: 1 });
  expect(fields.updatedAt).toEqual({ null: 2, wrongType: 0, outOfRange: 0, noOffset: 0, zeroDate: 1 });
  expect(fields.rating).toEqual({ null: 2, wrongType: 0, outOfRange: 0 });
});

test("short is the declared count minus the rows received, and may be negative", () => {
  expect(reportOfTally(tallyRows([handled()]), { declared: 3 }).reconciliation).toMatchObject({
    declared: 3,
    short: 2,
  });
  expect(reportOfTally(tallyRows([handled()]), { declared: 0 }).reconciliation.short).toBe(-1);
});

test("the report contains its id, revision, fetch time, filters and settings", () => {
  expect(reportOf([])).toMatchObject({
    schema: "daily-report/1",
    report: "test",
    revision: 1,
    fetchedAt: "2026-03-03T04:30:00.000Z",
    filters: noFilters,
    settings: { firstReplySeconds: 60, groupFirstReplySeconds: {} },
  });
});

test("a day without sessions has no breakdown rows except the 24 hours", () => {
  const { hours, ...others } = reportOf([]).breakdowns;

  expect(hours).toHaveLength(24);
  expect(others).toEqual({ operators: [], groups: [], channels: [], bots: [], chats: [], companies: [] });
});

test("a day without sessions has a report of zeros and nulls, with the day's ends", () => {
  const report = reportOf([]);

  expect([report.metrics.sessions.value, report.metrics.nps.value, report.breakdowns.hours.length]).toEqual([
    0,
    null,
    24,
  ]);
  expect(report.day).toEqual({
    date: "2026-03-02",
    zone: "Europe/Moscow",
    from: "2026-03-01T21:00:00.000Z",
    to: "2026-03-02T21:00:00.000Z",
    hours: 24,
  });
});

test("the goals of a group are judged under the group's name, and there are none without goals", () => {
  const tally = tallyRows(Array.from({ length: 10 }, () => lost({ operatorGroupIds: [7] })));
  const none = { sl1: null, lost_rate: null, csi: null, csat_top_box: null, nps: null, frt_p90: null };
  const goals = { report: null, groups: { "7": { ...none, lost_rate: 5 } } };
  const report = reportOfTally(tally, { declared: 10, groupNames: { "7": "Sales" }, goals });

  expect(report.goals?.groups).toMatchObject([
    { key: "7", name: "Sales", metrics: { lost_rate: { goal: 5, value: 100, n: 10, state: "missed" } } },
  ]);
  expect(reportOfTally(tally, { declared: 10 }).goals).toBeNull();
});
