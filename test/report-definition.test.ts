import { describe, expect, it, test } from "vitest";
import { addressOf } from "../functions/daily-report/mail-address.ts";
import {
  assertMailable,
  parseReportDefinitions,
  ReportDefinitionError,
} from "../functions/daily-report/report-definition.ts";

const smallest = { id: "support", zone: "Europe/Moscow" };
const parse = (...reports: unknown[]) => parseReportDefinitions(reports, "cdk.json");
const parseOne = (fields: object) => parse({ ...smallest, ...fields })[0];

function complaint(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ReportDefinitionError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a field that is left out", () => {
  it("is filled in with its default", () => {
    expect(parse(smallest)).toEqual([
      {
        id: "support",
        title: "support",
        zone: "Europe/Moscow",
        locale: "en",
        at: "07:30",
        period: "day",
        of: null,
        weekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        monthDay: null,
        again: 3,
        enabled: true,
        recipients: [],
        replyTo: null,
        sender: null,
        companyId: null,
        botId: null,
        supervised: false,
        testDomains: [],
        firstReplySeconds: 60,
        groups: {},
        goals: null,
        personalData: "mask",
        currency: null,
        sessionUrl: null,
        restateDays: 3,
        holidays: [],
      },
    ]);
  });

  it("of a group is null", () => {
    const groups = { "7": { name: "Sales" }, "12": { firstReplySeconds: 30 } };
    expect(parseOne({ groups })?.groups).toEqual({
      "7": { name: "Sales", firstReplySeconds: null, goals: null },
      "12": { name: null, firstReplySeconds: 30, goals: null },
    });
  });

  it("of a goal is null, and without any goal so are all goals", () => {
    const noGoals = { sl1: null, lost_rate: null, csi: null, csat_top_box: null, nps: null, frt_p90: null };
    const groups = { "7": { goals: { frt_p90: 120, nps: -10.5 } }, "8": { goals: {} } };
    const parsed = parseOne({ goals: { sl1: 80, lost_rate: 0 }, groups });
    expect(parsed?.goals).toEqual({ ...noGoals, sl1: 80, lost_rate: 0 });
    expect(parsed?.groups["7"]?.goals).toEqual({ ...noGoals, frt_p90: 120, nps: -10.5 });
    expect(parsed?.groups["8"]?.goals).toBeNull();
    expect(parseOne({ goals: { nps: null } })?.goals).toBeNull();
  });

  it("has its holidays sorted, each once", () => {
    expect(parseOne({ holidays: ["2026-05-09", "2026-01-01", "2026-05-09"] })?.holidays).toEqual([
      "2026-01-01",
      "2026-05-09",
    ]);
  });

  it("has the same value when the result is parsed again", () => {
    const full = {
      ...smallest,
      title: "Поддержка",
      weekdays: ["fri", "mon"],
      recipients: ["a@example.com", "b@example.com"],
      replyTo: "desk@example.com",
      sender: "Отчёт <reports@example.com>",
      companyId: 42,
      botId: "bot-1",
      groups: { "0": {}, "7": { name: "Sales", goals: { nps: 40 } } },
      goals: { sl1: 80, frt_p90: 120 },
      currency: "RUB",
      sessionUrl: "https://example.com/chats/{id}",
      restateDays: 0,
      holidays: ["2026-01-01", "2026-05-09"],
    };
    const once = parse(full, { ...smallest, id: "second" });
    expect(parseReportDefinitions(JSON.parse(JSON.stringify(once)), "again")).toEqual(once);
    expect(once[0]).toMatchObject({ ...full, groups: {} });
  });
});

