import { describe, expect, test } from "vitest";
import { type Answer, answerCall, type Call } from "../functions/daily-report/answer-call.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import type { MailFate, OutgoingMail, SessionQuery } from "../functions/daily-report/ports.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { definitionOf } from "./plain-story.ts";
import { handled, lost } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

// The clock of the world shows 2026-03-03 07:30 in Moscow. Its sessions are from 2026-03-02, the day that is due.
const definitions = [1, 2, 3].map((companyId) => definitionOf({ id: `r${companyId}`, companyId, restateDays: 0 }));
const schedule = "daily-0730-europe-moscow";
const atHour = (hour: number) => ({
  schedule,
  scheduledTime: `2026-03-03T${String(hour).padStart(2, "0")}:30:00Z`,
  attempt: "1",
});
const [first, second, last] = [atHour(4), atHour(5), atHour(7)];

function ask(event: unknown, world: World, call: Partial<Call> = {}): Promise<Answer> {
  return answerCall(event, { definitions, world, requestId: "request-1", timeLeft: () => 900_000, ...call });
}

const openWorld = () => storyWorld([handled(), lost()]);
const statuses = ({ runs }: Answer) => runs.map(({ report, date, status }) => `${report} ${date} ${status}`);

/** The same world, whose readings do first what the test says. */
function withReading(world: World, before: (query: SessionQuery) => void): World {
  const readDay: World["source"]["readDay"] = async (query) => {
    before(query);
    return world.source.readDay(query);
  };
  return { ...world, source: { readDay } };
}

const down = (...companies: number[]) => {
  return ({ filters }: SessionQuery) => {
    if (companies.includes(filters.companyId ?? 0)) throw new ReportError("DOWN", "It is down.");
  };
};

/** The keys that were read, for each report. */
function watched(world: StoryWorld) {
  const reads: string[] = [];
  const get: World["archive"]["get"] = (key) => {
    reads.push(key);
    return world.archive.get(key);
  };
  const list: World["archive"]["list"] = (prefix) => {
    reads.push(prefix);
    return world.archive.list(prefix);
  };
  return { reads, world: { ...world, archive: { ...world.archive, get, list } } };
}

describe("a call of a schedule", () => {
  test("makes all reports of its group in the order of the definitions", async () => {
    const world = await openWorld();
    const others = [definitionOf({ id: "other", at: "08:00" }), definitionOf({ id: "off", enabled: false })];

    const answer = await ask(first, world, { definitions: [...definitions, ...others] });

    expect(statuses(answer)).toEqual(["r1 2026-03-02 sent", "r2 2026-03-02 sent", "r3 2026-03-02 sent"]);
    expect(world.mails).toHaveLength(6);
  });

  test("reads a finished day once at every later try, and mails nobody again", async () => {
    const world = await openWorld();
    await ask(first, world);
    const { reads, world: same } = watched(world);

    const answer = await ask(second, same, { requestId: "request-2" });

    expect(statuses(answer)).toEqual(definitions.map(({ id }) => `${id} 2026-03-02 already sent`));
    expect(reads).toEqual(definitions.map(({ id }) => `ledger/${id}/2026-03-02/done.json`));
    expect([world.queries.length, world.mails.length]).toEqual([3, 6]);
  });

  test("does not make a report without recipients again at the next try", async () => {
    const world = await openWorld();
    const call = { definitions: [definitionOf({ id: "r1", recipients: [], sender: null })] };
    await ask(first, world, call);

    expect(statuses(await ask(second, world, call))).toEqual(["r1 2026-03-02 already sent"]);
    expect(world.queries).toHaveLength(1);
  });

  test("is about the evening on which its reports were due, also after midnight", async () => {
    const world = await openWorld();
    world.time.now = Date.parse("2026-03-03T22:30:00Z");
    const call = { definitions: [definitionOf({ id: "r1", at: "22:30" })] };

    const event = { schedule: "daily-2230-europe-moscow", scheduledTime: "2026-03-03T22:30:00Z" };

    expect(statuses(await ask(event, world, call))).toEqual(["r1 2026-03-02 sent"]);
  });

  test("makes reports of weeks after the daily ones, from the days that are archived", async () => {
    const world = await openWorld();
    const daily = definitionOf({ id: "daily", weekdays: ["tue"] });
    const weekly = { ...daily, id: "weekly", period: "week" as const, of: "daily", restateDays: 0 };
    await ask({ report: "daily", date: "2026-02-23" }, world, { definitions: [daily] });

    const event = { ...first, schedule: "tue-0730-europe-moscow" };
    const answer = await ask(event, world, { definitions: [weekly, daily] });

    expect(statuses(answer)).toEqual(["daily 2026-03-02 sent", "weekly 2026-02-23 sent"]);
  });
});

