import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerCall } from "../../functions/daily-report/answer-call.ts";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { createScratchSpace } from "../../functions/daily-report/archive/scratch-space.ts";
import { newestManifest } from "../../functions/daily-report/delivery/commit-day.ts";
import { runIdAt } from "../../functions/daily-report/delivery/run-id.ts";
import { dateBefore } from "../../functions/daily-report/domain/report-day.ts";
import type { ArchiveStore, Mailer, Operations } from "../../functions/daily-report/ports.ts";
import type { World } from "../../functions/daily-report/run-report.ts";
import { seededRandom } from "../../local/twin-emulator/invention/seeded-random.ts";
import { type MotoServer, startMotoServer } from "../archive/moto-server.ts";
import { createBucket } from "../archive/open-bucket.ts";
import { definitionOf, plainDrawings } from "../plain-story.ts";
import { hasProgram } from "../programs.ts";
import { chaosSeed } from "./chaos-seed.ts";

const definition = definitionOf({ restateDays: 0 });
const DAY_MS = 86_400_000;

/** A mail service with random delays, which records recipient and day of each mail. */
function slowMailer(chance: () => number): { mailer: Mailer; mailed: string[] } {
  const mailed: string[] = [];
  const mailer: Mailer = {
    async send({ to, subject }) {
      await sleep(4 * chance());
      mailed.push(`${subject} ${to}`);
      return `mail ${mailed.length}`;
    },
  };
  return { mailer, mailed };
}

/** Returns one session for every day, after a random delay, so that runs can collide anywhere. */
function worldOver(
  archive: ArchiveStore,
  mailer: Mailer,
  chance: () => number,
  onRead: (from: number) => void = () => {},
): World {
  let runs = 0;
  const operations: Operations = { log: () => {}, measure: () => {} };
  return {
    source: {
      async readDay({ from }) {
        onRead(from);
        await sleep(4 * chance());
        const createdAt = new Date(from + 3_600_000).toISOString();
        const rows = [{ id: "s", createdAt, closedAt: createdAt, userId: 7, operatorMessageCount: 1 }];
        return { declared: 1, inOrder: true, pieces: inPieces(rows) };
      },
    },
    archive,
    mailer,
    drawings: plainDrawings,
    clock: Date.now,
    pause: async (ms) => void (await sleep(ms)),
    scratch: createScratchSpace({ root, operations, clock: Date.now }),
    operations,
    stage: "test",
    newRunId: () => runIdAt(Date.now(), String(++runs).padStart(8, "0")),
  };
}

async function* inPieces(rows: readonly unknown[]) {
  yield rows;
}

type Fires = { readonly scheduledTime: string; readonly times: number; readonly restateDays?: number };

/** Fires the day's schedule several times at once, each as a separate call; returns how each call ended. */
async function fire(world: World, { scheduledTime, times, restateDays = 0 }: Fires): Promise<string[]> {
  const definitions = [{ ...definition, restateDays }];
  const calls = Array.from({ length: times }, (_, nth) =>
    answerCall(
      { report: definition.id, scheduledTime },
      { definitions, world, requestId: `${scheduledTime} ${nth}`, timeLeft: () => 900_000 },
    ).then(
      ({ runs }) => runs[0]?.status ?? "nothing",
      (error: Error) => error.name,
    ),
  );
  return Promise.all(calls);
}

/** Expects one revision of the day, one mail for each recipient, and a later call that finds the day done. */
async function expectOnce(world: World, mailed: readonly string[], scheduledTime: string): Promise<void> {
  const date = dateBefore(Date.parse(scheduledTime), definition.zone);
  const manifests = (await world.archive.list(`reports/support/${date.replaceAll("-", "/")}/r`)).filter((key) =>
    /\/r\d+\.json$/.test(key),
  );
  expect(manifests).toEqual([`reports/support/${date.replaceAll("-", "/")}/r1.json`]);
  const manifest = await newestManifest(world.archive, { report: definition.id, date });
  const folder = `${definition.id}/${date.replaceAll("-", "/")}/`;
  const present = await Promise.all([`reports/${folder}`, `sessions/${folder}`].map(world.archive.list));
  expect(present.flat()).toEqual([...manifests, ...(manifest?.files ?? []).map(({ key }) => key)].sort());
  const mails = mailed.filter((mail) => mail.includes(date)).sort();
  expect(mails).toEqual(definition.recipients.map((to) => `support ${date} ${to}`));
  expect(await fire(world, { scheduledTime, times: 1 })).toEqual(["already sent"]);
}