describe("a wrong report is refused with its name, the field, the value and what would be right", () => {
  test.each<[string, object, string]>([
    [
      "id",
      { id: "Support" },
      'report 1: id is "Support"; it must be a name of its own such as "support-daily": 1 to 63',
    ],
    ["id", { id: "-x" }, "report 1: id"],
    ["id", { id: "x".repeat(64) }, `report 1: id is "${"x".repeat(38)}…; it must`],
    ["id", { id: undefined }, "report 1: id is missing; it must be"],
    ["id with a line break", { id: "a\n" }, 'report 1: id is "a\\n"; it must be'],
    ["title", { title: " " }, 'report "support": title is " "; it must be text of 1 to 120 characters in one line'],
    ["title", { title: "я".repeat(121) }, `it must be text of 1 to 120 characters in one line.`],
    ["title", { title: "👨‍👩‍👧‍👦".repeat(121) }, `it must be text of 1 to 120 characters in one line.`],
    [
      "title of few characters with many marks",
      { title: `z${"\u0335".repeat(480)}` },
      "it must be text of 1 to 120 characters in one line, and of at most 480 UTF-16 code units.",
    ],
    [
      "title cut between characters in the message",
      { title: `a${"😀".repeat(121)}` },
      `title is "a${"😀".repeat(37)}…;`,
    ],
    ["title of two lines", { title: "a\r\nBcc: x@example.com" }, "title is"],
    ["locale", { locale: "ru-RU" }, 'locale is "ru-RU"; it must be "en" or "ru"'],
    ["at", { at: "7:30" }, 'at is "7:30"; it must be a local time of day from "00:00" to "23:59", such as "07:30"'],
    ["at", { at: "24:00" }, 'at is "24:00"'],
    [
      "weekdays",
      { weekdays: [] },
      'weekdays is []; it must be a list of "mon", "tue", "wed", "thu", "fri", "sat" or "sun"',
    ],
    ["weekdays", { weekdays: ["Mon"] }, 'weekdays.0 is "Mon"; it must be "mon"'],
    ["weekdays", { weekdays: ["mon", "mon"] }, 'weekdays.1 is "mon"; it must be named only once'],
    ["weekdays", { weekdays: "mon" }, 'weekdays is "mon"; it must be a list of'],
    ["enabled", { enabled: "yes" }, 'enabled is "yes"; it must be true or false'],
    [
      "recipients",
      { recipients: "a@example.com" },
      'recipients is "a@example.com"; it must be a list of e-mail addresses',
    ],
    [
      "recipients",
      { recipients: ["a@example.com", "nobody"] },
      'recipients.1 is "nobody"; it must be an e-mail address',
    ],
    [
      "recipients twice",
      { recipients: ["a@example.com", "A@Example.com"] },
      'recipients.1 is "A@Example.com"; it must be',
    ],
    [
      "recipients twice",
      { recipients: ["boss@почта.рф", "Boss@XN--80a1acny.xn--p1ai"] },
      'recipients.1 is "Boss@XN--80a1acny.xn--p1ai"; it must be named only once, whatever the letter case or the script',
    ],
    [
      "recipients",
      { recipients: ["почта@example.com"] },
      'recipients.0 is "почта@example.com"; it must be an e-mail address with only ASCII characters before the "@"',
    ],
    [
      "sender",
      { sender: "Отчёт <почта@почта.рф>" },
      'it must be an e-mail address with only ASCII characters before the "@", since the mail service (SES) takes no others.',
    ],
    ["testDomains", { testDomains: ["почта.рф/x"] }, 'testDomains.0 is "почта.рф/x"; it must be a domain such as'],
    ["replyTo", { replyTo: "Desk <desk@example.com>" }, "replyTo is"],
    [
      "sender",
      { sender: "Daily report" },
      'sender is "Daily report"; it must be an address such as "reports@example.com" or',
    ],
    ["companyId", { companyId: "42" }, 'companyId is "42"; it must be a positive whole number such as 42, or null'],
    ["companyId", { companyId: 0 }, "companyId is 0"],
    ["botId", { botId: 7 }, "botId is 7; it must be text"],
    ["supervised", { supervised: 1 }, "supervised is 1; it must be true or false"],
    [
      "firstReplySeconds",
      { firstReplySeconds: 0.5 },
      "firstReplySeconds is 0.5; it must be a positive whole number of seconds",
    ],
    ["firstReplySeconds", { firstReplySeconds: null }, "firstReplySeconds is null"],
    ["groups", { groups: [{ name: "Sales" }] }, 'groups is [{"name":"Sales"}]; it must be an object of groups by id'],
    ["group id", { groups: { sales: {} } }, 'groups.sales is "sales"; it must be an operator group\'s id in digits'],
    ["group id", { groups: { "07": {} } }, "groups.07"],
    ["group", { groups: { "7": "Sales" } }, 'groups.7 is "Sales"; it must be an object such as'],
    [
      "group's seconds",
      { groups: { "7": { firstReplySeconds: -1 } } },
      "groups.7.firstReplySeconds is -1; it must be a positive",
    ],
    ["goals", { goals: [80] }, 'goals is [80]; it must be an object such as {"sl1": 80, "lost_rate": 5}, or null'],
    ["goal", { goals: { sl1: "80" } }, 'goals.sl1 is "80"; it must be a percentage from 1 to 100 such as 80, or null'],
    ["goal", { goals: { sl1: 0.8 } }, "goals.sl1 is 0.8; it must be a percentage from 1 to 100"],
    ["goal", { goals: { csi: 100.5 } }, "goals.csi is 100.5; it must be a percentage from 1 to 100"],
    ["goal", { goals: { csat_top_box: 0 } }, "goals.csat_top_box is 0; it must be a percentage from 1 to 100"],
    ["goal", { goals: { lost_rate: -1 } }, "goals.lost_rate is -1; it must be a percentage from 0 to 100"],
    ["goal", { goals: { nps: 101 } }, "goals.nps is 101; it must be a score from -100 to 100 such as 40, or null"],
    ["goal", { goals: { frt_p90: 1.5 } }, "goals.frt_p90 is 1.5; it must be a positive whole number of seconds"],
    ["group's goal", { groups: { "7": { goals: { nps: "a" } } } }, 'groups.7.goals.nps is "a"; it must be a score'],
    ["personalData", { personalData: "hide" }, 'personalData is "hide"; it must be "mask", "keep" or "drop"'],
    ["again", { again: 13 }, "again is 13; it must be a whole number of tries from 0 (none after the first) to 12"],
    ["again", { again: -1 }, "again is -1; it must be a whole number of tries from 0"],
    ["again", { again: 1.5 }, "again is 1.5; it must be a whole number of tries from 0"],
    ["again", { again: "3" }, 'again is "3"; it must be a whole number of tries from 0'],
    [
      "restateDays",
      { restateDays: 15 },
      "restateDays is 15; it must be a whole number of days from 0 (none is read again)",
    ],
    ["restateDays", { restateDays: 1.5 }, "restateDays is 1.5; it must be a whole number of days from 0"],
    ["restateDays", { restateDays: -1 }, "restateDays is -1; it must be a whole number of days from 0"],
    ["holidays", { holidays: "holidays.txt" }, 'holidays is "holidays.txt"; it must be a list of dates such as ["2026'],
    ["holiday", { holidays: ["2026-02-29"] }, 'holidays.0 is "2026-02-29"; it must be a date such as "2026-01-01"'],
    ["holiday", { holidays: ["01.01.2026"] }, 'holidays.0 is "01.01.2026"; it must be a date such as "2026-01-01"'],
    ["holiday", { holidays: [20260101] }, 'holidays.0 is 20260101; it must be a date such as "2026-01-01"'],
    [
      "sessionUrl",
      { sessionUrl: "http://example.com/{id}" },
      'sessionUrl is "http://example.com/{id}"; it must be an https address in ASCII with {id} once, after the host',
    ],
    ["sessionUrl", { sessionUrl: 7 }, "sessionUrl is 7; it must be an https address"],
    ["currency", { currency: "rub" }, 'currency is "rub"; it must be a code of three upper-case letters (ISO 4217)'],
  ])("%s: %j", (_field, fields, expected) => {
    const message = complaint(() => parseOne(fields));
    expect(message).toContain(expected);
    expect(message).toMatch(/^cdk\.json: report .*[^.]\.$/);
    expect(message).not.toMatch(/[\r\n]/);
  });

  it("carries a stable code and name", () => {
    expect(() => parse()).toThrow(
      expect.objectContaining({ code: "REPORT_DEFINITION", name: "ReportDefinitionError" }),
    );
  });

  it("cuts a long value to 40 characters", () => {
    const message = complaint(() => parseOne({ at: "x".repeat(500) }));
    expect(message).toContain(`at is "${"x".repeat(38)}…; it must`);
  });

  it("names the second report by its place if it has no usable id", () => {
    expect(complaint(() => parse(smallest, { zone: "UTC" }))).toContain("report 2: id is missing");
    expect(complaint(() => parse(smallest, 3))).toContain("report 2 is 3; it must be an object such as");
    expect(complaint(() => parse(smallest, []))).toContain("report 2 is []; it must be an object such as");
  });

  it("names the first of several problems and how many more there are", () => {
    expect(complaint(() => parseOne({ at: "1", locale: "x" }))).toMatch(/locale is "x".* \(and 1 more problem\)\.$/);
    expect(complaint(() => parse({}, { id: "b" }))).toMatch(/report 1: id is missing.* \(and 2 more problems\)\.$/);
  });
});

