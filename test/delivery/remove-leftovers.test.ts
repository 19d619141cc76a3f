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
    { name: "sessions.xlsx", file: { path: `rows of run ${nth}`, bytes: 0, sha256: "" } },
  ];
  const known = { settings: [], metrics: [], counters: [], breakdowns: [], fields: [], findings: [] };
  return { ref, runId: runId(nth), known, fingerprint: () => fingerprint, force, restatedFor: null, draw };
}

/** An archive in memory. Every call is atomic. The content of a scratch file is its path. */
function memoryStore(): ArchiveStore {
  const files = new Map<string, Uint8Array>();
  return {
    get: async (key) => files.get(key) ?? null,
    put: async (key, body) => void files.set(key, body),
    putFile: async (key, { path }) => void files.set(key, Buffer.from(path)),
    copy: () => Promise.reject(new Error("nothing is copied here")),
    digest: () => Promise.reject(new Error("no digest is asked for here")),
    create: async (key, body) => !files.has(key) && files.set(key, body).has(key),
    list: async (prefix) => [...files.keys()].filter((key) => key.startsWith(prefix)).sort(),
    remove: async (key) => void files.delete(key),
    locate: (key) => key,
  };
}

function dependenciesOf(archive: ArchiveStore, clock = () => now) {
  const told: unknown[] = [];
  const log = (level: string, event: string, facts: Facts) => void told.push([level, event, facts]);
  return { archive, clock, told, operations: { log, measure: () => {} } };
}

async function put(archive: ArchiveStore, ...keys: string[]): Promise<void> {
  for (const key of keys) await archive.put(key, Buffer.from("?"), "");
}

const names: readonly FileName[] = ["report.json", "sessions.xlsx"];
const filesOf = (id: string, revision: number) => names.map((name) => fileKey(ref, { runId: id, revision }, name));

describe("a file that a killed run left", () => {
  test("for a revision that another run committed is removed from both folders of the day", async () => {
    const dependencies = dependenciesOf(memoryStore());
    await put(dependencies.archive, ...filesOf(runId(1), 1));
    const manifest = await commitDay(dependencies, request(2, "f"));

    await removeLeftovers(dependencies, ref);

    const kept = [manifestKey(ref, 1), ...manifest.files.map(({ key }) => key)].sort();
    expect(await dependencies.archive.list("")).toEqual(kept);
    expect(dependencies.told).toEqual([]);
  });

  test("for a revision that does not exist yet is kept for a day, because its run may still be at work", async () => {
    const begun = Math.floor(now / 1000) * 1000;
    for (const [age, left] of [
      [24 * HOUR, 2],
      [24 * HOUR + 1, 0],
    ] as const) {
      const dependencies = dependenciesOf(memoryStore(), () => begun + age);
      await commitDay(dependencies, request(1, "f"));
      await put(dependencies.archive, ...filesOf(runId(2, begun), 2));

      await removeLeftovers(dependencies, ref);

      expect((await dependencies.archive.list("")).filter((key) => key.includes(runId(2)))).toHaveLength(left);
    }
  });

  test("is removed after a day even if the day has no revision", async () => {
    const dependencies = dependenciesOf(memoryStore());
    await put(dependencies.archive, ...filesOf(runId(1, now - 25 * HOUR), 1), ...filesOf(runId(2), 1));

    await removeLeftovers(dependencies, ref);

    expect(await dependencies.archive.list("")).toEqual(filesOf(runId(2), 1));
  });
});

describe("removeLeftovers keeps", () => {
  test("files that a manifest names, however old they are", async () => {
    const dependencies = dependenciesOf(memoryStore(), () => now + 1000 * 24 * HOUR);
    await commitDay(dependencies, request(1, "f"));
    await commitDay(dependencies, request(2, "g"));
    const before = await dependencies.archive.list("");

    await removeLeftovers(dependencies, ref);

    expect(await dependencies.archive.list("")).toEqual(before);
  });

  test.each([
    ["a person's copy", "reports/support/2026/03/02/copy-r1/report.json"],
    ["a person's note", `reports/support/2026/03/02/${runId(1)}-r1/note.txt`],
    ["another program's folder", "reports/support/2026/03/02/backup/report.json"],
    ["another day's file", fileKey({ ...ref, date: "2026-03-20" }, { runId: runId(1), revision: 1 }, "report.json")],
    ["another report's file", fileKey({ ...ref, report: "sales" }, { runId: runId(1), revision: 1 }, "report.json")],
    ["a table", "tables/tallies/report=support/day=2026-03-02/tally.json"],
  ])("%s", async (_, key) => {
    const dependencies = dependenciesOf(memoryStore(), () => now + 1000 * 24 * HOUR);
    await put(dependencies.archive, key);
    await commitDay(dependencies, request(2, "f"));

    await removeLeftovers(dependencies, ref);

    expect(await dependencies.archive.get(key)).not.toBeNull();
  });

  test("the files of a run whose manifest was created although the run got no answer", async () => {
    const archive = memoryStore();
    const mute: ArchiveStore = {
      ...archive,
      async create(key, body, contentType) {
        await archive.create(key, body, contentType);
        throw new ArchiveError("ARCHIVE_STORE", "No answer.");
      },
    };
    await expect(commitDay(dependenciesOf(mute), request(1, "f"))).rejects.toThrow("No answer.");

    await removeLeftovers(dependenciesOf(archive), ref);

    expect(await archive.list("")).toEqual([manifestKey(ref, 1), ...filesOf(runId(1), 1)].sort());
  });
});

