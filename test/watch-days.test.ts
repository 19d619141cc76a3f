import { describe, expect, test } from "vitest";
import { type Answer, answerCall } from "../functions/daily-report/answer-call.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { definitionOf } from "./plain-story.ts";
import { handled } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

const fields = { recipients: ["a@example.com"], restateDays: 0 };
const both = [definitionOf({ id: "r1", companyId: 1, ...fields }), definitionOf({ id: "r2", companyId: 2, ...fields })];
const workdays = [definitionOf({ id: "r1", weekdays: ["mon", "tue", "wed", "thu", "fri"], ...fields })];

let requests = 0;
function ask(event: object, world: World, definitions = both): Promise<Answer> {
  requests += 1;
  return answerCall(event, { definitions, world, requestId: `request-${requests}`, timeLeft: () => 900_000 });
}

/** The first try and the watchdog of a date, in UTC; the reports are due at 07:30 in Moscow. */
const tryOf = (date: string, schedule = "daily-0730-europe-moscow") => {
  return { schedule, scheduledTime: `${date}T04:30:00Z` };
};
const watchOf = (date: string, watch = "daily-0730-europe-moscow") => {
  return { watch, scheduledTime: `${date}T09:30:00Z`, attempt: "1" };
};

async function worldAt(time: string): Promise<StoryWorld> {
  const world = await storyWorld([]);
  world.time.now = Date.parse(time);
  return world;
}

function withoutCompany(companyId: number, world: World): World {
  const readDay: World["source"]["readDay"] = async (query) => {
    if (query.filters.companyId === companyId) throw new ReportError("DOWN", "It is down.");
    return world.source.readDay(query);
  };
  return { ...world, source: { readDay } };
}

const missing = (world: StoryWorld) =>
  world.measured.flatMap(({ report, measures }) =>
    measures.DayMissing === undefined ? [] : [`${report} ${measures.DayMissing}`],
  );

