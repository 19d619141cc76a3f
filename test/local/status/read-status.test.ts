import { describe, expect, test } from "vitest";
import { answerCall } from "../../../functions/daily-report/answer-call.ts";
import { ReportError } from "../../../functions/daily-report/domain/report-error.ts";
import { parseReportDefinitions, type ReportDefinition } from "../../../functions/daily-report/report-definition.ts";
import { dueSpan } from "../../../functions/daily-report/report-span.ts";
import { dueLast, dueOf, dueTimeFor, groupOf } from "../../../local/status/due-of-day.ts";
import { readStatus } from "../../../local/status/read-status.ts";
import { statusAsText } from "../../../local/status/status-as-text.ts";
import { definitionOf } from "../../plain-story.ts";
import { handled } from "../../session-rows.ts";
import { type StoryWorld, storyWorld } from "../../story-world.ts";

const definition = definitionOf({ restateDays: 0 });
const DUE = Date.parse("2026-03-03T04:30:00Z");
const HOUR = 3_600_000;
/** SHA-256 of a@example.com and b@example.com, 32 digits. */
const [A, B] = ["08168cd80dfd534ab0f10af10f1303fe", "e8f39b3e1382367d6d41ab34dc270d4e"];

function questionAt(now: number, chosen: ReportDefinition = definition) {
  const group = groupOf([chosen], chosen.id);
  const span = dueSpan(chosen, DUE);
  return { definition: chosen, span, due: group && dueOf(chosen, group, { span, now }), now };
}

const scheduled = { schedule: "daily-0730-europe-moscow", scheduledTime: "2026-03-03T04:30:00Z" };

function run(world: StoryWorld) {
  return answerCall(scheduled, { definitions: [definition], world, requestId: "request", timeLeft: () => 900_000 });
}

const failing = (code: string) => () => Promise.reject(new ReportError(code, "It failed."));