describe("unknown keys", () => {
  test.each([
    [{ timezone: "UTC" }, 'timezone (here "UTC") is not a known field; the nearest known field is zone'],
    [{ recipient: [] }, "recipient (here []) is not a known field; the nearest known field is recipients"],
    [{ companyID: 1 }, "companyID (here 1) is not a known field; the nearest known field is companyId"],
    [
      { groups: { "7": { firstReply: 9 } } },
      "groups.7.firstReply (here 9) is not a known field; the nearest known field is groups.7.firstReplySeconds",
    ],
    [{ goals: { sl: 80 } }, "goals.sl (here 80) is not a known field; the nearest known field is goals.sl1"],
    [
      { groups: { "7": { goals: { lostRate: 5 } } } },
      "groups.7.goals.lostRate (here 5) is not a known field; the nearest known field is groups.7.goals.lost_rate",
    ],
    [{ constructor: 1 }, "constructor (here 1) is not a known field"],
    [JSON.parse('{"__proto__": {"zone": "UTC"}}'), "__proto__ (here"],
  ])("are refused and the nearest known one is named: %j", (fields, expected) => {
    // Not spread over the smallest report: "__proto__" must stay a key of its own.
    const report = Object.assign(Object.create(null), smallest);
    for (const [key, value] of Object.entries(fields)) Object.defineProperty(report, key, { value, enumerable: true });
    expect(complaint(() => parse(report))).toContain(expected);
  });

  it("are named before the missing field that they were meant to be", () => {
    expect(complaint(() => parse({ id: "a", zon: "UTC" }))).toContain(
      "the nearest known field is zone (and 1 more problem)",
    );
  });
});

