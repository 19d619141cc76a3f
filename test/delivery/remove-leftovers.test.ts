import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { ArchiveError } from "../../functions/daily-report/archive/archive-error.ts";
import {
  attemptOf,
  type FileName,
  fileKey,
  manifestKey,
} from "../../functions/daily-report/delivery/archive-layout.ts";
import { type CommitRequest, commitDay, manifestsOf } from "../../functions/daily-report/delivery/commit-day.ts";
import { leftovers, removeLeftovers } from "../../functions/daily-report/delivery/remove-leftovers.ts";
import { runIdAt } from "../../functions/daily-report/delivery/run-id.ts";
import type { ArchiveStore, Facts } from "../../functions/daily-report/ports.ts";

const ref = { report: "support", date: "2026-03-02" };
const now = Date.parse("2026-03-03T04:30:00Z");
const HOUR = 3_600_000;

const runId = (nth: number, began = now) => runIdAt(began, String(nth).padStart(8, "0"));

function request(nth: number, fingerprint: string, force: string | null = null): CommitRequest {
  const draw: CommitRequest["draw"] = async () => [
    { name: "report.json", body: Buffer.from(`figures of run ${nth}`) },
    { name: "sessions.xlsx", body: Buffer.from(`rows of run ${nth}`) },
  ];
  const known = { settings: [], metrics: [], counters: [], breakdowns: [], fields: [], findings: [] };
  return { ref, runId: runId(nth), known, fingerprint: () => fingerprint, force, draw };
}

/** An archive in memory that does each call at once and whole. */
function memoryStore(): ArchiveStore {
  const files = new Map<string, Uint8Array>();
  return {
    get: async (key) => files.get(key) ?? null,
    put: async (key, body) => void files.set(key, body),
    create: async (key, body) => !files.has(key) && files.set(key, body).has(key),
    list: async (prefix) => [...files.keys()].filter((key) => key.startsWith(prefix)).sort(),
    remove: async (key) => void files.delete(key),
    locate: (key) => key,
  };
}

function shelvesOf(archive: ArchiveStore, clock = () => now) {
  const told: unknown[] = [];
  const log = (level: string, event: string, facts: Facts) => void told.push([level, event, facts]);
  return { archive, clock, told, operations: { log, measure: () => {} } };
}

async function put(archive: ArchiveStore, ...keys: string[]): Promise<void> {
  for (const key of keys) await archive.put(key, Buffer.from("?"), "");
}

const names: readonly FileName[] = ["report.json", "sessions.xlsx"];
const filesOf = (id: string, revision: number) => names.map((name) => fileKey(ref, { runId: id, revision }, name));

describe("what a dead run left", () => {
  test("of a revision that another run committed is removed, from both folders of the day", async () => {
    const shelves = shelvesOf(memoryStore());
    await put(shelves.archive, ...filesOf(runId(1), 1));
    const manifest = await commitDay(shelves, request(2, "f"));

    await removeLeftovers(shelves, ref);

    const kept = [manifestKey(ref, 1), ...manifest.files.map(({ key }) => key)].sort();
    expect(await shelves.archive.list("")).toEqual(kept);
    expect(shelves.told).toEqual([]);
  });

  test("of a revision yet to come stays while a living run may be at it, a day long", async () => {
    const begun = Math.floor(now / 1000) * 1000;
    for (const [age, left] of [
      [24 * HOUR, 2],
      [24 * HOUR + 1, 0],
    ] as const) {
      const shelves = shelvesOf(memoryStore(), () => begun + age);
      await commitDay(shelves, request(1, "f"));
      await put(shelves.archive, ...filesOf(runId(2, begun), 2));

      await removeLeftovers(shelves, ref);

      expect((await shelves.archive.list("")).filter((key) => key.includes(runId(2)))).toHaveLength(left);
    }
  });

  test("of a day without any revision goes after a day too", async () => {
    const shelves = shelvesOf(memoryStore());
    await put(shelves.archive, ...filesOf(runId(1, now - 25 * HOUR), 1), ...filesOf(runId(2), 1));

    await removeLeftovers(shelves, ref);

    expect(await shelves.archive.list("")).toEqual(filesOf(runId(2), 1));
  });
});

describe("never removed", () => {
  test("are files that a manifest names, however old", async () => {
    const shelves = shelvesOf(memoryStore(), () => now + 1000 * 24 * HOUR);
    await commitDay(shelves, request(1, "f"));
    await commitDay(shelves, request(2, "g"));
    const before = await shelves.archive.list("");

    await removeLeftovers(shelves, ref);

    expect(await shelves.archive.list("")).toEqual(before);
  });

  test.each([
    ["a person's copy", "reports/support/2026/03/02/copy-r1/report.json"],
    ["a person's note", `reports/support/2026/03/02/${runId(1)}-r1/note.txt`],
    ["another program's folder", "reports/support/2026/03/02/backup/report.json"],
    ["another day's file", fileKey({ ...ref, date: "2026-03-20" }, { runId: runId(1), revision: 1 }, "report.json")],
    ["another report's file", fileKey({ ...ref, report: "sales" }, { runId: runId(1), revision: 1 }, "report.json")],
    ["a table", "tables/tallies/report=support/day=2026-03-02/tally.json"],
  ])("is %s", async (_, key) => {
    const shelves = shelvesOf(memoryStore(), () => now + 1000 * 24 * HOUR);
    await put(shelves.archive, key);
    await commitDay(shelves, request(2, "f"));

    await removeLeftovers(shelves, ref);

    expect(await shelves.archive.get(key)).not.toBeNull();
  });

  test("is the file of a run that named it in a manifest of its own while it could not know of the answer", async () => {
    const archive = memoryStore();
    const mute: ArchiveStore = {
      ...archive,
      async create(key, body, contentType) {
        await archive.create(key, body, contentType);
        throw new ArchiveError("ARCHIVE_STORE", "No answer.");
      },
    };
    await expect(commitDay(shelvesOf(mute), request(1, "f"))).rejects.toThrow("No answer.");

    await removeLeftovers(shelvesOf(archive), ref);

    expect(await archive.list("")).toEqual([manifestKey(ref, 1), ...filesOf(runId(1), 1)].sort());
  });
});