describe("the status of a report", () => {
  test("of a day that is done names the revision and the mail of each reader by hash", async () => {
    const world = await storyWorld([handled()]);
    await run(world);

    const status = await readStatus(world.archive, questionAt(DUE + HOUR / 2));

    expect(status).toMatchObject({ state: "done", due: "2026-03-03T04:30:00.000Z", nextTry: null, event: null });
    expect(status).toMatchObject({ revision: 1, restatedFor: null, tries: 1, lastError: null });
    // The world's mailer returns a place with a space in it, which is no message id.
    const sent = { delivery: "daily", fate: "sent", revision: 1, messageId: null };
    expect(status.mails).toEqual([
      { ...sent, reader: A },
      { ...sent, reader: B },
    ]);
  });

  test("says before it is due that nothing is missing", async () => {
    const { archive } = await storyWorld();

    const status = await readStatus(archive, questionAt(DUE - 1));

    expect(status).toMatchObject({ state: "not due yet", tries: 0, nextTry: "2026-03-03T04:30:00.000Z", event: null });
  });

  test("names the error of the last try, the next try, and the event that makes the day now", async () => {
    const world = await storyWorld();
    await run({ ...world, source: { readDay: failing("DOWN") } }).catch(() => {});

    const status = await readStatus(world.archive, questionAt(DUE + HOUR / 2));

    expect(status).toMatchObject({ state: "tried again", lastError: "DOWN", tries: 1, revision: null });
    expect(status.nextTry).toBe("2026-03-03T05:30:00.000Z");
    expect(status.event).toEqual({ report: "support", scheduledTime: "2026-03-03T04:30:00.000Z" });
    expect(status.mails.map(({ fate }) => fate)).toEqual(["none", "none"]);
  });

  test("calls a day missing when no try is left, and its event then makes it", async () => {
    const world = await storyWorld([handled()]);
    await run({ ...world, source: { readDay: failing("DOWN") } }).catch(() => {});
    const question = questionAt(DUE + 3 * HOUR);

    const missing = await readStatus(world.archive, question);
    expect([missing.state, missing.nextTry]).toEqual(["missing", null]);
    await answerCall(missing.event, { definitions: [definition], world, requestId: "2", timeLeft: () => 900_000 });

    expect((await readStatus(world.archive, question)).state).toBe("done");
    expect(world.mails).toHaveLength(2);
  });

  test("calls a day done that was made and mailed on demand", async () => {
    const world = await storyWorld([handled()]);
    world.time.now = DUE + 30 * HOUR;
    const event = { report: "support", date: "2026-03-02", mail: true };
    await answerCall(event, { definitions: [definition], world, requestId: "2", timeLeft: () => 900_000 });

    expect(await readStatus(world.archive, questionAt(world.time.now))).toMatchObject({ state: "done", event: null });
    const more = { ...definition, recipients: [...definition.recipients, "c@example.com"] };
    expect((await readStatus(world.archive, questionAt(world.time.now, more))).state).toBe("missing");
  });

  test("of a report without readers is not done before a schedule has made it, as the watchdog sees it", async () => {
    const world = await storyWorld([handled()]);
    const silent = { ...definition, recipients: [], sender: null };
    const event = { report: "support", date: "2026-03-02" };
    await answerCall(event, { definitions: [silent], world, requestId: "1", timeLeft: () => 900_000 });

    expect((await readStatus(world.archive, questionAt(DUE + HOUR / 2, silent))).state).toBe("tried again");
  });

  test("calls a report new that the stack got after it was due, also when the watchdog came", async () => {
    const world = await storyWorld([handled()]);
    const later = DUE + 6 * HOUR;
    const before = await readStatus(world.archive, questionAt(later));
    const watch = { watch: scheduled.schedule, scheduledTime: "2026-03-03T09:30:00Z" };
    await answerCall(watch, { definitions: [definition], world, requestId: "2", timeLeft: () => 900_000 });

    const after = await readStatus(world.archive, questionAt(later));

    expect(before).toMatchObject({ state: "new", firstDue: "2026-03-04T04:30:00.000Z", nextTry: null, event: null });
    expect(after).toEqual(before);
    const [headline] = statusAsText([{ status: after, zone: "Europe/Moscow" }], null, "fn").split("\n");
    expect(headline).toBe("support 2026-03-02: new; first due at 2026-03-04 07:30 Europe/Moscow");
  });

  test.each([
    ["the day that was due before was tried", "2026-03-01/tries.json", { state: "missing", firstDue: null }],
    ["nothing was tried for days, as after a stop", "2026-02-20/done.json", { state: "missing", firstDue: null }],
    ["the stack got the report later", "2026-03-05/tries.json", { state: "new", firstDue: null }],
  ])("when %s, tells a missed day from a new report", async (_, mark, expected) => {
    const { archive } = await storyWorld();
    await archive.put(`ledger/support/${mark}`, Buffer.from("{}"), "application/json");

    expect(await readStatus(archive, questionAt(DUE + 6 * HOUR))).toMatchObject(expected);
  });

  test("tells apart mails that were refused, are to be tried again, being sent, unconfirmed and unreadable", async () => {
    const { archive } = await storyWorld();
    const put = (reader: string, file: string, mark: unknown) =>
      archive.put(`ledger/support/2026-03-02/daily/${reader}/${file}`, Buffer.from(JSON.stringify(mark)), "");
    const reader = (digit: string) => digit.repeat(32);
    const claim = { revision: 2, until: DUE, unconfirmed: 0 };
    await put(reader("1"), "claim-1.json", claim);
    await put(reader("1"), "failed.json", { claim: 1, fate: "refused", request: "r" });
    await put(reader("2"), "claim-1.json", claim);
    await put(reader("2"), "failed.json", { claim: 1, fate: "later", request: "r" });
    await put(reader("3"), "claim-1.json", { ...claim, until: DUE + 2 });
    await put(reader("4"), "claim-1.json", claim);
    await put(reader("5"), "sent.json", { revision: 1, place: "0100-abc" });
    await archive.put(`ledger/support/2026-03-02/daily/${reader("6")}/sent.json`, Buffer.from("{"), "");

    const { mails } = await readStatus(archive, questionAt(DUE + 1, { ...definition, recipients: [] }));

    expect(mails.map(({ fate, revision, messageId }) => [fate, revision, messageId])).toEqual([
      ["refused", 2, null],
      ["later", 2, null],
      ["being sent", 2, null],
      ["unconfirmed", 2, null],
      ["sent", 1, "0100-abc"],
      ["unreadable", null, null],
    ]);
  });

  test.each([
    ["by the schedule", scheduled],
    ["on demand", { report: "support", date: "2026-03-02", mail: true }],
  ])(
    "of a day that was done %s and whose files were deleted says so, and its event makes the day again",
    async (_, event) => {
      const world = await storyWorld([handled()]);
      const call = (asked: unknown, requestId: string) =>
        answerCall(asked, { definitions: [definition], world, requestId, timeLeft: () => 900_000 });
      await call(event, "1");
      const keys = await world.archive.list("reports/support/");
      for (const key of keys) await world.archive.remove(key);

      const gone = await readStatus(world.archive, questionAt(DUE + 6 * HOUR));
      const text = statusAsText([{ status: gone, zone: "Europe/Moscow" }], null, "fn").split("\n");
      await call(gone.event, "2");

      expect(gone).toMatchObject({ state: "files gone", revision: null, nextTry: null });
      expect(text[0]).toBe("support 2026-03-02: done, but its files are gone");
      expect(text).toContain("  last error none");
      expect(text).toContain(
        "  revision   none any more: docs/operations.md, Restore a deleted day; or run the command below",
      );
      expect(text).toContain(
        "  run        npm run invoke -- --function fn --report support --from 2026-03-02 --to 2026-03-02",
      );
      expect(text).toContain('  or send    {"report":"support","from":"2026-03-02","to":"2026-03-02"}');
      expect(await readStatus(world.archive, questionAt(DUE + 6 * HOUR))).toMatchObject({ state: "done", revision: 2 });
      expect(world.mails).toHaveLength(2);
    },
  );

  test("has one line for a reader who was mailed on demand only, and no daily mail that is still to come", async () => {
    const world = await storyWorld([handled()]);
    world.time.now = DUE + 30 * HOUR;
    const event = { report: "support", date: "2026-03-02", mail: true };
    await answerCall(event, { definitions: [definition], world, requestId: "2", timeLeft: () => 900_000 });
    const more = { ...definition, recipients: ["c@example.com", ...definition.recipients] };

    const { mails } = await readStatus(world.archive, questionAt(world.time.now, more));

    expect(mails.map(({ reader, delivery, fate }) => [reader, delivery, fate])).toEqual([
      [expect.any(String), "daily", "none"],
      [A, "r1", "sent"],
      [B, "r1", "sent"],
    ]);
  });

  test.each([
    ["r2", 2, ["sent"]],
    ["r1", 1, ["sent"]],
    ["r1", 0, ["later", "sent"]],
    ["to-1", 2, ["later", "sent"]],
  ])(
    "of a daily mail to be tried again, next to one of %s with revision %i, tells what is still open",
    async (name, sent, fates) => {
      const { archive } = await storyWorld();
      const put = (path: string, mark: unknown) =>
        archive.put(`ledger/support/2026-03-02/${path}.json`, Buffer.from(JSON.stringify(mark)), "");
      await put(`daily/${A}/claim-1`, { revision: 1, until: DUE, unconfirmed: 0 });
      await put(`daily/${A}/failed`, { claim: 1, fate: "later", request: "r" });
      await put(`${name}/${A}/sent`, { revision: sent, place: "0100-abc" });

      const { mails } = await readStatus(
        archive,
        questionAt(DUE + 1, { ...definition, recipients: ["a@example.com"] }),
      );

      expect(mails.map(({ fate }) => fate)).toEqual(fates);
    },
  );

  test("of a report that no schedule makes names its day in the event", async () => {
    const { archive } = await storyWorld();

    const status = await readStatus(archive, questionAt(DUE + HOUR, { ...definition, enabled: false }));

    expect(status).toMatchObject({ state: "not made", due: null });
    expect(status.event).toEqual({ report: "support", date: "2026-03-02", mail: true });
  });
});

