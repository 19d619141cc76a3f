import { describe, expect, test } from "vitest";
import { type Answer, answerCall, type Call } from "../functions/daily-report/answer-call.ts";
import { lateDataOf } from "../functions/daily-report/late-data/late-data-of.ts";
import type { ArchiveStore } from "../functions/daily-report/ports.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { definitionOf } from "./plain-story.ts";
import { handled, lost } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

// The clock of the world shows 2026-03-03 07:30 in Moscow. Its sessions are from 2026-03-02, the day that is due.
const due = "2026-03-02";
const scheduled = { report: "support", scheduledTime: "2026-03-03T04:30:00Z" };
const support = definitionOf({ testDomains: ["test.example.com"] });

function ask(event: unknown, world: World, call: Partial<Call> = {}): Promise<Answer> {
  return answerCall(event, { definitions: [support], world, requestId: "request-1", timeLeft: () => 900_000, ...call });
}

const openWorld = () => storyWorld([handled(), lost()]);
const mailed = (world: StoryWorld) => world.mails.map(({ to, html }) => `${to} ${html.replace(/<\/?p>/g, "")}`);
const keysOf = async (world: World, prefix = "") => world.archive.list(prefix);
const manifestsOf = async (world: World) =>
  (await keysOf(world, "reports/")).filter((key) => /\/r\d+\.json$/.test(key));
const isDone = async (world: World) => (await keysOf(world, "ledger/")).some((key) => key.endsWith("/done.json"));

/** All files of the archive, as text by key. */
async function contentsOf(world: World): Promise<Record<string, string>> {
  const bodies = (await keysOf(world)).map(async (key) => [key, `${await world.archive.get(key)}`] as const);
  return Object.fromEntries(await Promise.all(bodies));
}

/** The same world, with a list of the keys that are read from its archive. */
function watched(world: StoryWorld) {
  const reads: string[] = [];
  const get: ArchiveStore["get"] = (key) => {
    reads.push(`get ${key}`);
    return world.archive.get(key);
  };
  const list: ArchiveStore["list"] = (prefix) => {
    reads.push(`list ${prefix}`);
    return world.archive.list(prefix);
  };
  return { reads, world: { ...world, archive: { ...world.archive, get, list } } };
}

describe("a scheduled call", () => {
  test("archives the day and mails it to every recipient", async () => {
    const world = await openWorld();

    const { runs, next } = await ask(scheduled, world);

    expect(runs).toMatchObject([
      { report: "support", date: due, status: "sent", revision: 1, incomplete: false, headline: { sessions: 2 } },
    ]);
    expect(next).toBeUndefined();
    expect(mailed(world)).toEqual(["a@example.com r1", "b@example.com r1"]);
    expect([await manifestsOf(world), await isDone(world)]).toEqual([[`reports/support/2026/03/02/r1.json`], true]);
  });

  test("returns plain JSON with the archive keys of all files", async () => {
    const world = await openWorld();

    const { runs } = await ask(scheduled, world);

    expect(JSON.parse(JSON.stringify(runs))).toEqual(runs);
    expect(await keysOf(world)).toEqual(expect.arrayContaining(Object.values(runs[0]?.keys ?? {})));
    expect(Object.keys(runs[0]?.keys ?? {}).sort()).toEqual([
      "days.parquet",
      "email.eml",
      "report.json",
      "report.xlsx",
      "sessions.parquet",
      "sessions.xlsx",
      "tally.json",
    ]);
  });

  test("returns the earlier answer for a done day, after one read of the archive and without asking the API", async () => {
    const world = await openWorld();
    const first = await ask(scheduled, world);
    const { reads, world: same } = watched(world);

    const second = await ask(scheduled, same, { requestId: "request-2" });

    expect(second.runs).toEqual(
      first.runs.map((run) => ({ ...run, status: "already sent", mails: { sent: [], earlier: [], refused: 0 } })),
    );
    expect(reads).toEqual([`get ledger/support/${due}/done.json`]);
    expect([world.queries.length, world.mails.length]).toEqual([1, 2]);
  });

  test("reports the day before the scheduled time, even if the call comes days later", async () => {
    const world = await storyWorld([]);

    const { runs } = await ask({ report: "support", scheduledTime: "2026-02-20T04:30:00Z" }, world);

    expect(runs).toMatchObject([{ date: "2026-02-19", status: "sent" }]);
    expect(world.queries[0]).toMatchObject({ from: Date.parse("2026-02-19T00:00:00+03:00") });
  });

  const refusal = Object.assign(new Error("no line"), { fate: "refused" });

  test("mails only the recipients whose mail failed if it is retried", async () => {
    const world = await openWorld();
    const send: World["mailer"]["send"] = (mail) =>
      mail.to === "b@example.com" ? Promise.reject(refusal) : world.mailer.send(mail);

    await expect(ask(scheduled, { ...world, mailer: { send } })).rejects.toThrow(
      "1 of 2 recipients did not get their mail",
    );
    expect(await isDone(world)).toBe(false);
    const retried = await ask(scheduled, world, { requestId: "request-2" });

    expect(retried.runs).toMatchObject([{ status: "sent", revision: 1 }]);
    expect(mailed(world)).toEqual(["a@example.com r1", "b@example.com r1"]);
  });
});

