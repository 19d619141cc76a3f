import { describe, expect, test } from "vitest";
import { planRuns } from "../functions/daily-report/plan-runs.ts";
import { parseReportDefinitions } from "../functions/daily-report/report-definition.ts";
import { definitionOf } from "./plain-story.ts";

const now = Date.parse("2026-03-03T04:30:05Z");
const definitions = [
  definitionOf({ id: "moscow", testDomains: ["test.example.com"] }),
  definitionOf({ id: "lima", zone: "America/Lima" }),
  definitionOf({ id: "off", enabled: false }),
];

function runsOf(event: unknown, requestId = "call-1") {
  return planRuns(event, { definitions, now, requestId }).flatMap(({ runs }) => runs);
}

function plan(event: unknown): string[] {
  return runsOf(event).map(({ definition, day }) => `${definition.id} ${day.date}`);
}

/** The `deliver` of each run that the event asks for. */
function mailing(event: unknown) {
  return runsOf(event).map(({ deliver }) => deliver);
}

describe("a scheduled event", () => {
  test("asks for the local date before the scheduled time, however late the run is", () => {
    const scheduledTime = "2026-03-02T04:30:00Z";

    expect(plan({ report: "moscow", scheduledTime })).toEqual(["moscow 2026-03-01"]);
  });

  test("asks for the date in the zone of each report", () => {
    const scheduledTime = "2026-03-03T02:00:00Z";

    expect(plan({ report: "moscow", scheduledTime })).toEqual(["moscow 2026-03-02"]);
    expect(plan({ report: "lima", scheduledTime })).toEqual(["lima 2026-03-01"]);
  });

  test("mails the recipients of the report, and skips a day that is done", () => {
    const runs = runsOf({ report: "moscow", scheduledTime: "2026-03-02T04:30:00Z" });

    expect(runs).toMatchObject([{ deliver: "daily", skipIfDone: true, force: null, dryRun: false }]);
  });
});

