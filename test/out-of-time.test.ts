import { expect, test } from "vitest";
import { noFilters } from "../functions/daily-report/domain/session-filters.ts";
import { OutOfTimeError, type RunDependencies, withinTime } from "../functions/daily-report/out-of-time.ts";
import type { ArchiveStore, DayReading, Mailer, OutgoingMail, ScratchFile } from "../functions/daily-report/ports.ts";

const never = () => new Promise<never>(() => {});
const query = { from: 0, to: 1, fields: [], filters: noFilters };
const archive: ArchiveStore = {
  get: async (key) => Buffer.from(key),
  put: async () => {},
  putFile: async () => {},
  copy: async () => true,
  digest: async (key) => `digest of ${key}`,
  create: async () => true,
  list: async (prefix) => [prefix],
  remove: async () => {},
  locate: (key) => `at ${key}`,
};
const file: ScratchFile = { path: "file", bytes: 0, sha256: "" };
const mailer: Mailer = { send: async () => "sent" };
const mail = {} as OutgoingMail;
async function* twoPieces() {
  yield [1];
  yield [2];
}

const readDay = async (): Promise<DayReading> => ({ declared: 2, inOrder: true, pieces: twoPieces() });
const dependencies: RunDependencies = { source: { readDay }, archive, mailer, pause: async () => {} };

/** Time that is over after a tenth of a second, or never. */
const soonUp = () => 30_100;
const plenty = () => 900_000;

test("withinTime passes on every call while there is time", async () => {
  for (const timeLeft of [plenty, () => Number.POSITIVE_INFINITY]) {
    const seen = await withinTime(dependencies, timeLeft, async (within) => {
      const { declared, pieces } = await within.source.readDay(query);
      const rows: unknown[] = [];
      for await (const piece of pieces) rows.push(...piece);
      const { archive: store } = within;
      await store.put("a", Buffer.of(), "text/plain");
      await store.putFile("a", file, "text/plain");
      await store.remove("a");
      await within.pause(1);
      return [
        ...[declared, rows, await store.create("a", Buffer.of(), ""), await store.list("p"), store.locate("k")],
        ...[`${await store.get("a")}`, await within.mailer.send(mail)],
        ...[await store.copy("a", "b"), await store.digest("a")],
      ];
    });
    expect(seen).toEqual([2, [1, 2], true, ["p"], "at k", "a", "sent", true, "digest of a"]);
  }
});

test("withinTime passes on the error of a call", async () => {
  const broken: RunDependencies = {
    ...dependencies,
    archive: { ...archive, get: () => Promise.reject(new RangeError("no line")) },
  };

  await expect(withinTime(broken, plenty, (within) => within.archive.get("a"))).rejects.toThrow(RangeError);
});

test.each<[string, Partial<RunDependencies>, (within: RunDependencies) => Promise<unknown>]>([
  [
    "an archive that hangs",
    { archive: { ...archive, get: never } },
    (within: RunDependencies) => within.archive.get("a"),
  ],
  ["an API that hangs", { source: { readDay: never } }, (within: RunDependencies) => within.source.readDay(query)],
  ["a pause that is too long", { pause: never }, (within: RunDependencies) => within.pause(1)],
])("withinTime rejects %s with OutOfTimeError when the time is nearly over", async (_, broken, wait) => {
  await expect(
    withinTime<RunDependencies, unknown>({ ...dependencies, ...broken }, soonUp, wait),
  ).rejects.toMatchObject({
    name: "OutOfTimeError",
    code: "OUT_OF_TIME",
  });
});

test("withinTime ends the writing of a file when the time is nearly over, and waits until it has cleaned up", async () => {
  let cleanedUp = false;
  const putFile: ArchiveStore["putFile"] = (_key, _file, _type, signal) =>
    new Promise((_resolve, reject) => {
      const cleanUp = () => {
        cleanedUp = true;
        reject(new RangeError("aborted"));
      };
      signal?.addEventListener("abort", () => setTimeout(cleanUp, 20));
    });

  const writing = withinTime({ ...dependencies, archive: { ...archive, putFile } }, soonUp, (within) =>
    within.archive.putFile("a", file, ""),
  );

  await expect(writing).rejects.toThrow(OutOfTimeError);
  expect(cleanedUp).toBe(true);
});

