import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, answerCall } from "../functions/daily-report/answer-call.ts";
import type { ArchiveStore } from "../functions/daily-report/ports.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { type MotoServer, startMotoServer } from "./archive/moto-server.ts";
import { createBucket } from "./archive/open-bucket.ts";
import { definitionOf } from "./plain-story.ts";
import { hasProgram } from "./programs.ts";
import { handled, lost } from "./session-rows.ts";
import { storyWorld } from "./story-world.ts";

const date = "2026-03-02";

function ask(world: World, requestId: string): Promise<Answer> {
  const call = { definitions: [definitionOf({ recipients: [] })], requestId, timeLeft: () => 900_000 };
  return answerCall({ report: "support", date }, { ...call, world });
}

/** All files of the archive except the marks of mails, as text by key. */
async function contentsOf({ archive }: World): Promise<Record<string, string>> {
  const keys = (await archive.list("")).filter((key) => !key.startsWith("ledger/"));
  return Object.fromEntries(await Promise.all(keys.map(async (key) => [key, `${await archive.get(key)}`] as const)));
}

/** The archive. The first runs that commit revision 1 wait there until that many have come. */
function meetingAtTheCommit(archive: ArchiveStore, runs: number): ArchiveStore {
  let waiting = 0;
  let letAllGo = () => {};
  const all = new Promise<void>((resolve) => {
    letAllGo = resolve;
  });
  return {
    ...archive,
    async create(key, body, contentType) {
      if (key.endsWith("/r1.json")) {
        waiting += 1;
        if (waiting === runs) letAllGo();
        await all;
      }
      return archive.create(key, body, contentType);
    },
  };
}

function describeRunsAtOnce(openArchive: () => Promise<ArchiveStore>): void {
  test("with equal figures make one revision and one set of tables, and leave no other files", async () => {
    const world = { ...(await storyWorld([handled(), lost()])), archive: await openArchive() };
    const archive = meetingAtTheCommit(world.archive, 3);

    const answers = await Promise.all(
      ["request-1", "request-2", "request-3"].map((requestId) => ask({ ...world, archive }, requestId)),
    );

    expect(answers.map(({ runs }) => runs[0]?.revision)).toEqual([1, 1, 1]);
    expect(new Set(answers.map(({ runs }) => JSON.stringify(runs[0]?.keys))).size).toBe(1);
    expect(Object.keys(await contentsOf(world)).map((key) => key.replace(/run-\d-r1/, "run"))).toEqual([
      "reports/support/2026/03/02/r1.json",
      "reports/support/2026/03/02/run/days.parquet",
      "reports/support/2026/03/02/run/report.json",
      "reports/support/2026/03/02/run/report.xlsx",
      "reports/support/2026/03/02/run/tally.json",
      "sessions/support/2026/03/02/run/email.eml",
      "sessions/support/2026/03/02/run/sessions.parquet",
      "sessions/support/2026/03/02/run/sessions.xlsx",
      "tables/days/report=support/day=2026-03-02/days.parquet",
      "tables/sessions/report=support/day=2026-03-02/sessions.parquet",
      "tables/tallies/report=support/day=2026-03-02/tally.json",
    ]);
  });

  test("with different figures make one revision each, and the tables of the newer one", async () => {
    const world = { ...(await storyWorld([handled(), lost()])), archive: await openArchive() };
    world.readings.push({ declared: 3, rows: [handled(), handled(), lost()] });
    const archive = meetingAtTheCommit(world.archive, 2);

    const answers = await Promise.all([
      ask({ ...world, archive }, "request-1"),
      ask({ ...world, archive }, "request-2"),
    ]);

    expect(answers.map(({ runs }) => runs[0]?.revision).sort()).toEqual([1, 2]);
    const newest = answers.map(({ runs }) => runs[0]).find((run) => run?.revision === 2);
    const contents = await contentsOf(world);
    expect(Object.keys(contents).filter((key) => /\/r\d\.json$/.test(key))).toHaveLength(2);
    expect(contents[`tables/tallies/report=support/day=${date}/tally.json`]).toBe(
      contents[newest?.keys["tally.json"] ?? ""],
    );
    expect(contents[`tables/sessions/report=support/day=${date}/sessions.parquet`]).toBe(
      contents[newest?.keys["sessions.parquet"] ?? ""],
    );
  });
}

describe("runs at once on one day, in a folder", () => {
  describeRunsAtOnce(async () => (await storyWorld()).archive);
});

describe.skipIf(!hasProgram("moto_server", "runs at once in a bucket"))("runs at once on one day, in a bucket", () => {
  let moto: MotoServer;
  let buckets = 0;
  beforeAll(async () => {
    moto = await startMotoServer();
  });
  afterAll(() => moto?.stop());

  describeRunsAtOnce(() => createBucket({ endpoint: moto.endpoint, name: `at-once-${++buckets}` }));
});