describe("the time at which a day is due", () => {
  const workdays = definitionOf({ weekdays: ["mon", "tue", "wed", "thu", "fri"] });
  const group = groupOf([workdays], "support");
  const dueOf = (date: string) => {
    const due = group && dueTimeFor(workdays, group, dueSpan(workdays, Date.parse(`${date}T12:00:00Z`) + 24 * HOUR));
    return due === null ? null : new Date(due).toISOString();
  };

  test.each([
    // A Thursday, Friday, Saturday and Sunday.
    ["2026-03-05", "2026-03-06T04:30:00.000Z"],
    ["2026-03-06", null],
    ["2026-03-07", null],
    ["2026-03-08", "2026-03-09T04:30:00.000Z"],
  ])("of workdays, for %s, is %s", (date, due) => {
    expect(dueOf(date)).toBe(due);
  });

  test("of months is that of the month after it", () => {
    const [, monthly] = parseReportDefinitions(
      [
        { id: "daily", zone: "Europe/Moscow" },
        { id: "monthly", period: "month", of: "daily", at: "09:00", monthDay: 28 },
      ],
      "test",
    );
    const months = monthly ? groupOf([monthly], "monthly") : null;
    if (!monthly || !months) throw new Error("no monthly report");

    const due = dueTimeFor(monthly, months, dueSpan(monthly, Date.parse("2026-03-28T12:00:00Z")));

    expect(new Date(due ?? 0).toISOString()).toBe("2026-03-28T06:00:00.000Z");
  });
});