test("withinTime passes on the error of a file that could not be written in time", async () => {
  const putFile: ArchiveStore["putFile"] = () => Promise.reject(new RangeError("no line"));
  const broken: RunDependencies = { ...dependencies, archive: { ...archive, putFile } };

  await expect(withinTime(broken, plenty, (within) => within.archive.putFile("a", file, ""))).rejects.toThrow(
    RangeError,
  );
});

test("withinTime aborts a reading that hangs between two pieces, and does not wait for it", async () => {
  let signal: AbortSignal | undefined;
  const hanging: RunDependencies["source"] = {
    async readDay(asked) {
      signal = asked.signal;
      const pieces = (async function* () {
        yield [1];
        await never();
      })();
      return { declared: 2, inOrder: true, pieces };
    },
  };
  const rows: unknown[] = [];

  const reading = withinTime({ ...dependencies, source: hanging }, soonUp, async (within) => {
    for await (const piece of (await within.source.readDay(query)).pieces) rows.push(...piece);
  });

  await expect(reading).rejects.toThrow(OutOfTimeError);
  expect([rows, signal?.aborted]).toEqual([[1], true]);
});

test("withinTime aborts a reading by the shorter time of a caller within it", async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const hanging: RunDependencies = {
    ...dependencies,
    source: {
      readDay: ({ signal }) => {
        signals.push(signal);
        return never();
      },
    },
    archive: {
      ...archive,
      putFile: (_key, _file, _type, signal) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new RangeError("aborted")))),
    },
  };

  const inTime = await withinTime(hanging, plenty, async (outer) => {
    const hung = await withinTime(outer, soonUp, (inner) =>
      Promise.allSettled([inner.source.readDay(query), inner.archive.putFile("a", file, "")]),
    );
    return [
      ...hung.map((call) => call.status === "rejected" && call.reason.name),
      await outer.archive.create("a", Buffer.of(), ""),
    ];
  });

  expect(inTime).toEqual(["OutOfTimeError", "OutOfTimeError", true]);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
});

test("a caller that stops taking pieces ends the reading", async () => {
  let ended = false;
  const pieces = (async function* () {
    try {
      yield [1];
      yield [2];
    } finally {
      ended = true;
    }
  })();

  await withinTime<RunDependencies, void>(
    { ...dependencies, source: { readDay: async () => ({ declared: 2, inOrder: true, pieces }) } },
    plenty,
    async (within) => {
      for await (const _ of (await within.source.readDay(query)).pieces) break;
    },
  );

  expect(ended).toBe(true);
});

test("withinTime rejects every call after the time is over, even calls of the archive", async () => {
  const calls = await withinTime(
    dependencies,
    () => 0,
    async (within) =>
      Promise.allSettled([
        within.source.readDay(query),
        within.archive.get("a"),
        within.archive.put("a", Buffer.of(), ""),
        within.archive.putFile("a", file, ""),
        within.archive.copy("a", "b"),
        within.archive.digest("a"),
        within.archive.create("a", Buffer.of(), ""),
        within.archive.list("a"),
        within.archive.remove("a"),
        within.mailer.send(mail),
        within.pause(1),
      ]),
  );

  const names = calls.map((call) => (call.status === "rejected" ? call.reason.name : "done"));
  expect(names).toEqual(Array.from({ length: 11 }, () => "OutOfTimeError"));
});

test("withinTime begins a mail only if there is time to finish it, and waits for a mail that was begun", async () => {
  let left = 60_000;
  let finish = (_place: string) => {};
  const slow: Mailer = { send: () => new Promise((resolve) => (finish = resolve)) };

  const outcome = await withinTime(
    { ...dependencies, mailer: slow },
    () => left,
    async (within) => {
      const begun = within.mailer.send(mail);
      left = 59_999;
      const late = within.mailer.send(mail).catch((error: Error) => error.name);
      left = 0;
      finish("sent");
      return [await begun, await late];
    },
  );

  expect(outcome).toEqual(["sent", "OutOfTimeError"]);
});