describe("a call on demand", () => {
  test("with {} makes and mails every enabled report of yesterday", async () => {
    const world = await openWorld();
    const definitions = [support, definitionOf({ id: "second" }), definitionOf({ id: "off", enabled: false })];

    const { runs } = await ask({}, world, { definitions });

    expect(runs.map(({ report, date, status }) => `${report} ${date} ${status}`)).toEqual([
      `support ${due} sent`,
      `second ${due} sent`,
    ]);
  });

  test.each([
    [300_000, ["support"]],
    [310_000, []],
  ])(
    "with %i ms left for two reports leaves the second its half: no time to read days again for %j",
    async (left, late) => {
      const world = await openWorld();
      const definitions = [support, definitionOf({ id: "second" })];
      for (const { id } of definitions) await ask({ report: id, date: "2026-03-01" }, world, { definitions });

      await ask({}, world, { definitions, timeLeft: () => left });

      const untimely = await Promise.all(
        definitions.map(async ({ id }) => {
          const { notReadAgain } = await lateDataOf({ report: id, date: due }, world);
          return notReadAgain.some(({ reason }) => reason === "time") ? [id] : [];
        }),
      );
      expect(untimely.flat()).toEqual(late);
    },
  );

  test("reads a due day that was already mailed again, and mails nobody twice", async () => {
    const world = await openWorld();
    await ask(scheduled, world);

    const { runs } = await ask({}, world);

    expect(runs).toMatchObject([{ status: "already sent", revision: 1 }]);
    expect([world.queries.length, world.mails.length]).toEqual([2, 2]);
  });

  test("archives a day that is not due and mails it to nobody", async () => {
    const world = await storyWorld([]);

    const { runs } = await ask({ report: "support", date: "2026-02-10" }, world);

    expect(runs).toMatchObject([{ date: "2026-02-10", status: "archived", revision: 1, mails: { sent: [] } }]);
    expect([world.mails, await isDone(world)]).toEqual([[], false]);
  });

  test("with mail mails a day that is not due, once per revision", async () => {
    const world = await storyWorld([]);
    const event = { report: "support", date: "2026-02-10", mail: true };

    const statuses = [await ask(event, world), await ask(event, world, { requestId: "request-2" })];

    expect(statuses.map(({ runs }) => runs[0]?.status)).toEqual(["sent", "already sent"]);
    expect(mailed(world)).toEqual(["a@example.com r1", "b@example.com r1"]);
  });

  test("with sendTo mails only those addresses, and the recipients of the report still get the daily mail", async () => {
    const world = await openWorld();

    const { runs } = await ask({ report: "support", sendTo: ["me@test.example.com"] }, world);

    expect(runs).toMatchObject([{ date: due, status: "sent", mails: { sent: [{ place: "place 1" }] } }]);
    expect([mailed(world), await isDone(world)]).toEqual([["me@test.example.com r1"], false]);
    await ask(scheduled, world);
    expect(mailed(world)).toEqual(["me@test.example.com r1", "a@example.com r1", "b@example.com r1"]);
  });

  test("with sendTo mails nobody twice if it is retried, and mails again for a new request", async () => {
    const world = await openWorld();
    const event = { report: "support", sendTo: ["a@example.com"] };

    for (const requestId of ["request-1", "request-1", "request-2"]) await ask(event, world, { requestId });
    for (const requestId of ["request-3", "request-4"])
      await ask({ ...event, requestKey: "mine" }, world, { requestId });

    expect(mailed(world)).toEqual(["a@example.com r1", "a@example.com r1", "a@example.com r1"]);
  });

  test("with force makes and mails a new revision of equal figures, once over all retries", async () => {
    const world = await openWorld();
    await ask(scheduled, world);
    const before = await contentsOf(world);
    const event = { report: "support", force: true };

    const forced = await ask(event, world, { requestId: "request-2" });
    const retried = await ask(event, world, { requestId: "request-2" });

    expect([forced.runs[0], retried.runs[0]]).toMatchObject([
      { status: "sent", revision: 2 },
      { status: "already sent", revision: 2 },
    ]);
    expect(mailed(world)).toEqual(["a@example.com r1", "b@example.com r1", "a@example.com r2", "b@example.com r2"]);
    const kept = Object.entries(before).filter(([key]) => !key.startsWith("tables/"));
    expect(await contentsOf(world)).toMatchObject(Object.fromEntries(kept));
  });

  test("with force and mail mails a day whose files were deleted, under a number that no reader has seen", async () => {
    const world = await openWorld();
    await ask(scheduled, world);
    await ask({ report: "support", date: due, force: true, mail: true }, world, { requestId: "request-2" });
    for (const key of await keysOf(world, "reports/support/2026/03/02/")) await world.archive.remove(key);

    const event = { report: "support", date: due, force: true, mail: true };
    const { runs } = await ask(event, world, { requestId: "request-3" });

    expect(runs).toMatchObject([{ status: "sent", revision: 3, mails: { sent: [{ revision: 3 }, { revision: 3 }] } }]);
    expect(mailed(world).slice(-2)).toEqual(["a@example.com r3", "b@example.com r3"]);
    expect(await manifestsOf(world)).toEqual(["reports/support/2026/03/02/r3.json"]);
  });

  test("with dryRun returns the headline figures, writes nothing and mails nobody", async () => {
    const world = await openWorld();

    const { runs } = await ask({ dryRun: true }, world);

    expect(runs).toMatchObject([
      { date: due, status: "dry run", revision: null, headline: { sessions: 2, handled: 1, lost_rate: 50 }, keys: {} },
    ]);
    expect([await keysOf(world), world.mails]).toEqual([[], []]);
  });
});

