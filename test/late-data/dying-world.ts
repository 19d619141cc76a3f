import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { StoryWorld } from "../story-world.ts";

const never = () => new Promise<never>(() => {});

/**
 * A world whose process dies at a call of its API or archive: from then on no call returns. The calls have two moments each,
 * before and after it is done; `at` counts moments from 1. `died` resolves with the name of the call.
 */
export function dyingWorld(world: StoryWorld, at: number): { world: StoryWorld; died: Promise<string> } {
  let moments = 0;
  let tell = (_: string) => {};
  const died = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const dies = (moment: string) => {
    moments += 1;
    if (moments === at) tell(moment);
    return moments >= at;
  };
  async function around<T>(name: string, call: () => Promise<T>): Promise<T> {
    if (dies(`${name} before`)) return never();
    const result = await call();
    return dies(`${name} after`) ? never() : result;
  }
  const { source, archive } = world;
  return {
    died,
    world: {
      ...world,
      source: { readDay: (query) => around("readDay", () => source.readDay(query)) },
      archive: archiveAround(archive, around),
    },
  };
}

type Around = <T>(name: string, call: () => Promise<T>) => Promise<T>;

function archiveAround(archive: ArchiveStore, around: Around): ArchiveStore {
  return {
    // The tallies of 56 days are read without any effect: dying at each of them shows nothing.
    get: (key) => (key.startsWith("tables/") ? archive.get(key) : around(`get ${key}`, () => archive.get(key))),
    put: (key, body, type) => around(`put ${key}`, () => archive.put(key, body, type)),
    putFile: (key, file, type, signal) => around(`putFile ${key}`, () => archive.putFile(key, file, type, signal)),
    copy: (from, to) => around(`copy ${to}`, () => archive.copy(from, to)),
    digest: (key) => around(`digest ${key}`, () => archive.digest(key)),
    create: (key, body, type) => around(`create ${key}`, () => archive.create(key, body, type)),
    list: (prefix) => around(`list ${prefix}`, () => archive.list(prefix)),
    remove: (key) => around(`remove ${key}`, () => archive.remove(key)),
    locate: (key) => archive.locate(key),
  };
}