/** Expects no failure: each call has sent the mails, or has found them sent or in progress. */
function expectEnds(ends: readonly string[]): void {
  expect(ends.filter((end) => !["sent", "already sent", "DeliveryInProgress"].includes(end))).toEqual([]);
}

/** `step` is how many days are between two schedules. */
type Span = { readonly days: number; readonly step: number; readonly restateDays: number };

/** If a day before is read again, one of the two runs reads it. */
function testDoubleFires(where: string, { days, step, restateDays }: Span, open: () => Promise<ArchiveStore>): void {
  test(`${days} schedules that fire twice and read ${restateDays} days again mail every recipient once and make one revision each`, async () => {
    const chance = seededRandom(chaosSeed(`double fires ${where}`)).next;
    const { mailer, mailed } = slowMailer(chance);
    const readings = new Map<number, number>();
    const world = worldOver(await open(), mailer, chance, (from) => readings.set(from, (readings.get(from) ?? 0) + 1));
    const ends: Record<string, number> = {};
    for (let day = 0; day < days; day++) {
      const scheduledTime = new Date(Date.UTC(1971, 5, 1, 4, 30) + day * step * DAY_MS).toISOString();
      const before = new Map(readings);
      const both = await fire(world, { scheduledTime, times: 2, restateDays });
      const again = [...before].map(([from, times]) => (readings.get(from) ?? 0) - times);
      expect(again.reduce((sum, times) => sum + times, 0)).toBe(Math.min(day, restateDays));
      expectEnds(both);
      for (const end of both) ends[end] = (ends[end] ?? 0) + 1;
      await expectOnce(world, mailed, scheduledTime);
    }
    expect(mailed).toHaveLength(2 * days);
    process.stderr.write(`double fires ${where}: ${JSON.stringify(ends)}\n`);
  });
}

function testManyCalls(where: string, open: () => Promise<ArchiveStore>): void {
  test("fifty calls of one day at once mail every recipient once and make one revision", async () => {
    const chance = seededRandom(chaosSeed(`fifty at once ${where}`)).next;
    const { mailer, mailed } = slowMailer(chance);
    const world = worldOver(await open(), mailer, chance);
    const scheduledTime = "2026-03-03T04:30:00.000Z";
    // All of them may find a mail that another call is sending; the call after them finds everything done.
    expectEnds(await fire(world, { scheduledTime, times: 50 }));
    await expectOnce(world, mailed, scheduledTime);
  });
}

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "fires-"));
});
afterAll(() => rm(root, { recursive: true }));

describe("double fires with a folder archive", () => {
  const open = async () => createFolderArchiveStore(await mkdtemp(join(root, "archive-")));
  // So far apart that a run has only two earlier days to compare with: 56 would take most of the time.
  testDoubleFires("in a folder", { days: 1000, step: 20, restateDays: 0 }, open);
  testDoubleFires("in a folder, read again", { days: 100, step: 1, restateDays: 1 }, open);
  testManyCalls("in a folder", open);
});

describe.skipIf(!hasProgram("moto_server", "double fires on a bucket"))("double fires with an S3 archive", () => {
  let moto: MotoServer;
  let buckets = 0;
  beforeAll(async () => {
    moto = await startMotoServer();
  });
  afterAll(() => moto?.stop());

  const open = () => createBucket({ endpoint: moto.endpoint, name: `fires-${++buckets}` });
  // moto is slow: a thousand schedules (CHAOS_FIRES=1000) take more than an hour.
  testDoubleFires("in a bucket", { days: Number(process.env.CHAOS_FIRES ?? 25), step: 1, restateDays: 1 }, open);
  testManyCalls("in a bucket", open);
});
