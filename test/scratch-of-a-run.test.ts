import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { ArchiveError } from "../functions/daily-report/archive/archive-error.ts";
import { ScratchError } from "../functions/daily-report/archive/scratch-space.ts";
import { withinTime } from "../functions/daily-report/out-of-time.ts";
import type { ArchiveStore, ScratchSpace, SessionSource } from "../functions/daily-report/ports.ts";
import { type RunRequest, runReport, type World } from "../functions/daily-report/run-report.ts";
import { sharedWorld } from "../functions/daily-report/shared-world.ts";
import { dailyRun, definitionOf } from "./plain-story.ts";
import { day, handled, lost } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

function run(world: World, other: Partial<RunRequest> = {}) {
  return runReport({ definition: definitionOf({ personalData: "keep" }), day, ...dailyRun, ...other }, world);
}

/** A story whose session table is the real one. */
async function realTables(rows = [handled(), lost()]): Promise<StoryWorld> {
  const story = await storyWorld(rows);
  const access = { authUrl: "", chatUrl: "", credentials: () => Promise.reject(new Error("no login")) };
  const { sessionTable } = sharedWorld(access, async () => "", story.operations).drawings;
  return { ...story, drawings: { ...story.drawings, sessionTable } };
}

/** The archive, with the names of the calls that write, and their keys. */
function noting(archive: ArchiveStore, calls: string[]): ArchiveStore {
  const note = <T>(name: string, work: () => Promise<T>) => {
    calls.push(name);
    return work();
  };
  return {
    ...archive,
    put: (key, body, type) => note(`put ${key}`, () => archive.put(key, body, type)),
    putFile: (key, file, type, signal) => note(`putFile ${key}`, () => archive.putFile(key, file, type, signal)),
    copy: (from, to) => note(`copy ${to}`, () => archive.copy(from, to)),
    create: (key, body, type) => note(`create ${key}`, () => archive.create(key, body, type)),
  };
}

/** The names in the root of the scratch space, and the keys of the archive. */
async function whatIsLeft({ scratchRoot, archive }: StoryWorld): Promise<string[]> {
  return [...(await readdir(scratchRoot)), ...(await archive.list(""))];
}

const refused = () => Promise.reject(new ArchiveError("ARCHIVE_STORE", "The archive is full."));
const broken = () => Promise.reject(new RangeError("a defect"));

test("a run that succeeds leaves nothing in the scratch space, and has removed its folder before it mails", async () => {
  const world = await realTables();
  const atMail: number[] = [];
  const mailer: World["mailer"] = {
    async send(mail) {
      atMail.push((await readdir(world.scratchRoot)).length);
      return world.mailer.send(mail);
    },
  };

  const { answer } = await run({ ...world, mailer });

  expect([answer.status, atMail, await readdir(world.scratchRoot)]).toEqual(["sent", [0, 0], []]);
});

test("a dry run needs no scratch folder; any other run fails if none can be made", async () => {
  const world = await realTables();
  const full = () => Promise.reject(new ScratchError("SCRATCH_SPACE", "The disk is full."));
  const scratch: ScratchSpace = { open: full };

  expect((await run({ ...world, scratch }, { dryRun: true })).answer.status).toBe("dry run");
  await expect(run({ ...world, scratch })).rejects.toMatchObject({
    code: "SCRATCH_SPACE",
    message: "Report support of 2026-03-02 failed while reading (ScratchError): The disk is full.",
  });
  expect(await whatIsLeft(world)).toEqual([]);
});

test.each<[string, (world: StoryWorld) => Partial<World>]>([
  ["the reading", ({ source }) => ({ source: breakingAfterOnePiece(source) })],
  ["the drawing", ({ drawings }) => ({ drawings: { ...drawings, workbook: broken } })],
  ["the writing of a file", ({ archive }) => ({ archive: { ...archive, putFile: refused } })],
  ["the writing of a small file", ({ archive }) => ({ archive: { ...archive, put: refused } })],
  ["the reading of the archive", ({ archive }) => ({ archive: { ...archive, list: refused } })],
])("a run that fails in %s leaves nothing in the scratch space and no key in the archive", async (_, change) => {
  const world = await realTables();

  await expect(run({ ...world, ...change(world) })).rejects.toMatchObject({ name: expect.stringMatching(/Error$/) });

  expect(await whatIsLeft(world)).toEqual([]);
});

test("a run whose time is over while it reads leaves nothing", async () => {
  const world = await realTables();
  const source: SessionSource = {
    async readDay() {
      const pieces = (async function* () {
        yield [handled()];
        await new Promise(() => {});
      })();
      return { declared: 2, inOrder: true, pieces };
    },
  };

  const running = withinTime(
    { ...world, source },
    () => 30_200,
    (within) => run(within),
  );

  await expect(running).rejects.toMatchObject({ code: "OUT_OF_TIME" });
  expect(await whatIsLeft(world)).toEqual([]);
});

test("a second reading uses the same folder, in which the files of the first are gone, and only its files are archived", async () => {
  const world = await realTables([handled()]);
  world.readings[0] = { declared: 2, rows: [handled()] };
  world.readings.push({ declared: 2, rows: [handled(), handled()] });
  const seen: number[] = [];
  const calls: string[] = [];
  const source: SessionSource = {
    async readDay(query) {
      const folders = await readdir(world.scratchRoot, { recursive: true });
      seen.push(folders.length);
      return world.source.readDay(query);
    },
  };

  await run({ ...world, source, archive: noting(world.archive, calls) });

  // The folder itself, and nothing in it.
  expect(seen).toEqual([0, 1]);
  expect(calls.filter((call) => call.startsWith("putFile"))).toHaveLength(2);
  expect(await readdir(world.scratchRoot)).toEqual([]);
});

test("an unchanged day writes no file, no manifest and no table", async () => {
  const world = await realTables();
  await run(world);
  const calls: string[] = [];

  await run({ ...world, archive: noting(world.archive, calls) });

  expect(calls.filter((call) => !call.includes(" ledger/"))).toEqual([]);
  expect(await readdir(world.scratchRoot)).toEqual([]);
});

test("runs at the same time keep their files apart", async () => {
  const world = await realTables();
  const days = ["2026-03-02", "2026-03-03", "2026-03-04"].map((date) => ({ ...day, date }));

  const answers = await Promise.all(days.map((other) => run(world, { day: other })));

  expect(answers.map(({ answer }) => answer.status)).toEqual(["sent", "sent", "sent"]);
  expect(await readdir(world.scratchRoot)).toEqual([]);
});

/** The source, whose rows come one by one until it fails. */
function breakingAfterOnePiece(source: SessionSource): SessionSource {
  return {
    async readDay(query) {
      const { pieces, ...reading } = await source.readDay(query);
      return { ...reading, pieces: firstRows(pieces) };
    },
  };
}

async function* firstRows(pieces: AsyncIterable<readonly unknown[]>) {
  for await (const rows of pieces) yield rows.slice(0, 1);
  throw new RangeError("no line");
}
