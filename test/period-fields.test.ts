import { describe, expect, it, test } from "vitest";
import { parseReportDefinitions } from "../functions/daily-report/report-definition.ts";

const daily = {
  id: "support",
  zone: "europe/moscow",
  companyId: 42,
  supervised: true,
  firstReplySeconds: 30,
  groups: { "7": { name: "Sales", goals: { csi: 90 } } },
  goals: { sl1: 80 },
  currency: "RUB",
  holidays: ["2026-01-07", "2026-01-01"],
};
const weekly = { id: "weekly", period: "week", of: "support" };
const monthly = { id: "monthly", period: "month", of: "support" };

const parse = (...reports: unknown[]) => parseReportDefinitions(reports, "cdk.json");

const noGoals = { sl1: null, lost_rate: null, csi: null, csat_top_box: null, nps: null, frt_p90: null };

describe("a report of weeks or months", () => {
  const taken = {
    zone: "Europe/Moscow",
    companyId: 42,
    botId: null,
    supervised: true,
    firstReplySeconds: 30,
    groups: { "7": { name: "Sales", firstReplySeconds: null, goals: { ...noGoals, csi: 90 } } },
    goals: { ...noGoals, sl1: 80 },
    currency: "RUB",
    holidays: ["2026-01-01", "2026-01-07"],
  };

  it("takes zone, filters, targets and currency from its daily report, wherever that stands in the list", () => {
    const [week, , month] = parse(weekly, daily, monthly);

    expect(week).toMatchObject({ ...taken, period: "week", of: "support", weekdays: ["mon"], monthDay: null });
    expect(month).toMatchObject({ ...taken, period: "month", of: "support", weekdays: [], monthDay: 1 });
  });

  it("has a title, a language, a time, days and readers of its own", () => {
    const own = {
      title: "Week",
      locale: "ru",
      at: "09:00",
      weekdays: ["tue", "fri"],
      recipients: ["boss@example.com"],
      sender: "reports@example.com",
      enabled: false,
    };

    expect(parse(daily, { ...weekly, ...own })[1]).toMatchObject(own);
    expect(parse(daily, { ...monthly, monthDay: 28 })[1]?.monthDay).toBe(28);
  });

  test.each([
    ["07:30", "08:30"],
    ["00:05", "01:05"],
    ["23:10", "23:59"],
  ])("is made an hour after its daily report: at %s, %s", (at, later) => {
    expect(parse({ ...daily, at }, weekly, monthly).map((report) => report.at)).toEqual([at, later, later]);
  });

  it("may be made earlier on a later day", () => {
    expect(parse(daily, { ...weekly, at: "06:00", weekdays: ["tue"] })[1]?.at).toBe("06:00");
    expect(parse(daily, { ...monthly, at: "06:00", monthDay: 2 })[1]?.at).toBe("06:00");
  });

  it("has the same values when the result is parsed again", () => {
    const once = parse(weekly, daily, monthly);

    expect(parseReportDefinitions(JSON.parse(JSON.stringify(once)), "again")).toEqual(once);
  });
});

test.each<[string, unknown[], string]>([
  ["a wrong period", [{ ...daily, period: "year" }], 'period is "year"; it must be "day", "week" or "month".'],
  [
    "no daily report named",
    [daily, { id: "weekly", period: "week" }],
    'report "weekly": of is missing; it must be the id of the daily report whose days are merged, here "support".',
  ],
  [
    "an unknown daily report",
    [daily, { ...daily, id: "sales" }, { ...weekly, of: "suport" }],
    'report "weekly": of is "suport"; it must be the id of the daily report whose days are merged, here "support" or "sales"; if that report was deleted, delete this one too.',
  ],
  [
    "another report of weeks",
    [daily, weekly, { ...monthly, of: "weekly" }],
    'report "monthly": of is "weekly"; it must be the id of the daily report whose days are merged, here "support"; if that report was deleted, delete this one too.',
  ],
  [
    "no daily report at all",
    [weekly],
    'of is "support"; it must be the id of the daily report whose days are merged, and the list has none; if that report was deleted, delete this one too.',
  ],
  [
    "an id that cannot be one",
    [daily, { ...weekly, of: 7 }],
    'report "weekly": of is 7; it must be the id of a daily report such as',
  ],
  [
    "a daily report with a daily report",
    [daily, { ...daily, id: "second", of: "support" }],
    'report "second": of is "support"; it must be left out, because only a report of weeks or months has it.',
  ],
  [
    "another zone than the daily report",
    [daily, { ...weekly, zone: "Europe/Berlin" }],
    'report "weekly": zone is "Europe/Berlin"; it must be left out, because it is taken from report "support".',
  ],
  [
    "another target of a group",
    [daily, { ...weekly, groups: { "7": { name: "Sales", firstReplySeconds: 9 } } }],
    'it must be left out, because it is taken from report "support".',
  ],
  [
    "a default that the daily report does not have",
    [daily, { ...weekly, supervised: false }],
    'report "weekly": supervised is false; it must be left out, because it is taken from report "support".',
  ],
  [
    "a day of the month for a week",
    [daily, { ...weekly, monthDay: 3 }],
    'report "weekly": monthDay is 3; it must be left out, because only a report of months has it.',
  ],
  [
    "a day that not every month has",
    [daily, { ...monthly, monthDay: 29 }],
    'report "monthly": monthDay is 29; it must be a day of the month from 1 to 28.',
  ],
  [
    "a week made before its last day",
    [daily, { ...weekly, at: "07:30" }],
    'report "weekly": at is "07:30"; it must be a time of day after "07:30", when report "support" makes the last of the days.',
  ],
  [
    "a month made before its last day",
    [daily, { ...monthly, at: "07:00" }],
    'report "monthly": at is "07:00"; it must be a time of day after "07:30"',
  ],
  [
    "weekdays for a month",
    [daily, { ...monthly, weekdays: ["mon"] }],
    'report "monthly": weekdays is ["mon"]; it must be left out, because a report of months is made on its monthDay.',
  ],
  [
    "days to read again",
    [daily, { ...weekly, restateDays: 3 }],
    'report "weekly": restateDays is 3; it must be left out, because only a daily report reads days from the API.',
  ],
  [
    "no weekday for a week",
    [daily, { ...weekly, weekdays: [] }],
    'report "weekly": weekdays is []; it must be a list of',
  ],
])("%s is refused by one sentence", (_, reports, sentence) => {
  expect(() => parse(...reports)).toThrow(sentence);
  expect(() => parse(...reports)).toThrow(/^cdk\.json: report [^.]*(?:cdk\.json)?[^.]*\.$/);
});

test("a wrong daily report is one problem, not two", () => {
  expect(() => parse({ ...daily, zone: "MSK" }, weekly)).toThrow(/zone is "MSK"; it must be an IANA [^(]*$/);
});
