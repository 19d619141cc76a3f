import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import type { Manifest } from "../../functions/daily-report/delivery/commit-day.ts";
import { sha256 } from "../../functions/daily-report/delivery/sha256.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import { startEmulator, type TwinEmulator } from "../../local/twin-emulator/start-emulator.ts";
import { type MotoServer, startMotoServer } from "../archive/moto-server.ts";
import { createBucket } from "../archive/open-bucket.ts";
import { readMime } from "../mail/mailer.contract.ts";
import { hasProgram } from "../programs.ts";
import { botOnly, handled, lost } from "../session-rows.ts";
import { lastMoment, type Plan, type Story, scratchRoot } from "./run-once.ts";

const event = { report: "support", scheduledTime: "2026-03-03T04:30:00Z" };
const recipients = ["a@example.com", "b@example.com"];
const keys = {
  manifest: "reports/support/2026/03/02/r1.json",
  tables: {
    "days.parquet": "tables/days/report=support/day=2026-03-02/days.parquet",
    "sessions.parquet": "tables/sessions/report=support/day=2026-03-02/sessions.parquet",
    "tally.json": "tables/tallies/report=support/day=2026-03-02/tally.json",
  },
};

let twin: TwinEmulator;
let root: string;
beforeAll(async () => {
  const sessions = [handled(), handled({ userId: 8, operatorName: "Boris" }), lost(), botOnly(), handled({ nps: 9 })];
  twin = await startEmulator({ sessions });
  root = await mkdtemp(join(tmpdir(), "crash-"));
});
afterAll(async () => {
  await twin?.close();
  if (root) await rm(root, { recursive: true });
});

type Where = Pick<Plan, "folder" | "bucket">;

/** Runs the report in a child process that may die. Returns what it reported of its calls; null if it was killed. */
async function run({ folder, bucket }: Where, dieAt: number | null, ...calls: Plan["calls"]): Promise<Story[] | null> {
  const plan: Plan = { folder, bucket, dieAt, calls, event, twin: { authUrl: twin.authUrl, chatUrl: twin.chatUrl } };
  await mkdir(scratchRoot(plan), { recursive: true });
  const child = fork(join(import.meta.dirname, "run-once.ts"), [JSON.stringify(plan)], { stdio: "inherit" });
  let stories: Story[] | null = null;
  child.once("message", (told) => {
    stories = told as Story[];
  });
  const [code, signal] = await once(child, "exit");
  if (signal === "SIGKILL") return null;
  if (stories === null) throw new Error(`the child process ended with ${code ?? signal} and told nothing`);
  return stories;
}

type Place = Where & { readonly archive: ArchiveStore };

type OpenPlace = (name: string) => Promise<Place>;

/** The texts of the mails in the outbox, by recipient. */
async function mailsIn(folder: string): Promise<Record<string, string[]>> {
  const mails: Record<string, string[]> = {};
  const outbox = join(folder, "outbox");
  for (const name of existsSync(outbox) ? readdirSync(outbox) : []) {
    const { to, text } = await readMime(await readFile(join(outbox, name)));
    const address = to[0]?.address ?? "";
    mails[address] = [...(mails[address] ?? []), text];
  }
  return mails;
}

/** Expects one complete revision of the day with its own tables, and no other files. */
async function expectWholeArchive(archive: ArchiveStore): Promise<void> {
  const manifests = (await archive.list("reports/")).filter((key) => /\/r\d+\.json$/.test(key));
  expect(manifests).toEqual([keys.manifest]);
  const manifest: Manifest = JSON.parse(`${Buffer.from((await archive.get(keys.manifest)) ?? [])}`);
  expect(manifest.files.map(({ name }) => name).sort()).toEqual(
    [
      "days.parquet",
      "email.eml",
      "report.json",
      "report.xlsx",
      "sessions.parquet",
      "sessions.xlsx",
      "tally.json",
    ].sort(),
  );
  for (const { name, key, sha256: expected } of manifest.files) {
    expect(sha256((await archive.get(key)) ?? "missing"), key).toBe(expected);
    const table = keys.tables[name as keyof typeof keys.tables];
    if (table !== undefined) expect(sha256((await archive.get(table)) ?? "missing"), table).toBe(expected);
  }
  const present = [...(await archive.list("reports/")), ...(await archive.list("sessions/"))];
  expect(present).toEqual([keys.manifest, ...manifest.files.map(({ key }) => key)].sort());
}

/** Returns the recipients whose mail was handed over but not marked as sent when the run died. */
async function unmarkedIn({ folder, archive }: Place): Promise<string[]> {
  const marked = await markedIn(archive);
  return Object.keys(await mailsIn(folder)).filter((recipient) => !marked.includes(recipient));
}

async function markedIn(archive: ArchiveStore): Promise<string[]> {
  const marks = (await archive.list("ledger/")).filter((key) => key.endsWith("/sent.json"));
  return recipients.filter((recipient) => marks.some((key) => key.includes(sha256(recipient).slice(0, 32))));
}