describe("an event on demand", () => {
  test("with force or sendTo does not skip a day that is done", () => {
    const scheduledTime = "2026-03-02T04:30:00Z";

    expect(runsOf({ report: "moscow", scheduledTime, force: true })[0]?.skipIfDone).toBe(false);
    expect(runsOf({ report: "moscow", scheduledTime, sendTo: ["a@example.com"] })[0]?.skipIfDone).toBe(false);
  });

  test("with sendTo is refused for a report without a sender", () => {
    const unsent = definitionOf({ sender: null, recipients: [], testDomains: ["example.com"] });

    expect(() => planRuns({ sendTo: ["me@example.com"] }, { definitions: [unsent], now, requestId: "x" })).toThrow(
      "whose definition names no sender",
    );
  });

  test("{} asks for every enabled report of yesterday and mails it", () => {
    expect(plan({})).toEqual(["moscow 2026-03-02", "lima 2026-03-01"]);
    expect(runsOf({})).toMatchObject([{ deliver: "daily", skipIfDone: false }, { deliver: "daily" }]);
  });

  test("can name a day and a report, even one that is not enabled", () => {
    expect(plan({ report: "off", date: "2026-01-05" })).toEqual(["off 2026-01-05"]);
  });

  test("mails a day that is not due only with mail", () => {
    expect(mailing({ report: "moscow", date: "2026-03-02" })).toEqual(["daily"]);
    expect(mailing({ report: "moscow", date: "2026-03-01" })).toEqual(["none"]);
    expect(mailing({ report: "moscow", date: "2026-03-01", mail: true })).toEqual(["revision"]);
  });

  test("with from and to asks for every day between them, and mails only with mail", () => {
    const stretch = { from: "2026-02-28", to: "2026-03-01" };

    expect(plan(stretch)).toEqual(["moscow 2026-02-28", "lima 2026-02-28", "moscow 2026-03-01", "lima 2026-03-01"]);
    expect(mailing({ ...stretch, report: "moscow" })).toEqual(["none", "none"]);
    expect(mailing({ report: "moscow", from: "2026-03-02", to: "2026-03-02" })).toEqual(["none"]);
    expect(mailing({ ...stretch, report: "moscow", mail: true })).toEqual(["revision", "revision"]);
  });

  test("with from and to leaves out a day that the zone skipped", () => {
    const apia = [definitionOf({ id: "apia", zone: "Pacific/Apia" })];
    const plans = planRuns({ from: "2011-12-29", to: "2011-12-31" }, { definitions: apia, now, requestId: "x" });

    expect(plans.map(({ date, runs }) => [date, runs.length])).toEqual([
      ["2011-12-29", 1],
      ["2011-12-30", 0],
      ["2011-12-31", 1],
    ]);
  });

  test("with from and to is refused for more than a year", () => {
    expect(plan({ report: "moscow", from: "2024-01-01", to: "2024-12-31" })).toHaveLength(366);
    expect(() => plan({ from: "2023-12-31", to: "2024-12-31" })).toThrow("asks for more than 366 days");
  });

  test("with sendTo mails only those addresses, in a delivery of the request", () => {
    const [first, retry, other] = ["call-1", "call-1", "call-2"].map(
      (id) => runsOf({ report: "moscow", sendTo: ["Me@Example.com"] }, id)[0],
    );

    expect(first?.deliver).toEqual({
      name: expect.stringMatching(/^to-[0-9a-f]{16}$/),
      recipients: ["Me@Example.com"],
    });
    expect(retry?.deliver).toEqual(first?.deliver);
    expect(other?.deliver).not.toEqual(first?.deliver);
  });

  test("with sendTo accepts addresses at the domains of the recipients and the test domains", () => {
    expect(mailing({ report: "moscow", sendTo: ["me@test.example.com"] })).toHaveLength(1);
    expect(() => plan({ report: "lima", sendTo: ["me@test.example.com"] })).toThrow(
      "sends report lima to an address at test.example.com; its domains are: example.com (see testDomains)",
    );
  });

  test.each([
    ["почта.рф", "Me@почта.рф"],
    ["почта.рф", "Me@xn--80a1acny.xn--p1ai"],
    ["xn--80a1acny.xn--p1ai", "Me@ПОЧТА.РФ"],
    ["XN--80A1ACNY.xn--p1ai", "Me@почта.рф"],
  ])("the test domain %s is that of %s, in whichever script", (domain, address) => {
    const definitions = [definitionOf({ testDomains: [domain] })];
    const [plan] = planRuns({ sendTo: [address] }, { definitions, now, requestId: "x" });

    expect(plan?.runs[0]?.deliver).toMatchObject({ recipients: ["Me@xn--80a1acny.xn--p1ai"] });
  });

  test("with sendTo refuses a domain that only looks like a domain of the recipients", () => {
    expect(() => plan({ report: "moscow", sendTo: ["me@ехаmрlе.com"] })).toThrow(
      "sends report moscow to an address at xn--ml-6kctd8d6a.com; its domains are: example.com",
    );
  });

  test("with sendTo accepts every address that a definition accepts, and mails each once", () => {
    const sendTo = ["o'neil@example.com", "boss@почта.рф", "O'Neil@example.com", "boss@xn--80a1acny.xn--p1ai"];
    const definitions = [definitionOf({ recipients: sendTo.slice(0, 2) })];
    const [plan] = planRuns({ sendTo }, { definitions, now, requestId: "x" });

    const recipients = ["o'neil@example.com", "boss@xn--80a1acny.xn--p1ai"];
    expect(definitions[0]?.recipients).toEqual(recipients);
    expect(plan?.runs[0]?.deliver).toMatchObject({ recipients });
  });

  test("with force has a key that is the same over all retries of the request", () => {
    const forced = (event: object, id: string) => runsOf({ report: "moscow", force: true, ...event }, id)[0]?.force;

    expect(forced({}, "call-1")).toMatch(/^[0-9a-f]{16}$/);
    expect(forced({}, "call-1")).toBe(forced({}, "call-1"));
    expect(forced({}, "call-1")).not.toBe(forced({}, "call-2"));
    expect(forced({ requestKey: "mine" }, "call-1")).toBe(forced({ requestKey: "mine" }, "call-2"));
    expect(mailing({ report: "moscow", force: true })).toEqual(["revision"]);
    expect(mailing({ report: "moscow", force: true, date: "2026-02-01" })).toEqual(["none"]);
  });
});