describe("the watchdog", () => {
  test("is silent if all reports are done, after one read of each", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    await ask(tryOf("2026-03-03"), world);
    const reads: string[] = [];
    const get: World["archive"]["get"] = (key) => {
      reads.push(key);
      return world.archive.get(key);
    };
    const list: World["archive"]["list"] = (prefix) => Promise.reject(new Error(`listed ${prefix}`));

    const answer = await ask(watchOf("2026-03-03"), { ...world, archive: { ...world.archive, get, list } });

    expect(answer).toEqual({
      runs: [],
      watched: [
        { report: "r1", date: "2026-03-02", isDone: true },
        { report: "r2", date: "2026-03-02", isDone: true },
      ],
    });
    expect(reads).toEqual(["ledger/r1/2026-03-02/done.json", "ledger/r2/2026-03-02/done.json"]);
    expect(missing(world)).toEqual(["r1 0", "r2 0"]);
  });

  test("throws by report and day, with the tries, the last error and what to run, also on the first day", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    for (let n = 0; n < 2; n++) await ask(tryOf("2026-03-03"), withoutCompany(2, world)).catch(() => {});

    await expect(ask(watchOf("2026-03-03"), world)).rejects.toMatchObject({
      name: "WatchdogError",
      code: "DAY_MISSING",
      message:
        "Report r2 of 2026-03-02 is not done: it was tried 2 times (DOWN). " +
        'To run it: {"report":"r2","scheduledTime":"2026-03-03T04:30:00.000Z"}.',
    });
    expect(missing(world)).toEqual(["r1 0", "r2 1"]);
  });

  test("names the error if the mail service refuses a reader, also when Lambda repeated the call, which does not throw again", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    const send: World["mailer"]["send"] = (mail) =>
      mail.list.id === "r1"
        ? Promise.reject(Object.assign(new Error("no such mailbox"), { fate: "refused" }))
        : world.mailer.send(mail);
    const refusing = { ...world, mailer: { send } };
    const call = { definitions: both, world: refusing, requestId: "repeated", timeLeft: () => 900_000 };
    await expect(answerCall(tryOf("2026-03-03"), call)).rejects.toMatchObject({ code: "MAILS_FAILED" });
    await answerCall(tryOf("2026-03-03"), call);

    await expect(ask(watchOf("2026-03-03"), world)).rejects.toThrow(
      "Report r1 of 2026-03-02 is not done: it was tried 2 times (MAILS_FAILED).",
    );
  });

  test("is silent on a day that was mailed on demand to every reader, and only then", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    await ask(tryOf("2026-03-03"), withoutCompany(2, world)).catch(() => {});
    const later = [both[0], { ...both[1], recipients: ["a@example.com", "b@example.com"] }] as typeof both;
    const sendTo = { date: "2026-03-02", sendTo: ["a@example.com"] };

    await ask({ report: "r2", ...sendTo }, world);
    await expect(ask(watchOf("2026-03-03"), world)).rejects.toThrow("Report r2 of 2026-03-02 is not done");
    await ask({ report: "r2", date: "2026-03-02", mail: true }, world);

    expect((await ask(watchOf("2026-03-03"), world)).watched?.map(({ isDone }) => isDone)).toEqual([true, true]);
    await expect(ask(watchOf("2026-03-03"), world, later)).rejects.toThrow("Report r2 of 2026-03-02 is not done");
  });

  test("is silent after the event that it names was sent, at any hour", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    await ask(tryOf("2026-03-03"), withoutCompany(2, world)).catch(() => {});
    const told = await ask(watchOf("2026-03-03"), world).catch((error: Error) => error.message);
    const [, event = ""] = /To run it: (\{.*\})\.$/.exec(String(told)) ?? [];
    world.time.now = Date.parse("2026-03-03T17:00:00Z");

    await ask(JSON.parse(event), world);

    expect((await ask(watchOf("2026-03-03"), world)).watched?.map(({ isDone }) => isDone)).toEqual([true, true]);
  });

  test("is silent on a report that the stack got after its last try, however often it comes, and not on the next day", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    await ask(tryOf("2026-03-03"), world, both.slice(0, 1));

    const first = await ask(watchOf("2026-03-03"), world);
    expect(first.watched?.map(({ report, isDone }) => `${report} ${isDone}`)).toEqual(["r1 true", "r2 false"]);
    expect(missing(world)).toEqual(["r1 0", "r2 0"]);
    await ask(watchOf("2026-03-03"), world);
    expect(missing(world)).toEqual(["r1 0", "r2 0", "r1 0", "r2 0"]);

    world.time.now = Date.parse("2026-03-04T09:30:00Z");
    await ask({ ...tryOf("2026-03-04") }, world, both.slice(0, 1));
    await expect(ask(watchOf("2026-03-04"), world)).rejects.toThrow(
      /^Report r2 of 2026-03-03 is not done: it was not tried\. To run it: [^.]*\.000Z"\}\.$/,
    );
  });

  test("is silent on a stack that is new", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");

    expect((await ask(watchOf("2026-03-03"), world)).watched).toHaveLength(2);
  });

  test("throws if no schedule has called at all, from the second day on", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    await ask(tryOf("2026-03-03"), world);
    world.time.now = Date.parse("2026-03-04T09:30:00Z");

    await expect(ask(watchOf("2026-03-04"), world)).rejects.toThrow("Report r1 of 2026-03-03 is not done");
  });

  test("knows the weekdays: on Monday the day before is Friday's", async () => {
    // A Friday; the Monday after it.
    const world = await worldAt("2026-03-06T09:30:00Z");
    const schedule = "mon-to-fri-0730-europe-moscow";
    await ask(tryOf("2026-03-06", schedule), world, workdays);
    world.time.now = Date.parse("2026-03-09T09:30:00Z");

    await expect(ask(watchOf("2026-03-09", schedule), world, workdays)).rejects.toThrow("Report r1 of 2026-03-08 is");
    await ask(tryOf("2026-03-09", schedule), world, workdays);
    expect(await ask(watchOf("2026-03-09", schedule), world, workdays)).toMatchObject({ watched: [{ isDone: true }] });
  });

  test("asks for a week by its name", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    const daily = definitionOf({ id: "daily", ...fields, at: "06:00" });
    const weekly = {
      ...definitionOf({ id: "weekly", ...fields, weekdays: ["tue"] }),
      period: "week" as const,
      of: "daily",
    };
    const [schedule, definitions] = ["tue-0730-europe-moscow", [daily, weekly]];
    // No day is archived, so there is nothing to merge.
    const { left } = await ask(tryOf("2026-03-03", schedule), world, definitions);
    expect(left).toEqual([{ report: "weekly", day: "2026-W09", code: "EMPTY_PERIOD" }]);

    await expect(ask(watchOf("2026-03-03", schedule), world, definitions)).rejects.toThrow(
      "Report weekly of 2026-W09 is not done: it was tried 3 times (EMPTY_PERIOD).",
    );
  });

  test("takes a damaged mark for none, and asks for the other reports", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    await ask(tryOf("2026-03-03"), withoutCompany(1, world)).catch(() => {});
    await world.archive.put("ledger/r1/2026-03-02/done.json", Buffer.from("{"), "application/json");

    await expect(ask(watchOf("2026-03-03"), world)).rejects.toThrow(/^Report r1 of [^R]*$/);
    expect(missing(world)).toEqual(["r1 1", "r2 0"]);
  });

  test.each(["{", "5", '{"tries":1}'])("says that the tries are not known if their mark is %s", async (mark) => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    await ask(tryOf("2026-03-03"), withoutCompany(1, withoutCompany(2, world))).catch(() => {});
    await world.archive.put("ledger/r1/2026-03-02/tries.json", Buffer.from(mark), "application/json");

    await expect(ask(watchOf("2026-03-03"), world)).rejects.toThrow(
      /^Report r1 of 2026-03-02 is not done: how often it was tried is not known \(BAD_MARK when reading ledger\/r1\/2026-03-02\/tries\.json\)\. To run it: .* Report r2 of 2026-03-02 is not done: it was tried once \(DOWN\)\./,
    );
  });

  test("is stopped before the function times out if the archive hangs", async () => {
    const world = await worldAt("2026-03-03T09:30:00Z");
    const hanging = { ...world, archive: { ...world.archive, get: () => new Promise<never>(() => {}) } };
    const call = { definitions: both, world: hanging, requestId: "request", timeLeft: () => 30_050 };

    await expect(answerCall(watchOf("2026-03-03"), call)).rejects.toMatchObject({ code: "OUT_OF_TIME" });
  });

  test("needs no recipients", async () => {
    const world = await storyWorld([handled()]);
    const definitions = [definitionOf({ id: "r1", recipients: [], sender: null })];
    await ask(tryOf("2026-03-03"), world, definitions);

    expect(await ask(watchOf("2026-03-03"), world, definitions)).toMatchObject({ watched: [{ isDone: true }] });
  });

  test.each<[object, string]>([
    [{ watch: "daily-0730-europe-moscow" }, "The event names a watch but no scheduledTime"],
    [{ ...watchOf("2026-03-03"), report: "r1" }, "The event gives both watch and report; give one of them."],
    [{ ...watchOf("2026-03-03"), ...tryOf("2026-03-03") }, "The event gives both watch and schedule"],
    [{ ...watchOf("2026-03-03"), force: true }, "The event gives both watch and force"],
    [watchOf("2026-03-03", "daily"), 'There is no schedule "daily"; the schedules are: daily-0730-europe-moscow.'],
  ])("refuses %j", async (event, message) => {
    await expect(ask(event, await worldAt("2026-03-03T09:30:00Z"))).rejects.toThrow(message);
  });
});
