import type { ArchiveStore, DayReading, ScratchSpace, SessionQuery } from "../../functions/daily-report/ports.ts";
import type { World } from "../../functions/daily-report/run-report.ts";

/** Called at every moment at which a run could die, such as "archive.put ledger/... before". */
export type Moment = (name: string) => void;

/**
 * Wraps the world so that there is a moment before and after every call of a port: TWIN API, archive, scratch space, mail service, clock.
 * A mail has a third moment, "inside": the mail was sent, but the answer of the service has not arrived yet.
 */
export function withMoments(world: World, moment: Moment): World {
  const around = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    moment(`${name} before`);
    const result = await call();
    moment(`${name} after`);
    return result;
  };
  return {
    ...world,
    source: { readDay: (query) => around("source.readDay", () => readWithMoments(world, query, around)) },
    archive: archiveWithMoments(world.archive, around),
    scratch: scratchWithMoments(world.scratch, around),
    mailer: {
      send: (mail) =>
        around(`mailer.send ${mail.to}`, async () => {
          const place = await world.mailer.send(mail);
          moment(`mailer.send ${mail.to} inside`);
          return place;
        }),
    },
    clock() {
      moment("clock before");
      const now = world.clock();
      moment("clock after");
      return now;
    },
  };
}

type Around = <T>(name: string, call: () => Promise<T>) => Promise<T>;

async function readWithMoments(world: World, query: SessionQuery, around: Around): Promise<DayReading> {
  const { pieces, ...reading } = await world.source.readDay(query);
  return { ...reading, pieces: piecesWithMoments(pieces, around) };
}

async function* piecesWithMoments(
  pieces: AsyncIterable<readonly unknown[]>,
  around: Around,
): AsyncGenerator<readonly unknown[]> {
  const reading = pieces[Symbol.asyncIterator]();
  for (;;) {
    const next = await around("source.piece", () => reading.next());
    if (next.done) return;
    yield next.value;
  }
}

function archiveWithMoments(archive: ArchiveStore, around: Around): ArchiveStore {
  let tallies = 0;
  // A run reads the tallies of 56 days one after the other. To die at the first one is enough.
  const isRepeat = (key: string) => key.startsWith("tables/tallies/") && ++tallies > 1;
  return {
    get: (key) => (isRepeat(key) ? archive.get(key) : around(`archive.get ${key}`, () => archive.get(key))),
    put: (key, body, type) => around(`archive.put ${key}`, () => archive.put(key, body, type)),
    putFile: (key, file, type, signal) =>
      around(`archive.putFile ${key}`, () => archive.putFile(key, file, type, signal)),
    copy: (from, to) => around(`archive.copy ${to}`, () => archive.copy(from, to)),
    digest: (key) => around(`archive.digest ${key}`, () => archive.digest(key)),
    create: (key, body, type) => around(`archive.create ${key}`, () => archive.create(key, body, type)),
    list: (prefix) => around(`archive.list ${prefix}`, () => archive.list(prefix)),
    remove: (key) => around(`archive.remove ${key}`, () => archive.remove(key)),
    locate: (key) => archive.locate(key),
  };
}

function scratchWithMoments(scratch: ScratchSpace, around: Around): ScratchSpace {
  return {
    async open() {
      const folder = await around("scratch.open", () => scratch.open());
      return { ...folder, remove: () => around("scratch.remove", () => folder.remove()) };
    },
  };
}