describe("an invalid event", () => {
  test.each([
    [{ reprot: "support" }, "RequestError", 'The event has an unknown field "reprot"; the fields are report, date,'],
    [{ report: "suport" }, "RequestError", 'There is no report "suport"; the reports are: support.'],
    [{ date: "2026-03-03" }, "RequestError", "The day 2026-03-03 is not over in Europe/Moscow"],
    [{ date: "2026-02-30" }, "ReportDayError", '"2026-02-30" is not a date'],
    [{ sendTo: ["me@elsewhere.example.org"] }, "RequestError", "sends report support to an address at elsewhere.exam"],
    [{ force: "yes" }, "RequestError", "The event has a wrong force; it must be true or false."],
    [{ from: "2026-03-01", to: "2026-03-04" }, "RequestError", "The day 2026-03-03 is not over"],
    ["support", "RequestError", "The event is not an object of options"],
  ])("is refused before anything is read, written or mailed: %j", async (event, name, message) => {
    const world = await openWorld();
    const { reads, world: same } = watched(world);

    const asked = ask(event, same);

    await expect(asked).rejects.toMatchObject({ name });
    await expect(asked).rejects.toThrow(message);
    expect([world.queries, reads, await keysOf(world), world.mails]).toEqual([[], [], [], []]);
    // The alarm of failed calls leaves these out.
    expect(world.measured).toEqual([{ report: null, measures: { RequestsRefused: 1 } }]);
  });
});