describe("an event is refused with the name of the field:", () => {
  test.each([
    [{ report: "nope" }, 'There is no report "nope"; the reports are: moscow, lima, off.'],
    [{ report: "" }, "has a wrong report; it must be text that is not empty"],
    [{ date: "2026-03-03" }, "The day 2026-03-03 is not over in Europe/Moscow, where it is 2026-03-03"],
    [{ date: "2027-01-01" }, "The day 2027-01-01 is not over"],
    [{ report: "moscow", from: "2026-03-01", to: "2026-03-03" }, "The day 2026-03-03 is not over"],
    [{ date: "2026-02-30" }, '"2026-02-30" is not a date'],
    [{ date: 20260301 }, 'has a wrong date; it must be a date such as "2026-03-02"'],
    [{ date: ["2026-03-01"] }, "has a wrong date"],
    [{ from: "2026-03-01" }, "gives one of from and to"],
    [{ from: "2026-03-02", to: "2026-03-01" }, "asks from 2026-03-02 to 2026-03-01, which is before"],
    [{ from: "2026-02-30", to: "2026-03-01" }, '"2026-02-30" is not a date'],
    [{ date: "2026-03-01", from: "2026-03-01", to: "2026-03-01" }, "gives both date and from"],
    [{ day: "2026-03-01" }, 'has an unknown field "day"; the fields are report, date, period, from, to'],
    [{ mail: "yes" }, "has a wrong mail; it must be true or false"],
    [{ sendTo: "me@example.com" }, "has a wrong sendTo; it must be a list of e-mail addresses"],
    [{ sendTo: [] }, "has a wrong sendTo"],
    [{ sendTo: ["me@example.com\r\nBcc: x@example.com"] }, "has a wrong sendTo"],
    [
      { sendTo: ["me@localhost"] },
      'has a wrong sendTo; it must be a list of e-mail addresses such as ["me@example.com"].',
    ],
    [
      { sendTo: ["me@example.com", "почта@example.com"] },
      'has a wrong sendTo; it must be a list of e-mail addresses with only ASCII characters before the "@", since the mail',
    ],
    [{ sendTo: ["me@example.com"], mail: true }, "gives both mail and sendTo"],
    [{ dryRun: true, force: true }, "gives both dryRun and force"],
    [{ scheduledTime: "soon" }, "has a wrong scheduledTime"],
    [{ scheduledTime: "2026-03-02T04:30:00+00" }, "has a wrong scheduledTime"],
    [{ scheduledTime: "2026-02-31T04:30:00Z" }, "has a wrong scheduledTime"],
    [{ scheduledTime: "2026-03-02T04:30:00Z", dryRun: true }, "gives both scheduledTime and dryRun"],
    [{ scheduledTime: "2026-03-02T04:30:00Z", date: "2026-03-01" }, "gives both date and scheduledTime"],
    [JSON.parse('{"__proto__": {"report": "moscow"}}'), 'has an unknown field "__proto__"'],
    [[], "is not an object of options"],
    [null, "is not an object of options"],
    ["{}", "is not an object of options"],
  ])("%j", (event, message) => {
    expect(() => plan(event)).toThrow(message);
  });
});

describe("the sentence that says how to run it again", () => {
  const sendTo = ["me@test.example.com"];

  test.each<[string, Record<string, unknown>]>([
    ["a schedule", { report: "moscow", scheduledTime: "2026-02-20T04:30:00Z", attempt: "2" }],
    ["a schedule, by force", { report: "moscow", scheduledTime: "2026-03-03T04:30:00Z", force: true }],
    ["everything of yesterday", {}],
    ["one report of yesterday", { report: "moscow" }],
    ["yesterday by its date", { report: "moscow", date: "2026-03-02" }],
    ["yesterday, mailed", { report: "moscow", mail: true }],
    ["yesterday in a dry run", { report: "moscow", dryRun: true }],
    ["yesterday by force", { report: "moscow", force: true }],
    ["another day", { report: "lima", date: "2026-01-15" }],
    ["another day, mailed by force", { report: "lima", date: "2026-01-15", mail: true, force: true }],
    ["a test mail", { report: "moscow", date: "2026-01-15", sendTo }],
    ["a test mail by a key of its own", { report: "moscow", sendTo, requestKey: "mine" }],
  ])("names an event that does the same at any later time, for %s", (_, event) => {
    for (const { definition, day, repeatHint, ...how } of runsOf(event)) {
      const [, json = ""] = /^To run it again: (\{.*\})( with the same sendTo)?\.$/.exec(repeatHint) ?? [];
      const repeated = { ...JSON.parse(json), ...(event.sendTo !== undefined && { sendTo }) };
      const later = { definitions, now: now + 5 * 86_400_000, requestId: "call-2" };
      const [run, ...more] = planRuns(repeated, later).flatMap(({ runs }) => runs);

      expect(repeatHint).not.toContain("@");
      expect([run?.definition.id, run?.day.date, more.length]).toEqual([definition.id, day.date, 0]);
      expect([run?.force, run?.dryRun]).toEqual([how.force, how.dryRun]);
      // A dry run mails nobody, whatever the event says.
      if (!how.dryRun) expect(run?.deliver).toEqual(how.deliver);
    }
    expect(runsOf(event).length).toBeGreaterThan(0);
  });

  test("names the rest of a range of days, from the day that failed", () => {
    const [, second] = runsOf({ report: "moscow", from: "2026-01-01", to: "2026-01-31" });

    expect(second?.repeatHint).toBe('To run it again: {"report":"moscow","from":"2026-01-02","to":"2026-01-31"}.');
  });
});

