import { type Arrival, arrivals, type Day, localHour } from "./invention/arrivals.ts";
import { withDataFaults } from "./invention/data-faults.ts";
import { inventSession } from "./invention/invent-session.ts";
import type { InventedItem } from "./invention/invented-item.ts";
import { type SeededRandom, seededRandom } from "./invention/seeded-random.ts";

/**
 * `from`, `to` and `zone` define the report day; `count` is its number of sessions, default 3200. Without `withClients` the
 * fields that describe the client are null, and every other field stays the same: no figure of a report needs them, and they are
 * a third of the work.
 */
export type Invention = Day & { readonly seed: number; readonly count?: number; readonly withClients?: boolean };

const COUNT = 3200;
const HOUR = 3_600_000;

/** How many sessions are invented around the day: before it, after it, and one exactly at its end. */
const [BEFORE, AFTER, AT_END] = [8, 8, 1];

/**
 * Returns the sessions of an invented contact centre on one day, as items of the API in order of time. The same seed and day
 * give the same bytes. The result also has a few sessions of the hours around the day, one exactly at its end, and some faulty
 * data.
 */
export function inventSessions(invention: Invention): InventedItem[] {
  return [...inventWithFaults(invention)];
}

/** The same sessions one by one. */
export function inventWithFaults(invention: Invention): Generator<InventedItem> {
  const { count = COUNT } = invention;
  return withDataFaults(inventInTurn(invention), Math.trunc((BEFORE + count + AT_END + AFTER) / 2));
}

/** The same sessions without the faulty data, one by one: a day that is too large for memory can be written to a file. */
export function* inventInTurn(invention: Invention): Generator<InventedItem> {
  const { seed, from, to, zone, count = COUNT, withClients = true } = invention;
  const random = seededRandom(seed);
  const invent = ({ at, hour }: Arrival, index: number) => {
    // About one session in six is the second of its client. Drawn even without clients, so that the sessions stay the same.
    const clientNumber = random.whole(0, count * 3);
    return inventSession({ seed, at, hour, number: index + 1, clientNumber, withClients, endOfDay: to });
  };
  const onTheDay = arrivals(random, { from, to, zone }, count);
  const around = [
    ...near(random.whole, BEFORE, [from - 2 * HOUR, from]),
    ...near(random.whole, AFTER, [to, to + 2 * HOUR]),
    to,
  ];
  const neighbours = around.map((at) => ({ at, hour: localHour(at, zone) }));
  for (const [index, arrival] of [...onTheDay, ...neighbours].sort((a, b) => a.at - b.at).entries()) {
    yield invent(arrival, index);
  }
}

function near(whole: SeededRandom["whole"], count: number, [from, to]: readonly [number, number]): number[] {
  return Array.from({ length: count }, () => from + whole(1, (to - from) / 1000 - 1) * 1000);
}