/** `scratch`: the number of scratch folders that the dead run left. */
type Death = { readonly moment: string; readonly repeated: number; readonly scratch: number };

const first = { requestId: "request-1", later: 0 };
/** Lambda repeats the same request one minute after a run died. */
const retry = { requestId: "request-1", later: 60_000 };
/** The scheduler may call the function a second time for the same day. */
const another = { requestId: "request-2", later: 120_000 };

/** Kills a run at one moment, repeats it as Lambda does, and checks archive and mails. */
async function dieAndRepeat(dieAt: number, open: OpenPlace): Promise<Death> {
  const place = await open(`moment-${dieAt}`);
  const { folder, archive } = place;
  expect(await run(place, dieAt, first)).toBeNull();
  const moment = await readFile(join(folder, lastMoment), "utf8");
  const lostAnswer = await unmarkedIn(place);
  const scratch = (await readdir(scratchRoot(place))).length;

  const [retried, third] = (await run(place, null, retry, another)) ?? [];

  expect([retried?.error, retried?.statuses.length], moment).toEqual([null, 1]);
  expect([third?.error, third?.statuses], moment).toEqual([null, ["already sent"]]);
  await expectWholeArchive(archive);
  expect(await readdir(scratchRoot(place)), moment).toEqual([]);
  const mails = await mailsIn(folder);
  for (const recipient of recipients) {
    const expected = lostAnswer.includes(recipient) ? 2 : 1;
    expect(mails[recipient]?.length, `${recipient}, died at: ${moment}`).toBe(expected);
    if (expected === 2) expect(mails[recipient]?.filter((text) => text.includes("perhaps again"))).toHaveLength(1);
  }
  // A mail counts as a repeat whenever it may be one, also if the run died between the claim and the call.
  expect(retried?.repeats, moment).toBeGreaterThanOrEqual(lostAnswer.length);
  expect(retried?.repeats, moment).toBeLessThanOrEqual(1);
  return { moment, repeated: lostAnswer.length, scratch };
}

/** Two at a time, because the machine has two cores. */
async function dieAtEach(moments: readonly number[], open: OpenPlace): Promise<Death[]> {
  const deaths: Death[] = [];
  const line = [...moments];
  const work = async () => {
    for (let next = line.shift(); next !== undefined; next = line.shift()) deaths.push(await dieAndRepeat(next, open));
  };
  await Promise.all([work(), work()]);
  return deaths;
}

function describeCrashes(where: string, open: OpenPlace, every: number): void {
  test("the retry of a run that died at any moment completes the day and mails every recipient", async () => {
    const [whole] = (await run(await open("whole"), null, first)) ?? [];
    expect(whole).toMatchObject({ statuses: ["sent"], error: null, repeats: 0 });
    const moments = Array.from({ length: whole?.moments ?? 0 }, (_, index) => index + 1);
    expect(moments.length).toBeGreaterThan(50);

    const deaths = await dieAtEach(
      moments.filter((moment) => moment % every === 0),
      open,
    );

    const kinds = new Set(deaths.map(({ moment }) => moment.split(/[ .]/)[0]));
    expect([...kinds].sort()).toEqual(["archive", "clock", "mailer", "scratch", "source"]);
    const repeated = deaths.filter((death) => death.repeated > 0).map(({ moment }) => moment);
    process.stderr.write(
      `${where}: died at ${deaths.length} of ${moments.length} moments; a mail came twice after ${repeated.length}: ${repeated.join(", ")}\n`,
    );
    // Every death between the opening of the scratch folder and its removal leaves it, and no other.
    const leaving = deaths.filter(({ scratch }) => scratch > 0).map(({ moment }) => moment);
    for (const moment of ["scratch.open after", "scratch.remove before"]) expect(leaving).toContain(moment);
    expect(leaving.filter((moment) => /^mailer|sent\.json|scratch\.remove after/.test(moment))).toEqual([]);
    // Only between the hand-over and the mark is it unknown whether the mail was sent.
    for (const moment of repeated) expect(moment).toMatch(/^mailer\.send \S+ (inside|after)$|sent\.json before$/);
  });
}

describe("crashes with a folder archive", () => {
  describeCrashes(
    "in a folder",
    async (name) => {
      const folder = await mkdtemp(join(root, `${name}-`));
      return { folder, bucket: null, archive: createFolderArchiveStore(join(folder, "archive")) };
    },
    1,
  );
});

describe.skipIf(!hasProgram("moto_server", "crashes of runs on a bucket"))("crashes with an S3 archive", () => {
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await startMotoServer();
  });
  afterAll(() => moto?.stop());

  describeCrashes(
    "in a bucket",
    async (name) => {
      const folder = await mkdtemp(join(root, `${name}-`));
      const bucket = { endpoint: moto.endpoint, name };
      return { folder, bucket, archive: await createBucket(bucket) };
    },
    1,
  );
});
