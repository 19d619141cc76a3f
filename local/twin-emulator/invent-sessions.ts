import { type Arrival, arrivals, type Day, localHour } from "./invention/arrivals.ts";
import { withDataFaults } from "./invention/data-faults.ts";
import { inventSession } from "./invention/invent-session.ts";
import type { InventedItem } from "./invention/invented-item.ts";
import { seededRandom } from "./invention/seeded-random.ts";

/** `from`, `to` and `zone` define the report day; `count` is its number of sessions, default 3200. */
export type Invention = Day & { readonly seed: number; readonly count?: number };

const HOUR = 3_600_000;

/**
 * Returns the sessions of an invented contact centre on one day, as items of the API in order of time. The same seed and day
 * give the same bytes. The result also has a few sessions of the hours around the day, one exactly at its end, and some faulty
 * data.
 */
export function inventSessions(invention: Invention): InventedItem[] {
  return withDataFaults([...inventInTurn(invention)]);
}

/** The same sessions without the faulty data, one by one: a day that is too large for memory can be written to a file. */
export function* inventInTurn({ seed, from, to, zone, count = 3200 }: Invention): Generator<InventedItem> {
  const random = seededRandom(seed);
  const invent = ({ at, hour }: Arrival, index: number) =>
    // About one session in six is the second of its client.
    inventSession({ seed, at, hour, number: index + 1, clientNumber: random.whole(0, count * 3), endOfDay: to });
  const onTheDay = arrivals(random, { from, to, zone }, count);
  const around = [...near(random.whole, from - 2 * HOUR, from), ...near(random.whole, to, to + 2 * HOUR), to];
  const neighbours = around.map((at) => ({ at, hour: localHour(at, zone) }));
  for (const [index, arrival] of [...onTheDay, ...neighbours].sort((a, b) => a.at - b.at).entries()) {
    yield invent(arrival, index);
  }
}

function near(whole: (min: number, max: number) => number, from: number, to: number): number[] {
  return Array.from({ length: 8 }, () => from + whole(1, (to - from) / 1000 - 1) * 1000);
}