describe("a call of a schedule with a report that fails", () => {
  test("makes the others, and throws at its end with report, day and code of each that failed", async () => {
    const world = await openWorld();

    await expect(ask(first, withReading(world, down(1, 3)))).rejects.toMatchObject({
      name: "ReportsFailedError",
      code: "REPORTS_FAILED",
      message: expect.stringMatching(
        /^2 of 3 reports failed: r1 of 2026-03-02 \(DOWN\), r3 of 2026-03-02 \(DOWN\)\. Report r1 of 2026-03-02 failed while reading \(ReportError\): It is down\. To run it again: \{"report":"r1","scheduledTime":"2026-03-03T04:30:00\.000Z"\}\. Report r3 .* 1 of 3 reports of that day are done\.$/,
      ),
    });

    expect(world.mails).toHaveLength(2);
  });

  test("names the time at which the reports were due in the event that makes one again, not that of the try", async () => {
    const world = await openWorld();

    await expect(ask(last, withReading(world, down(2)))).rejects.toThrow(
      'To run it again: {"report":"r2","scheduledTime":"2026-03-03T04:30:00.000Z"}.',
    );
  });

  test("makes the failed one at the next try, and asks the API for no other", async () => {
    const world = await openWorld();
    await expect(ask(first, withReading(world, down(2)))).rejects.toThrow("It is down.");
    const before = world.queries.length;

    const answer = await ask(second, world, { requestId: "request-2" });

    expect(statuses(answer).map((line) => line.slice(14))).toEqual(["already sent", "sent", "already sent"]);
    expect(world.queries.slice(before).map(({ filters }) => filters.companyId)).toEqual([2]);
  });

  test("gives a report up only with the last try", async () => {
    const world = await openWorld();
    const measures: unknown[] = [];
    for (const event of [first, second, last]) {
      await ask(event, withReading(world, down(2)), { requestId: event.scheduledTime }).catch(() => {});
      const measured = world.measured.findLast(({ report }) => report === "r2")?.measures;
      measures.push([measured?.TriesFailed, measured?.GivenUp]);
    }

    expect(measures).toEqual([
      [1, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(world.measured.findLast(({ report }) => report === "r1")?.measures).toMatchObject({
      ...{ TriesFailed: 0, GivenUp: 0, DayCompleted: 1 },
    });
  });

  test("counts its tries with the code of the last error", async () => {
    const world = await openWorld();
    const tries = async () => JSON.parse(`${await world.archive.get("ledger/r2/2026-03-02/tries.json")}`);
    await ask(first, withReading(world, down(2))).catch(() => {});
    expect(await tries()).toEqual({ tries: 1, at: "2026-03-03T04:30:00.000Z", error: "DOWN" });

    await ask(second, world);
    expect(await tries()).toEqual({ tries: 2, at: "2026-03-03T04:30:00.000Z", error: null });
  });
});

describe("a call of a schedule with a failure that may pass by itself", () => {
  /** Fails for company 2 until the clock shows that many minutes after the first try. */
  const awayFor = (world: StoryWorld, minutes: number) =>
    withReading(world, ({ filters }) => {
      const isAway = world.time.now < Date.parse(first.scheduledTime) + minutes * 60_000;
      if (filters.companyId === 2 && isAway) throw new ReportError("TWIN_UNAVAILABLE", "It is away.");
    });

  test("runs the report again after one and after two minutes", async () => {
    const world = await openWorld();

    const answer = await ask(first, awayFor(world, 3));

    expect(statuses(answer)).toEqual(["r1 2026-03-02 sent", "r2 2026-03-02 sent", "r3 2026-03-02 sent"]);
    expect(answer.left).toBeUndefined();
    expect(world.time.now).toBe(Date.parse(first.scheduledTime) + 180_000);
  });

  test("leaves the report to the next try, and throws nothing", async () => {
    const world = await openWorld();

    const answer = await ask(first, awayFor(world, 4));

    const left = { report: "r2", day: "2026-03-02", code: "TWIN_UNAVAILABLE" };
    expect([statuses(answer).length, answer.left]).toEqual([2, [left]]);
    expect(world.told.at(-1)).toEqual({ level: "warn", event: "left to the next try", facts: left });
  });

  test("throws in the last try, and on demand", async () => {
    for (const event of [last, { report: "r2", scheduledTime: first.scheduledTime }, {}]) {
      const world = await openWorld();
      await expect(ask(event, awayFor(world, 400))).rejects.toMatchObject({ code: "TWIN_UNAVAILABLE" });
      expect(world.measured.at(-1)).toEqual({ report: null, measures: { CallsFailed: 1 } });
      expect(world.time.now).toBe(Date.parse(first.scheduledTime));
    }
  });

  test("throws if another failure does not pass by itself", async () => {
    const world = await openWorld();

    await expect(ask(first, withReading(awayFor(world, 400), down(1)))).rejects.toThrow("2 of 3 reports failed");
    expect(world.measured.at(-1)).toEqual({ report: null, measures: { CallsFailed: 1 } });
  });

  test("waits only if there is time for another report", async () => {
    const world = await openWorld();

    const answer = await ask(first, awayFor(world, 3), { timeLeft: () => 170_000 });

    expect([answer.left?.length, world.time.now]).toEqual([1, Date.parse(first.scheduledTime)]);
  });
});

/** The same world, whose mail service does first what the test says. */
function withMailing(world: World, before: (mail: OutgoingMail) => void): World {
  const send: World["mailer"]["send"] = async (mail) => {
    before(mail);
    return world.mailer.send(mail);
  };
  return { ...world, mailer: { send } };
}

const mailFailure = (fate: MailFate) => Object.assign(new ReportError("MAIL_SES", `The mail is ${fate}.`), { fate });

describe("a try after one that archived the day and did not mail it to every reader", () => {
  const [report] = definitions;
  const watch = { watch: schedule, scheduledTime: "2026-03-03T09:30:00Z", attempt: "1" };

  /** A world whose mail service refuses b, or whatever the test says, and a function that sends an event there. */
  async function mailWorld(failure: MailFate | null = "refused") {
    const world = await openWorld();
    const asked: string[] = [];
    const how = { failure };
    const mailing = withMailing(world, ({ to }) => {
      asked.push(to.slice(0, 1));
      if (to === "b@example.com" && how.failure !== null) throw mailFailure(how.failure);
    });
    const call = (event: object, requestId: string) =>
      ask(event, mailing, { definitions: report ? [report] : [], requestId });
    const callsFailed = () => world.measured.filter(({ measures }) => measures.CallsFailed).length;
    return { world, asked, how, call, callsFailed };
  }

  test("mails what is left to it because the mail service was too busy, without reading the day again", async () => {
    const { world, how, call, callsFailed } = await mailWorld("later");

    const { left } = await call(first, "request-1");
    how.failure = null;
    const { runs } = await call(second, "request-2");

    expect(left).toEqual([{ report: "r1", day: "2026-03-02", code: "MAILS_LATER" }]);
    expect(runs).toMatchObject([{ status: "sent", revision: 1, mails: { sent: [{ revision: 1 }], earlier: [{}] } }]);
    expect([world.queries.length, world.mails.length, callsFailed()]).toEqual([1, 2, 0]);
  });

  test("asks the mail service once for a reader whom it refused, and throws no second time", async () => {
    const { world, asked, call, callsFailed } = await mailWorld();

    await expect(call(first, "request-1")).rejects.toMatchObject({ code: "MAILS_FAILED" });
    // Lambda's repetition, two tries, and the last try.
    const answers = [await call(first, "request-1")];
    for (const hour of [5, 6, 7]) answers.push(await call(atHour(hour), `request-${hour}`));

    expect(answers.flatMap(({ runs }) => runs)).toMatchObject(
      answers.map(() => ({ status: "already sent", mails: { sent: [], earlier: [{ revision: 1 }], refused: 1 } })),
    );
    expect(asked.join("")).toBe("ab" + "b" + "b" + "b");
    expect([world.queries.length, callsFailed()]).toEqual([1, 1]);
    expect(world.told.at(-1)).toMatchObject({ level: "info", event: "report done", facts: { mailsRefused: 1 } });
    await expect(call(watch, "watchdog")).rejects.toThrow("it was tried 5 times (MAILS_FAILED).");
  });

  test("mails the same revision to a reader who is no longer refused, although the figures are others now", async () => {
    const { world, how, call } = await mailWorld();
    await expect(call(first, "request-1")).rejects.toThrow();
    world.readings.splice(0, 1, { declared: 1, rows: [handled()] });
    how.failure = null;

    const { runs } = await call(second, "request-2");
    const { watched } = await call(watch, "watchdog");

    expect(runs).toMatchObject([{ status: "sent", revision: 1 }]);
    expect(world.mails.map(({ to, html }) => `${to} ${html}`)).toEqual([
      "a@example.com <p>r1</p>",
      "b@example.com <p>r1</p>",
    ]);
    expect(watched).toMatchObject([{ isDone: true }]);
  });

  test("throws if the mail service does not send for another reason", async () => {
    const { how, call, callsFailed } = await mailWorld();
    await expect(call(first, "request-1")).rejects.toThrow();
    how.failure = "blocked";

    await expect(call(second, "request-2")).rejects.toMatchObject({ code: "MAILS_FAILED" });
    expect(callsFailed()).toBe(2);
  });

  test("reads the day again if the revision was deleted", async () => {
    const { world, how, call } = await mailWorld();
    await expect(call(first, "request-1")).rejects.toThrow();
    for (const key of await world.archive.list("reports/")) await world.archive.remove(key);
    how.failure = null;

    const { runs } = await call(second, "request-2");

    expect(runs).toMatchObject([{ status: "sent", revision: 2 }]);
    expect(world.queries).toHaveLength(2);
  });

  test("mails no revision that was replaced and mailed on demand in the meantime", async () => {
    const { world, how, call } = await mailWorld("later");
    await call(first, "request-1");
    how.failure = null;
    await call({ report: "r1", date: "2026-03-02", force: true }, "request-of-a-person");

    const { runs } = await call(second, "request-2");

    expect(runs).toMatchObject([{ status: "archived", revision: 2, mails: { sent: [] } }]);
    expect(world.mails.map(({ to, html }) => `${to} ${html}`)).toEqual([
      "a@example.com <p>r1</p>",
      "a@example.com <p>r2</p>",
      "b@example.com <p>r2</p>",
    ]);
    expect((await call(atHour(6), "request-3")).runs).toMatchObject([{ status: "already sent" }]);
    expect(world.queries).toHaveLength(2);
  });

  test("mails the archived revision also after a run on demand that failed before it archived one", async () => {
    const { world, call, callsFailed } = await mailWorld();
    await expect(call(first, "request-1")).rejects.toThrow();
    const demand = { report: "r1", scheduledTime: first.scheduledTime };
    await expect(ask(demand, withReading(world, down(1)), { requestId: "request-of-a-person" })).rejects.toThrow(
      "down",
    );

    const { runs } = await call(second, "request-2");

    expect(runs).toMatchObject([{ revision: 1, mails: { refused: 1 } }]);
    expect([world.queries.length, callsFailed()]).toEqual([1, 2]);
  });

  test("reads for other reports only what these need", async () => {
    const { world } = await mailWorld();
    const both = [definitionOf({ id: "r1", restateDays: 0 }), definitionOf({ id: "r2", restateDays: 0 })];
    const refusing = withMailing(world, ({ list }) => {
      if (list.id === "r1") throw mailFailure("refused");
    });
    const noTables: World["drawings"]["sessionTable"] = (definition, ...rest) => {
      if (definition.id === "r1") throw new Error("r1 was read for");
      return world.drawings.sessionTable(definition, ...rest);
    };
    await expect(ask(first, refusing, { definitions: both.slice(0, 1) })).rejects.toThrow();
    const watching = { ...refusing, drawings: { ...world.drawings, sessionTable: noTables } };

    const { runs } = await ask(second, watching, { definitions: both, requestId: "request-2" });

    expect(runs.map(({ report, status }) => `${report} ${status}`)).toEqual(["r1 archived", "r2 sent"]);
  });

  test("on demand reads the day again, and throws if a reader is refused", async () => {
    const { world, call } = await mailWorld();
    await expect(call(first, "request-1")).rejects.toThrow();

    const demand = call({ report: "r1", scheduledTime: first.scheduledTime }, "request-2");

    await expect(demand).rejects.toMatchObject({ code: "MAILS_FAILED" });
    expect(world.queries).toHaveLength(2);
  });
});

describe("a call of a schedule that has no time for all reports", () => {
  /** A clock of the call that a reading of that company stops at the end of its time. */
  function slow(world: World, companyId: number) {
    let left = 900_000;
    const slowed = withReading(world, ({ filters }) => {
      if (filters.companyId === companyId) left = 100_000;
    });
    return { world: slowed, timeLeft: () => left };
  }

  test("throws, so that the next try makes the rest", async () => {
    const world = await openWorld();

    await expect(ask(first, world, slow(world, 1))).rejects.toMatchObject({
      code: "REPORTS_FAILED",
      message:
        "1 of 3 reports of that day are done. There was no time for 2 reports, the first of them r2; the next try makes them.",
    });
    // So that no alarm takes it for a failure.
    expect(world.measured.at(-1)).toEqual({ report: null, measures: { CallsContinued: 1 } });
    expect(statuses(await ask(second, world)).map((line) => line.slice(14))).toEqual(["already sent", "sent", "sent"]);
    expect(world.queries).toHaveLength(3);
  });

  test("raises no alarm either if what took the time may pass by itself, except in the last try", async () => {
    for (const [event, measures] of [
      [first, { CallsContinued: 1 }],
      [last, { CallsFailed: 1 }],
    ] as const) {
      const world = await openWorld();
      const away = withReading(world, ({ filters }) => {
        if (filters.companyId === 1) throw new ReportError("TWIN_UNAVAILABLE", "It is away.");
      });

      await expect(ask(event, away, slow(away, 1))).rejects.toThrow("There was no time for 2 reports");
      expect(world.measured.at(-1)).toEqual({ report: null, measures });
    }
  });

  test("makes reports that were tried less often first, so that one that takes all the time stops nobody", async () => {
    const world = await openWorld();
    const stuck = (requestId: string) => {
      const { world: slowed, timeLeft } = slow(withReading(world, down(1)), 1);
      return ask(first, slowed, { timeLeft, requestId });
    };

    await expect(stuck("request-1")).rejects.toThrow("There was no time for 2 reports, the first of them r2");
    expect(world.measured.at(-1)).toEqual({ report: null, measures: { CallsFailed: 1 } });
    await expect(stuck("request-2")).rejects.toThrow("2 of 3 reports of that day are done.");
  });
});

test.each<[object, string]>([
  [{ schedule }, "The event names a schedule but no scheduledTime"],
  [{ ...first, report: "r1" }, "The event gives both report and schedule; give one of them."],
  [{ ...first, mail: true }, "The event gives both schedule and mail; give one of them."],
  [
    { ...first, schedule: "daily-0800-europe-moscow" },
    'There is no schedule "daily-0800-europe-moscow"; the schedules are: daily-0730-europe-moscow.',
  ],
])("the event %j is refused", async (event, message) => {
  await expect(ask(event, await openWorld())).rejects.toThrow(message);
});

test("a call whose archive hangs while it reads the earlier tries is stopped before the function times out", async () => {
  const world = await openWorld();
  const get: World["archive"]["get"] = (key) =>
    key.endsWith("tries.json") ? new Promise(() => {}) : world.archive.get(key);
  const hanging = { ...world, archive: { ...world.archive, get } };

  const { left } = await ask(first, hanging, { definitions: definitions.slice(0, 1), timeLeft: () => 30_300 });

  expect(left).toEqual([{ report: "r1", day: "2026-03-02", code: "OUT_OF_TIME" }]);
});

describe("the days before, of ten reports of a group", () => {
  const ten = Array.from({ length: 10 }, (_, index) =>
    definitionOf({ id: `r${index}`, companyId: index + 1, recipients: [], restateDays: 1 }),
  );

  /** How many days each report did not read again, when each reading takes so long. */
  async function notReadAgain(seconds: number) {
    const world = await openWorld();
    await ask({ date: "2026-03-01" }, world, { definitions: ten });
    let left = 900_000;
    const slowed = withReading(world, () => {
      left -= seconds * 1_000;
    });
    const { runs } = await ask(first, slowed, { definitions: ten, timeLeft: () => left });
    const counts = world.measured.flatMap(({ measures }) => measures.DaysNotReadAgain ?? []);
    return { made: runs.length, counts };
  }

  test("are read again by all if that takes seconds", async () => {
    expect(await notReadAgain(2)).toEqual({ made: 10, counts: ten.map(() => 0) });
  });

  test("are not read again by most if all reports could not be made otherwise", async () => {
    const { made, counts } = await notReadAgain(60);

    expect(made).toBe(10);
    expect(counts).toEqual([0, 1, 1, 1, 0, 1, 1, 1, 1, 0]);
  });
});