describe("the zone", () => {
  test.each([
    "Europe/Moscow",
    "UTC",
    "Etc/UTC",
    "Europe/Kyiv",
    "Asia/Kolkata",
    "America/Port-au-Prince",
    "Africa/Dar_es_Salaam",
    "Asia/Calcutta",
    "Europe/Kiev",
  ])("may be %s", (zone) => {
    expect(parseOne({ zone })?.zone).toBe(zone);
  });

  test.each([
    ["europe/moscow", "Europe/Moscow"],
    ["europe/kyiv", "Europe/Kyiv"],
    ["ASIA/CALCUTTA", "Asia/Calcutta"],
    ["utc", "UTC"],
  ])("%s is stored as %s", (zone, stored) => {
    expect(parseOne({ zone })?.zone).toBe(stored);
  });

  test.each([
    [" europe/moscow", 'an IANA time zone, here probably "Europe/Moscow"'],
    ["Moscow", 'here probably "Europe/Moscow"'],
    ["Europe/Moskow", 'here probably "Europe/Moscow"'],
    ["America/New York", 'here probably "America/New_York"'],
    ["BST", 'an IANA time zone such as "Europe/Moscow"'],
    ["+03:00", "an offset knows no change of the clocks"],
    ["GMT+3", "an offset knows no change of the clocks"],
    ["MSK", 'an IANA time zone such as "Europe/Moscow"'],
    ["", 'an IANA time zone such as "Europe/Moscow"'],
    ["Mars/Olympus_Mons", 'an IANA time zone such as "Europe/Moscow"'],
  ])("may not be %j, and the error names the probable zone", (zone, expected) => {
    const message = complaint(() => parseOne({ zone }));
    expect(message).toContain(`zone is ${JSON.stringify(zone)}; it must be`);
    expect(message).toContain(expected);
  });

  it("is required", () => {
    expect(complaint(() => parse({ id: "a" }))).toContain('report "a": zone is missing; it must be an IANA time zone');
  });
});

