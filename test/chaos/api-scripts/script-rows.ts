import { reportDay } from "../../../functions/daily-report/domain/report-day.ts";
import type { TallySettings } from "../../../functions/daily-report/domain/tally.ts";
import type { SeededRandom } from "../../../local/twin-emulator/invention/seeded-random.ts";

/** The day of all random scripts, and the settings of its figures. */
export const day = reportDay("2026-01-11", "Europe/Moscow");
export const settings: TallySettings = { firstReplySeconds: 60, groupFirstReplySeconds: { "1": 30 } };

/** A session of these servers: plain, well-typed values, so that the fold of the test is simple. */
export type Row = Record<string, unknown>;

const hour = 3_600_000;
const text = (instant: number): string => new Date(instant).toISOString();

/** How the sessions are spread over the day: far apart, in a few seconds, or all in one second. */
type Spread = "apart" | "few seconds" | "one second";

/** The first rows of a server: mostly sessions of the day, some of another day, some without an id or a time, some twice. */
export function growRows(random: SeededRandom): Row[] {
  const spread = random.weighted<Spread>(["apart", "few seconds", "one second"], [6, 3, 1]);
  const count = random.weighted(
    [0, 1, random.whole(2, 12), random.whole(13, 30), random.whole(31, 60)],
    [1, 1, 8, 8, 3],
  );
  const odd = random.pick([0, 0, 0.05, 0.3]);
  const rows: Row[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const row = growRow(random, { id: `s${nth}`, at: instantIn(random, spread) });
    rows.push(...(random.chance(odd) ? makeOdd(random, row) : [row]));
  }
  return rows;
}

function instantIn(random: SeededRandom, spread: Spread): number {
  const milliseconds = random.pick([0, 0, 1, 500, 999]);
  if (spread === "one second") return day.from + 12 * hour + milliseconds;
  if (spread === "few seconds") return day.from + 9 * hour + random.whole(0, 5) * 1000 + milliseconds;
  return day.from + random.whole(0, 86_399) * 1000 + milliseconds;
}

function makeOdd(random: SeededRandom, row: Row): Row[] {
  const aside = random.pick([day.from - hour, day.from - 1, day.to, day.to + hour]);
  return random.pick([
    [{ ...row, id: null }],
    [{ ...row, createdAt: random.pick([null, "yesterday"]) }],
    [{ ...row, createdAt: text(aside), closedAt: null }],
    [row, changed(random, row)],
    [row, row],
  ]);
}

/** A later version of the same session. */
export function changed(random: SeededRandom, row: Row): Row {
  const updatedAt = text(day.to + random.whole(0, 3600) * 1000);
  return { ...row, updatedAt, nps: random.whole(0, 10), price: random.whole(0, 500) / 100 };
}

/** A session that is created while the day is read. */
export function lateRow(random: SeededRandom, nth: number): Row {
  return growRow(random, {
    id: `late${nth}`,
    at: instantIn(random, random.pick(["apart", "few seconds", "one second"])),
  });
}

function growRow(random: SeededRandom, { id, at }: { id: string; at: number }): Row {
  const grow = random.weighted([handled, lost, offered, botOnly, spam], [10, 2, 3, 4, 1]);
  const closedAt = random.chance(0.8) ? text(at + random.whole(0, 7200) * 1000) : null;
  const price = random.pick([null, 0, 1.25, -0.5, random.whole(0, 100_000) / 1000]);
  return { id, createdAt: text(at), updatedAt: text(at + 60_000), closedAt, price, ...grow(random, at) };
}

const operator = (random: SeededRandom): Row => {
  const nth = random.whole(1, 4);
  return {
    userId: random.pick([nth, null]),
    operatorName: `Operator ${nth}`,
    operatorGroupIds: random.pick([[], [1], [1, 2]]),
  };
};

function handled(random: SeededRandom, at: number): Row {
  const assigned = random.chance(0.9) ? at + 1000 : null;
  const first = at + 1000 + random.pick([-5000, 0, 999, 15_000, 30_999, 31_000, 60_000, 61_000, 400_000]);
  const scale = random.pick([5, 10]);
  return {
    ...operator(random),
    operatorAssignedAt: assigned === null ? null : text(assigned),
    operatorFirstMessageCreatedAt: random.chance(0.9) ? text(first) : null,
    operatorMessageCount: random.whole(1, 9),
    nps: random.pick([null, 0, 6, 7, 8, 9, 10, 10]),
    csi: random.pick([null, 0, 1, 4, 5, 3.7]),
    csiMax: scale,
  };
}

const lost = (random: SeededRandom): Row => ({ ...operator(random), isLostSession: true, nps: random.pick([null, 1]) });
const offered = (random: SeededRandom): Row => ({ ...operator(random) });
const botOnly = (random: SeededRandom): Row => ({ operatorGroupIds: [], nps: random.pick([null, 3, 10]) });
const spam = (random: SeededRandom): Row => ({ ...operator(random), markedAsSpam: true, nps: 1, price: 1000 });