describe("a failure of the removal is told to operations and thrown at nobody:", () => {
  const reason = "The archive does not answer.";
  const refuse = () => Promise.reject(new ArchiveError("ARCHIVE_STORE", reason));

  test.each(["list", "get", "remove"] as const)("%s", async (call) => {
    const archive = memoryStore();
    await put(archive, ...filesOf(runId(1), 1));
    await commitDay(shelvesOf(archive), request(2, "f"));
    const shelves = shelvesOf({ ...archive, [call]: refuse });

    await removeLeftovers(shelves, ref);

    expect(shelves.told).toEqual([["warn", "files left behind", { report: "support", day: "2026-03-02", reason }]]);
  });

  test("a foreign error's words are kept out of the log", async () => {
    const shelves = shelvesOf({ ...memoryStore(), list: () => Promise.reject(new Error("canary")) });

    await removeLeftovers(shelves, ref);

    expect(JSON.stringify(shelves.told)).not.toContain("canary");
    expect(shelves.told).toHaveLength(1);
  });

  test("one file that stays keeps none of the others", async () => {
    const archive = memoryStore();
    const [stuck = "", other = ""] = filesOf(runId(1), 1);
    await put(archive, stuck, other);
    await commitDay(shelvesOf(archive), request(2, "f"));
    const remove = (key: string) => (key === stuck ? refuse() : archive.remove(key));

    await removeLeftovers(shelvesOf({ ...archive, remove }), ref);

    expect([await archive.get(stuck), await archive.get(other)]).toEqual([Buffer.from("?"), null]);
  });
});

test("what is left over follows from the keys, the manifests and the time alone", async () => {
  const shelves = shelvesOf(memoryStore());
  await commitDay(shelves, request(1, "f"));
  const manifests = await manifestsOf(shelves.archive, ref);
  const [dead, coming, old] = [filesOf(runId(2), 1), filesOf(runId(3), 2), filesOf(runId(4, now - 30 * HOUR), 2)];
  const keys = [manifestKey(ref, 1), ...filesOf(runId(1), 1), ...dead, ...coming, ...old];

  expect(leftovers(keys, { ref, manifests, now })).toEqual([...dead, ...old]);
  expect(leftovers(keys, { ref, manifests: [], now })).toEqual(old);
});

/** A run: what it finds, and the call to the archive at which it dies; Infinity where it lives on. */
const someRun = fc.record({
  fingerprint: fc.constantFrom("f", "g", "h"),
  force: fc.constantFrom(null, null, "key"),
  diesAt: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 1, max: 16 })),
});

/** The archive as a run sees it: its calls are done in the order the scheduler chooses, and from its death on none is. */
function seenBy(run: { diesAt: number }, archive: ArchiveStore, scheduler: fc.Scheduler): ArchiveStore {
  let calls = 0;
  const call = <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    return calls < run.diesAt ? scheduler.schedule(Promise.resolve()).then(work) : new Promise<T>(() => {});
  };
  return {
    get: (key) => call(() => archive.get(key)),
    put: (key, body, type) => call(() => archive.put(key, body, type)),
    create: (key, body, type) => call(() => archive.create(key, body, type)),
    list: (prefix) => call(() => archive.list(prefix)),
    remove: (key) => call(() => archive.remove(key)),
    locate: archive.locate,
  };
}

property.prop([fc.scheduler(), fc.array(someRun, { minLength: 2, maxLength: 5 })], { numRuns: 400 })(
  "whatever runs meet, and wherever they die, no file that a manifest names is missing, and what is left is of a revision yet to come",
  async (scheduler, runs) => {
    const archive = memoryStore();
    runs.forEach((run, nth) => {
      const shelves = shelvesOf(seenBy(run, archive, scheduler));
      void commitDay(shelves, request(nth, run.fingerprint, run.force)).then(() => removeLeftovers(shelves, ref));
    });
    await scheduler.waitIdle();

    const manifests = await manifestsOf(archive, ref);
    for (const { files, runId: committer } of manifests) {
      for (const { key } of files) expect(`${await archive.get(key)}`).toContain(`run ${Number(committer.slice(-8))}`);
    }

    await removeLeftovers(shelvesOf(archive), ref);
    const named = manifests.flatMap(({ files }) => files.map(({ key }) => key));
    const unnamed = (await archive.list("")).filter((key) => attemptOf(ref, key) && !named.includes(key));
    expect(unnamed.map((key) => attemptOf(ref, key)?.revision)).toEqual(unnamed.map(() => manifests.length + 1));
  },
);