describe("what was due last", () => {
  test("names the day before and the next time, over days on which nothing is due", () => {
    const monday = definitionOf({ weekdays: ["mon"] });
    const { span, due } = dueLast(monday, [monday], Date.parse("2026-03-03T12:00:00Z"));

    expect(span.day.date).toBe("2026-03-01");
    expect(due?.dateBefore).toBe("2026-02-22");
    expect(new Date(due?.next ?? 0).toISOString()).toBe("2026-03-09T04:30:00.000Z");
  });

  test("names the next time also if the clocks change before it, and a day has 23 hours", () => {
    const berlin = definitionOf({ zone: "Europe/Berlin" });
    const { due } = dueLast(berlin, [berlin], Date.parse("2026-03-28T06:00:00Z"));

    expect(new Date(due?.next ?? 0).toISOString()).toBe("2026-03-28T06:30:00.000Z");
  });

  test("is nothing for a report that no schedule makes", () => {
    const off = definitionOf({ enabled: false });

    expect(dueLast(off, [off], DUE)).toMatchObject({ span: { day: { date: "2026-03-02" } }, due: null });
  });
});

describe("the status as text", () => {
  test("shows times in the report's zone, the command to run and the links, and no address", async () => {
    const world = await storyWorld();
    await run({ ...world, source: { readDay: failing("DOWN") } }).catch(() => {});
    const status = await readStatus(world.archive, questionAt(DUE + HOUR / 2));

    const text = statusAsText(
      [{ status, zone: "Europe/Moscow" }],
      { log: "https://log", queue: "https://queue" },
      "fn",
    );

    expect(text.split("\n")).toEqual([
      "support 2026-03-02: tried again (DOWN)",
      "  due        2026-03-03 07:30 Europe/Moscow",
      "  tries      1, the last began 2026-03-03 07:30",
      "  next try   2026-03-03 08:30",
      "  last error DOWN (docs/errors.md)",
      "  revision   none",
      `  mails      ${A.slice(0, 12)} not sent yet`,
      `             ${B.slice(0, 12)} not sent yet`,
      "  run        npm run invoke -- --function fn --report support --date 2026-03-02 --mail",
      '  or send    {"report":"support","scheduledTime":"2026-03-03T04:30:00.000Z"}',
      "",
      "log    https://log",
      "queue  https://queue",
    ]);
    expect(text).not.toContain("@");
  });
});