describe("addresses", () => {
  test.each(["a@example.com", "first.last+tag@mail.example.co", "x_y@xn--e1afmkfd.xn--p1ai"])(
    "may be %s",
    (address) => {
      expect(parseOne({ recipients: [address] })?.recipients).toEqual([address]);
    },
  );

  test.each([
    "a@example.com\r\nBcc: b@example.com",
    "a@example.com\n",
    "a@example.com, b@example.com",
    "a@@example.com",
    "a b@example.com",
    ".a@example.com",
    "a..b@example.com",
    "a@localhost",
    "a@-example.com",
    "a@example.com.",
    "a@1.2.3.4",
    "почта@example.com",
    `${"a".repeat(65)}@example.com`,
    "@example.com",
    "",
  ])("may not be %j", (address) => {
    expect(complaint(() => parseOne({ recipients: [address] }))).toContain("recipients.0 is");
  });

  test("are stored with their domains in ASCII, and the same when read again", () => {
    const given = {
      recipients: ["boss@почта.рф", "Ann@Example.com"],
      testDomains: ["Почта.РФ", "Example.com"],
      replyTo: "desk@почта.рф",
      sender: '"Отчёт <a@почта.рф>" <reports@почта.рф>',
    };
    const stored = {
      recipients: ["boss@xn--80a1acny.xn--p1ai", "Ann@Example.com"],
      testDomains: ["xn--80a1acny.xn--p1ai", "Example.com"],
      replyTo: "desk@xn--80a1acny.xn--p1ai",
      sender: '"Отчёт <a@почта.рф>" <reports@xn--80a1acny.xn--p1ai>',
    };
    expect(parseOne(given)).toMatchObject(stored);
    expect(parseOne(stored)).toMatchObject(stored);
    expect(addressOf(stored.sender)).toBe("reports@xn--80a1acny.xn--p1ai");
  });

  test.each([
    ["reports@example.com", "reports@example.com"],
    ["Daily report <reports@example.com>", "reports@example.com"],
    ["Отчёт за день <reports@example.com>", "reports@example.com"],
    ['"Sales, daily" <reports@example.com>', "reports@example.com"],
    ['"a <b@example.com>" <reports@example.com>', "reports@example.com"],
  ])("of a sender may be %s", (sender, address) => {
    const read = parseOne({ sender })?.sender;
    expect(read).toBe(sender);
    expect(addressOf(read ?? "")).toBe(address);
  });

  test.each([
    "Sales, daily <reports@example.com>",
    "Report <a@example.com> <b@example.com>",
    "Report\r\nBcc: x@example.com <reports@example.com>",
    '"a" b" <reports@example.com>',
    "<reports@example.com",
    "Report <reports>",
    " <reports@example.com>",
  ])("of a sender may not be %j", (sender) => {
    expect(complaint(() => parseOne({ sender }))).toContain("sender is");
  });
});

describe("the list of reports", () => {
  test.each([
    [undefined, "reports.json: found nothing instead of a non-empty array of reports."],
    [[], "reports.json: found [] instead of a non-empty array of reports."],
    [{ id: "a" }, 'reports.json: found {"id":"a"} instead of a non-empty array of reports.'],
    [null, "reports.json: found null instead of a non-empty array of reports."],
  ])("may not be %j", (input, expected) => {
    expect(complaint(() => parseReportDefinitions(input, "reports.json"))).toBe(expected);
  });

  it("is refused if it holds an id twice", () => {
    const message = complaint(() => parse(smallest, { ...smallest, id: "other" }, smallest));
    expect(message).toContain('report 3: id is "support" as in report 1; it must be a name of its own');
  });
});

describe("assertMailable", () => {
  const mailable = (fields: object) => () => parse({ ...smallest, ...fields }).forEach(assertMailable);

  it("throws for a report with recipients and no sender", () => {
    const message = complaint(mailable({ recipients: ["a@example.com"] }));
    expect(message).toContain('report "support": sender is missing, but there are recipients; it must be an address');
  });

  it("accepts a report without recipients and sender", () => {
    expect(mailable({})).not.toThrow();
    expect(mailable({ recipients: ["a@example.com"], sender: "b@example.com" })).not.toThrow();
  });
});

describe("the title's 120 characters", () => {
  test.each([
    ["letters", "я".repeat(120)],
    ["letters of two units", "𝐀".repeat(120)],
    ["letters with a mark of their own", "и\u0306".repeat(120)],
    ["an emoji of eleven units", `${"x".repeat(119)}👨‍👩‍👧‍👦`],
    ["flags", "🇷🇺".repeat(120)],
    ["syllables of Devanagari", "नि".repeat(120)],
  ])("are counted as people see them: %s", (_, title) => {
    expect(parseOne({ title })?.title).toBe(title);
  });
});