describe("the call of a run", () => {
  test("has the id of the request, the scheduled time and the attempt of the scheduler", () => {
    const scheduledTime = "2026-03-02T04:30:00Z";

    expect(runsOf({ report: "moscow", scheduledTime, attempt: "3" }, "call-9")[0]?.call).toEqual({
      ...{ requestId: "call-9", scheduledTime, attempt: 3 },
    });
    expect(runsOf({ report: "moscow" }, "call-9")[0]?.call).toEqual({
      ...{ requestId: "call-9", scheduledTime: null, attempt: null },
    });
  });

  test.each([1.5, "one", "", "1e3", "<aws.scheduler.attempt-number>", null, true, {}])(
    "%j tells no try of a schedule, and keeps nobody from their report",
    (attempt) => {
      expect(runsOf({ report: "moscow", attempt })[0]?.call.attempt).toBeNull();
    },
  );

  test.each(["for someone@example.com", "", "x".repeat(101), 7])("the request key %j is refused", (requestKey) => {
    expect(() => runsOf({ report: "moscow", force: true, requestKey })).toThrow(
      "The event has a wrong requestKey; it must be 1 to 100 letters, digits and . : _ -.",
    );
  });
});

describe("a report of weeks or months", () => {
  const all = parseReportDefinitions(
    [
      { id: "daily", zone: "America/New_York" },
      { id: "weekly", period: "week", of: "daily" },
      { id: "monthly", period: "month", of: "daily", enabled: false },
    ],
    "test",
  );
  // Monday, 2 November 2026, 07:30 in New York, the day after its clocks were set back.
  const now = Date.parse("2026-11-02T12:30:00Z");
  const runsOf = (event: unknown) =>
    planRuns(event, { definitions: all, now, requestId: "call-1" }).flatMap(({ runs }) => runs);
  const plan = (event: unknown) =>
    runsOf(event).map(({ definition, day, period }) => `${definition.id} ${period?.name ?? day.date}`);

  test.each<[object, string[]]>([
    [{}, ["daily 2026-11-01"]],
    [{ scheduledTime: "2026-11-02T12:30:00Z" }, ["daily 2026-11-01"]],
    [{ date: "2026-10-25" }, ["daily 2026-10-25"]],
    [{ report: "weekly" }, ["weekly 2026-W44"]],
    [{ report: "monthly" }, ["monthly 2026-10"]],
    [{ report: "weekly", scheduledTime: "2026-11-02T12:30:00Z" }, ["weekly 2026-W44"]],
    // In New York it is still Sunday.
    [{ report: "weekly", scheduledTime: "2026-11-02T04:59:59Z" }, ["weekly 2026-W43"]],
    [{ report: "weekly", scheduledTime: "2026-01-05T12:30:00Z" }, ["weekly 2026-W01"]],
    [{ report: "weekly", scheduledTime: "2021-01-04T12:30:00Z" }, ["weekly 2020-W53"]],
    [{ report: "monthly", scheduledTime: "2026-11-01T04:00:00Z" }, ["monthly 2026-10"]],
    [{ report: "monthly", scheduledTime: "2026-01-01T12:30:00Z" }, ["monthly 2025-12"]],
    [{ report: "weekly", period: "2020-W53" }, ["weekly 2020-W53"]],
    [{ report: "monthly", period: "2026-02" }, ["monthly 2026-02"]],
    [{ report: "weekly", date: "2026-10-25" }, ["weekly 2026-W43"]],
    [{ report: "monthly", date: "2026-10-25" }, ["monthly 2026-10"]],
    [
      { report: "weekly", from: "2026-10-06", to: "2026-10-26" },
      ["weekly 2026-W42", "weekly 2026-W43", "weekly 2026-W44"],
    ],
    // November is not over.
    [{ report: "monthly", from: "2026-08-02", to: "2026-11-30" }, ["monthly 2026-09", "monthly 2026-10"]],
    [{ from: "2026-10-31", to: "2026-11-01" }, ["daily 2026-10-31", "daily 2026-11-01"]],
  ])("is planned by %j as %j", (event, expected) => {
    expect(plan(event)).toEqual(expected);
  });

  test("covers the whole time of its days", () => {
    const [run] = runsOf({ report: "weekly" });

    expect(run?.day).toMatchObject({ date: "2026-10-26", hours: 169, to: Date.parse("2026-11-02T05:00Z") });
  });

  test("is mailed to its readers if it is the last one, and otherwise only with mail", () => {
    const deliver = (event: object) => runsOf({ report: "weekly", ...event }).map(({ deliver }) => deliver);

    expect(deliver({})).toEqual(["daily"]);
    expect(deliver({ period: "2026-W44" })).toEqual(["daily"]);
    expect(deliver({ date: "2026-10-28" })).toEqual(["daily"]);
    expect(deliver({ period: "2026-W43" })).toEqual(["none"]);
    expect(deliver({ period: "2026-W43", mail: true })).toEqual(["revision"]);
    expect(deliver({ from: "2026-10-26", to: "2026-10-26" })).toEqual(["none"]);
  });

  test.each<[object, string]>([
    [{ report: "weekly" }, '{"report":"weekly","scheduledTime":"2026-11-02T12:30:00.000Z"}'],
    [{ report: "weekly", period: "2026-W43" }, '{"report":"weekly","period":"2026-W43"}'],
    [{ report: "monthly", date: "2026-09-09" }, '{"report":"monthly","period":"2026-09"}'],
    [
      { report: "weekly", from: "2026-10-20", to: "2026-10-31" },
      '{"report":"weekly","from":"2026-10-26","to":"2026-10-31"}',
    ],
  ])("of the event %j is repeated by %s", (event, repeated) => {
    expect(runsOf(event)[0]?.repeatHint).toBe(`To run it again: ${repeated}.`);
    expect(plan(JSON.parse(repeated))).toEqual(plan(event));
  });

  test.each<[object, string]>([
    [
      { report: "weekly", period: "2026-W45" },
      "The week 2026-W45 is not over in America/New_York, where it is 2026-11-02; ask for an earlier week.",
    ],
    [
      { report: "monthly", date: "2026-11-01" },
      "The month 2026-11 is not over in America/New_York, where it is 2026-11-02; ask for an earlier month.",
    ],
    [{ report: "weekly", period: "2026-W54" }, '"2026-W54" is not an ISO week; give one such as "2026-W48".'],
    [{ report: "weekly", period: "2026-10" }, '"2026-10" is not an ISO week; give one such as "2026-W48".'],
    [{ report: "monthly", period: "2026-13" }, '"2026-13" is not a month; give one such as "2026-11".'],
    [{ report: "weekly", date: "2026-02-30" }, '"2026-02-30" is not a date; give a real one as YYYY-MM-DD.'],
    [
      { report: "weekly", period: "last" },
      'The event has a wrong period; it must be an ISO week such as "2026-W48" or a month such as "2026-11".',
    ],
    [
      { report: "daily", period: "2026-W43" },
      "The event asks report daily for the period 2026-W43, but that is a daily report; give a date.",
    ],
    [{ period: "2026-W43" }, "The event names a period but no report; name a report of weeks or months."],
    [
      { report: "weekly", period: "2026-W43", date: "2026-10-20" },
      "The event gives both period and date; give one of them.",
    ],
  ])("is refused for %j by one sentence", (event, sentence) => {
    expect(() => plan(event)).toThrow(sentence);
  });
});