describe("a failed removal is logged and does not throw:", () => {
  const reason = "The archive does not answer.";
  const refuse = () => Promise.reject(new ArchiveError("ARCHIVE_STORE", reason));

  test.each(["list", "get", "remove"] as const)("archive.%s fails", async (call) => {
    const archive = memoryStore();
    await put(archive, ...filesOf(runId(1), 1));
    await commitDay(dependenciesOf(archive), request(2, "f"));
    const dependencies = dependenciesOf({ ...archive, [call]: refuse });

    await removeLeftovers(dependencies, ref);

    expect(dependencies.told).toEqual([
      ["warn", "files left behind", { report: "support", day: "2026-03-02", reason }],
    ]);
  });

  test("the message of an error from outside the project is not logged", async () => {
    const dependencies = dependenciesOf({ ...memoryStore(), list: () => Promise.reject(new Error("canary")) });

    await removeLeftovers(dependencies, ref);

    expect(JSON.stringify(dependencies.told)).not.toContain("canary");
    expect(dependencies.told).toHaveLength(1);
  });

  test("one file that cannot be removed does not keep the others", async () => {
    const archive = memoryStore();
    const [stuck = "", other = ""] = filesOf(runId(1), 1);
    await put(archive, stuck, other);
    await commitDay(dependenciesOf(archive), request(2, "f"));
    const remove = (key: string) => (key === stuck ? refuse() : archive.remove(key));

    await removeLeftovers(dependenciesOf({ ...archive, remove }), ref);

    expect([await archive.get(stuck), await archive.get(other)]).toEqual([Buffer.from("?"), null]);
  });
});

test("leftovers depend only on the keys, the manifests and the time", async () => {
  const dependencies = dependenciesOf(memoryStore());
  await commitDay(dependencies, request(1, "f"));
  const manifests = await manifestsOf(dependencies.archive, ref);
  const [dead, coming, old] = [filesOf(runId(2), 1), filesOf(runId(3), 2), filesOf(runId(4, now - 30 * HOUR), 2)];
  const keys = [manifestKey(ref, 1), ...filesOf(runId(1), 1), ...dead, ...coming, ...old];

  expect(leftovers(keys, { ref, manifests, now })).toEqual([...dead, ...old]);
  expect(leftovers(keys, { ref, manifests: [], now })).toEqual(old);
});

/** A run: its figures, and the archive call at which it is killed; Infinity if it is not killed. */
const someRun = fc.record({
  fingerprint: fc.constantFrom("f", "g", "h"),
  force: fc.constantFrom(null, null, "key"),
  diesAt: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 1, max: 16 })),
});

/** The archive as a run sees it: the scheduler orders its calls, and a killed run makes no more calls. */
function seenBy(run: { diesAt: number }, archive: ArchiveStore, scheduler: fc.Scheduler): ArchiveStore {
  let calls = 0;
  const call = <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    return calls < run.diesAt ? scheduler.schedule(Promise.resolve()).then(work) : new Promise<T>(() => {});
  };
  return {
    get: (key) => call(() => archive.get(key)),
    put: (key, body, type) => call(() => archive.put(key, body, type)),
    putFile: (key, file, type) => call(() => archive.putFile(key, file, type)),
    copy: archive.copy,
    digest: archive.digest,
    create: (key, body, type) => call(() => archive.create(key, body, type)),
    list: (prefix) => call(() => archive.list(prefix)),
    remove: (key) => call(() => archive.remove(key)),
    locate: archive.locate,
  };
}

property.prop([fc.scheduler(), fc.array(someRun, { minLength: 2, maxLength: 5 })], { numRuns: 400 })(
  "for any runs at the same time, killed at any call, all files of manifests exist and all other files are for the next revision",
  async (scheduler, runs) => {
    const archive = memoryStore();
    runs.forEach((run, nth) => {
      const dependencies = dependenciesOf(seenBy(run, archive, scheduler));
      void commitDay(dependencies, request(nth, run.fingerprint, run.force)).then(() =>
        removeLeftovers(dependencies, ref),
      );
    });
    await scheduler.waitIdle();

    const manifests = await manifestsOf(archive, ref);
    for (const { files, runId: committer } of manifests) {
      for (const { key } of files) expect(`${await archive.get(key)}`).toContain(`run ${Number(committer.slice(-8))}`);
    }

    await removeLeftovers(dependenciesOf(archive), ref);
    const named = manifests.flatMap(({ files }) => files.map(({ key }) => key));
    const unnamed = (await archive.list("")).filter((key) => attemptOf(ref, key) && !named.includes(key));
    expect(unnamed.map((key) => attemptOf(ref, key)?.revision)).toEqual(unnamed.map(() => manifests.length + 1));
  },
);
