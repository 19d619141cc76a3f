import { expect, test } from "vitest";
import { noFilters } from "../functions/daily-report/domain/session-filters.ts";
import { type Doors, OutOfTimeError, withinTime } from "../functions/daily-report/out-of-time.ts";
import type { ArchiveStore, DayReading, Mailer, OutgoingMail } from "../functions/daily-report/ports.ts";

const never = () => new Promise<never>(() => {});
const query = { from: 0, to: 1, fields: [], filters: noFilters };
const archive: ArchiveStore = {
  get: async (key) => Buffer.from(key),
  put: async () => {},
  create: async () => true,
  list: async (prefix) => [prefix],
  remove: async () => {},
  locate: (key) => `at ${key}`,
};
const mailer: Mailer = { send: async () => "sent" };
const mail = {} as OutgoingMail;
async function* twoPieces() {
  yield [1];
  yield [2];
}

const readDay = async (): Promise<DayReading> => ({ declared: 2, inOrder: true, pieces: twoPieces() });
const doors: Doors = { source: { readDay }, archive, mailer, pause: async () => {} };

/** Time that is up after a tenth of a second, or never. */
const soonUp = () => 30_100;
const plenty = () => 900_000;

test("with time enough every door does what it did", async () => {
  for (const timeLeft of [plenty, () => Number.POSITIVE_INFINITY]) {
    const seen = await withinTime(doors, timeLeft, async (within) => {
      const { declared, pieces } = await within.source.readDay(query);
      const rows: unknown[] = [];
      for await (const piece of pieces) rows.push(...piece);
      const { archive: store } = within;
      await store.put("a", Buffer.of(), "text/plain");
      await store.remove("a");
      await within.pause(1);
      return [
        ...[declared, rows, await store.create("a", Buffer.of(), ""), await store.list("p"), store.locate("k")],
        ...[`${await store.get("a")}`, await within.mailer.send(mail)],
      ];
    });
    expect(seen).toEqual([2, [1, 2], true, ["p"], "at k", "a", "sent"]);
  }
});

test("what a door rejects with goes through", async () => {
  const broken: Doors = { ...doors, archive: { ...archive, get: () => Promise.reject(new RangeError("no line")) } };

  await expect(withinTime(broken, plenty, (within) => within.archive.get("a"))).rejects.toThrow(RangeError);
});

test.each<[string, Partial<Doors>, (within: Doors) => Promise<unknown>]>([
  ["an archive that hangs", { archive: { ...archive, get: never } }, (within: Doors) => within.archive.get("a")],
  ["an API that hangs", { source: { readDay: never } }, (within: Doors) => within.source.readDay(query)],
  ["a pause that is too long", { pause: never }, (within: Doors) => within.pause(1)],
])("%s is left when the time is nearly up, by name", async (_, broken, wait) => {
  await expect(withinTime<Doors, unknown>({ ...doors, ...broken }, soonUp, wait)).rejects.toMatchObject({
    name: "OutOfTimeError",
    code: "OUT_OF_TIME",
  });
});

test("a reading that hangs between its pieces is left, told to end, and not waited for", async () => {
  let signal: AbortSignal | undefined;
  const hanging: Doors["source"] = {
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

  const reading = withinTime({ ...doors, source: hanging }, soonUp, async (within) => {
    for await (const piece of (await within.source.readDay(query)).pieces) rows.push(...piece);
  });

  await expect(reading).rejects.toThrow(OutOfTimeError);
  expect([rows, signal?.aborted]).toEqual([[1], true]);
});

test("who stops taking pieces ends the reading", async () => {
  let ended = false;
  const pieces = (async function* () {
    try {
      yield [1];
      yield [2];
    } finally {
      ended = true;
    }
  })();

  await withinTime<Doors, void>(
    { ...doors, source: { readDay: async () => ({ declared: 2, inOrder: true, pieces }) } },
    plenty,
    async (within) => {
      for await (const _ of (await within.source.readDay(query)).pieces) break;
    },
  );

  expect(ended).toBe(true);
});

test("after the time is up every door is closed, the archive's too", async () => {
  const calls = await withinTime(
    doors,
    () => 0,
    async (within) =>
      Promise.allSettled([
        within.source.readDay(query),
        within.archive.get("a"),
        within.archive.put("a", Buffer.of(), ""),
        within.archive.create("a", Buffer.of(), ""),
        within.archive.list("a"),
        within.archive.remove("a"),
        within.mailer.send(mail),
        within.pause(1),
      ]),
  );

  const names = calls.map((call) => (call.status === "rejected" ? call.reason.name : "done"));
  expect(names).toEqual(Array.from({ length: 8 }, () => "OutOfTimeError"));
});

test("a mail is begun only while it can be finished and marked, and one under way is waited for", async () => {
  let left = 60_000;
  let finish = (_place: string) => {};
  const slow: Mailer = { send: () => new Promise((resolve) => (finish = resolve)) };

  const outcome = await withinTime(
    { ...doors, mailer: slow },
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
