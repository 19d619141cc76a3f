import { add, rowOf } from "../functions/daily-report/domain/counts.ts";
import type { Pool } from "../functions/daily-report/domain/history/past.ts";
import { NO_KEY, type Scope, type Tally } from "../functions/daily-report/domain/tally.ts";
import { type SeededRandom, seededRandom } from "../local/twin-emulator/invention/seeded-random.ts";

/**
 * Histories of an invented contact centre in which nothing happens: 57 days of the same rates, with a weekday pattern in
 * volume and mix. They measure how often rules call something unusual that is not. A day is drawn session by session, straight
 * into counts, because a thousand histories are about forty million sessions.
 */
export type QuietHistory = {
  /** The mean number of sessions of a weekday. */
  readonly sessions: number;
  /** The counts of a day: 0 is the last day, 56 the first. The same day is the same on every call, whatever was asked before. */
  readonly day: (back: number) => DayCounts;
};

/** Sessions by row and cell, at `row * cells.length + cell`. */
export type DayCounts = Int32Array;

export type QuietOptions = {
  readonly seed: number;
  /** The mean number of sessions of a weekday; by default 300 to 3 000, by the seed. */
  readonly sessions?: number;
  /**
   * How much rates differ from day to day beyond chance: the standard deviation of the logarithm of every rate's factor, for the
   * day, and again for each channel, hour and operator of the day. 0 gives pure binomial rates and Poisson volumes.
   */
  readonly spread?: number;
  /** What happens on the last day. */
  readonly incident?: Incident;
};

/** The lost rate of a channel is multiplied in the hours from `from` to `to`, `to` excluded. */
export type Incident = {
  readonly channel: Channel;
  readonly from: number;
  readonly to: number;
  readonly factor: number;
};

export const channels = ["telegram", "whatsapp", "web", "vk", "viber"] as const;
export type Channel = (typeof channels)[number];

/** The default of `spread`. */
const SPREAD = 0.07;
/** The standard deviation of the logarithm of a day's volume, beyond Poisson. */
const VOLUME_SPREAD = 0.06;
const TARGET_SECONDS = 60;

const keysOf = (name: string, count: number) => [
  NO_KEY,
  ...Array.from({ length: count }, (_, index) => `${name}-${index + 1}`),
];
const hourNames = Array.from({ length: 24 }, (_, hour) => String(hour));
const operatorNames = keysOf("operator", 24);
const groupNames = keysOf("group", 4);
const botNames = keysOf("bot", 2);

/** The rows of all scopes; a scope's first row is at its offset. */
const rows: readonly { readonly scope: Scope; readonly row: string }[] = [
  { scope: "day", row: "" },
  ...channels.map((row) => ({ scope: "channels" as const, row })),
  ...hourNames.map((row) => ({ scope: "hours" as const, row })),
  ...botNames.map((row) => ({ scope: "bots" as const, row })),
  ...groupNames.map((row) => ({ scope: "groups" as const, row })),
  ...operatorNames.map((row) => ({ scope: "operators" as const, row })),
];
const offsetOf = (scope: Scope) => rows.findIndex((row) => row.scope === scope);
const offsets = {
  channels: offsetOf("channels"),
  hours: offsetOf("hours"),
  bots: offsetOf("bots"),
  groups: offsetOf("groups"),
  operators: offsetOf("operators"),
};

/** First reply times that occur, in seconds: coarser where they are long, so that a row has few cells. */
const replySeconds = [...range(1, 60, 1), ...range(62, 180, 2), ...range(185, 600, 5), ...range(660, 1800, 60)];

const classes = ["handled", "lost", "unanswered", "waiting", "bot_only"] as const;

/** What is counted: a counter and its key. */
const cells: readonly (readonly [counter: string, key: string])[] = [
  ...classes.map((name) => ["class", name] as const),
  ...classes.map((name) => (name === "waiting" ? (["open", ""] as const) : (["closed", name] as const))),
  ["missing", "csi"],
  ...range(1, 5, 1).map((mark) => ["csi", `${mark}/5`] as const),
  ["csi_top_box", ""],
  ["missing", "nps"],
  ...range(0, 10, 1).map((mark) => ["nps", String(mark)] as const),
  ["frt_within_target", ""],
  ...replySeconds.map((seconds) => ["frt", String(seconds)] as const),
];
const cellOf = (counter: string, key = "") => cells.findIndex(([name, its]) => name === counter && its === key);
const at = {
  closed: classes.length,
  csiMissing: cellOf("missing", "csi"),
  csi: cellOf("csi", "1/5") - 1,
  topBox: cellOf("csi_top_box"),
  npsMissing: cellOf("missing", "nps"),
  nps: cellOf("nps", "0"),
  withinTarget: cellOf("frt_within_target"),
  frt: cellOf("frt", "1"),
};
/** The cell of every whole second. */
const replyCells = Uint16Array.from({ length: 1801 }, (_, seconds) => {
  const index = replySeconds.findIndex((known) => known >= seconds);
  return at.frt + index;
});

/** What stays the same in all days of a history. */
type Centre = {
  readonly sessions: number;
  readonly lost: number;
  readonly contained: number;
  readonly unhappy: number;
  readonly detractors: number;
  readonly replyMedian: number;
  /** The weekday of the last day, 0 is Monday. */
  readonly weekday: number;
  /** Factors of rows on their rates. */
  readonly ofChannel: readonly number[];
  readonly ofHour: readonly number[];
  readonly ofOperator: readonly number[];
};

const volumeOfWeekday = [1.15, 1.08, 1.04, 1.02, 0.96, 0.62, 0.5];
const demandOfHour = [1, 1, 0.5, 0.5, 0.5, 1, 2, 4, 7, 9, 10, 10, 9, 10, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
const shareOfChannel = [34, 27, 19, 13, 7];
const shareOfGroup = [0, 40, 30, 20, 10];
const shareOfBot = [25, 50, 25];

/** Creates a history from its seed. Histories of different seeds are different centres. */
export function quietHistory({ seed, sessions, spread = SPREAD, incident }: QuietOptions): QuietHistory {
  const centre = centreOf(seed, sessions);
  return {
    sessions: centre.sessions,
    day: (back) =>
      drawDay(seededRandom(seed, back + 1), { centre, spread, back, incident: back === 0 ? (incident ?? null) : null }),
  };
}

/** The tally of days, merged; of one scope alone if it is given. */
export function tallyOfDays(days: readonly DayCounts[], only?: Scope): Tally {
  const tally: Tally = new Map();
  for (const [number, { scope, row }] of rows.entries()) {
    if (only !== undefined && scope !== only) continue;
    const start = number * cells.length;
    for (const [cell, [counter, key]] of cells.entries()) {
      let n = 0;
      for (const day of days) n += day[start + cell] ?? 0;
      if (n === 0) continue;
      const target = rowOf(tally, scope, row);
      add(target, counter, key, n);
      const isNamed = (scope === "operators" || scope === "bots") && row !== NO_KEY;
      if (isNamed && counter === "class") add(target, "name", nameOf(row), n);
    }
  }
  return tally;
}

/** Merged days as a pool that every metric can use. */
export function poolOf(days: readonly DayCounts[]): Pool {
  const tally = tallyOfDays(days);
  return { days: () => days.length, tally: () => tally };
}

function nameOf(key: string): string {
  return key.replace(/^./, (letter) => letter.toUpperCase()).replace("-", " ");
}

function centreOf(seed: number, sessions: number | undefined): Centre {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low * (high / low) ** random.next();
  const factors = (count: number, spread: number) => Array.from({ length: count }, () => random.logNormal(1, spread));
  const mean = between(300, 3000);
  return {
    sessions: sessions ?? mean,
    lost: between(0.03, 0.12),
    contained: between(0.2, 0.5),
    unhappy: between(0.08, 0.2),
    detractors: between(0.12, 0.3),
    replyMedian: between(25, 60),
    weekday: random.whole(0, 6),
    ofChannel: factors(channels.length, 0.25),
    ofHour: factors(24, 0.25),
    ofOperator: factors(operatorNames.length, 0.25),
  };
}

type DayOf = {
  readonly centre: Centre;
  readonly spread: number;
  readonly back: number;
  readonly incident: Incident | null;
};

/** Draws a day, session by session. One long function with numbers in typed arrays, because it runs forty million times. */
function drawDay(random: SeededRandom, { centre, spread, back, incident }: DayOf): DayCounts {
  const counts = new Int32Array(rows.length * cells.length);
  const weekday = (((centre.weekday - back) % 7) + 7) % 7;
  const varied = () => random.logNormal(1, spread);
  const rowFactors = (usual: readonly number[]) => Float64Array.from(usual, (factor) => factor * varied());
  const [lost, contained, unhappy, detractors, replyMedian] = [
    centre.lost * varied(),
    Math.min(0.9, centre.contained * varied()),
    centre.unhappy * varied(),
    centre.detractors * varied(),
    centre.replyMedian * varied(),
  ] as const;
  const [ofChannel, ofHour, ofOperator] = [
    rowFactors(centre.ofChannel),
    rowFactors(centre.ofHour),
    rowFactors(centre.ofOperator),
  ] as const;
  const pickHour = pickerOf(
    random,
    demandOfHour.map((share) => share * varied()),
  );
  // At the weekend the web site has fewer visitors, and the messengers have more.
  const pickChannel = pickerOf(
    random,
    shareOfChannel.map((share, channel) => share * varied() * (weekday >= 5 && channels[channel] === "web" ? 0.6 : 1)),
  );
  const pickBot = pickerOf(
    random,
    shareOfBot.map((share) => share * varied()),
  );
  const pickGroup = pickerOf(
    random,
    shareOfGroup.map((share) => share * varied()),
  );
  const pickOperator = pickerOf(
    random,
    operatorNames.map((_, operator) => (operator === 0 ? 0 : 1 / (2 + operator))),
  );
  const expected =
    centre.sessions * (volumeOfWeekday[weekday] ?? 1) * (spread === 0 ? 1 : random.logNormal(1, VOLUME_SPREAD));
  const total = Math.max(0, Math.round(expected + Math.sqrt(expected) * random.normal()));
  const base = new Int32Array(7);

  for (let session = 0; session < total; session += 1) {
    const hour = pickHour();
    const channel = pickChannel();
    const bot = pickBot();
    const isHit =
      incident !== null && channels[channel] === incident.channel && hour >= incident.from && hour < incident.to;
    const lostHere = Math.min(
      0.97,
      lost * (ofChannel[channel] ?? 1) * (ofHour[hour] ?? 1) * (isHit ? incident.factor : 1),
    );
    const outcome = outcomeOf(bot > 0 && random.next() < contained, random.next(), lostHere);
    const isOffered = outcome !== BOT_ONLY;
    // An operator was already assigned to some of the lost sessions. The others have none.
    const operator = outcome === HANDLED || (outcome === LOST && random.next() < 0.4) ? pickOperator() : 0;
    const group = isOffered ? pickGroup() : 0;
    // One session in twenty is in two groups.
    const second = isOffered && random.next() < 0.05 ? 1 + (group % (groupNames.length - 1)) : group;
    base[0] = 0;
    base[1] = offsets.channels + channel;
    base[2] = offsets.hours + hour;
    base[3] = offsets.bots + bot;
    base[4] = offsets.operators + operator;
    base[5] = offsets.groups + group;
    base[6] = offsets.groups + second;
    const used = second === group ? 6 : 7;
    const count = (cell: number) => {
      for (let place = 0; place < used; place += 1) addTo(counts, (base[place] ?? 0) * cells.length + cell, 1);
    };
    count(outcome);
    count(at.closed + outcome);
    if (outcome !== HANDLED) continue;
    const its = (ofOperator[operator] ?? 1) * (ofChannel[channel] ?? 1);
    const seconds = Math.min(1800, Math.round(random.logNormal(replyMedian, 0.8) * (ofHour[hour] ?? 1)));
    count(replyCells[seconds] ?? at.frt);
    if (seconds <= TARGET_SECONDS) count(at.withinTarget);
    if (random.next() < 0.35) {
      const isUnhappy = random.next() < unhappy * its;
      count(at.csi + (isUnhappy ? random.whole(1, 3) : random.whole(4, 5)));
      if (!isUnhappy) count(at.topBox);
    } else count(at.csiMissing);
    if (random.next() < 0.25) count(at.nps + markOf(random, detractors * its));
    else count(at.npsMissing);
  }
  return counts;
}

const HANDLED = classes.indexOf("handled");
const LOST = classes.indexOf("lost");
const BOT_ONLY = classes.indexOf("bot_only");

/** Returns the index of a class; `draw` is a number in [0, 1). */
function outcomeOf(isContained: boolean, draw: number, lost: number): number {
  if (isContained) return BOT_ONLY;
  if (draw < lost) return LOST;
  if (draw < lost + 0.02) return classes.indexOf("unanswered");
  return draw < lost + 0.023 ? classes.indexOf("waiting") : HANDLED;
}

/** Returns an NPS mark: a detractor's with the given probability, otherwise one in four is passive. */
function markOf(random: SeededRandom, detractors: number): number {
  if (random.next() < detractors) return random.whole(0, 6);
  return random.next() < 0.25 ? random.whole(7, 8) : random.whole(9, 10);
}

const RESOLUTION = 4096;

/** Returns a function that draws an index by weight, from a table: to add up weights for every session would take longer. */
function pickerOf(random: SeededRandom, weights: readonly number[]): () => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const table = new Uint8Array(RESOLUTION);
  let filled = 0;
  let reached = 0;
  for (const [index, weight] of weights.entries()) {
    reached += weight;
    const end = Math.round((RESOLUTION * reached) / total);
    table.fill(index, filled, end);
    filled = end;
  }
  return () => table[Math.floor(random.next() * RESOLUTION)] ?? 0;
}

function addTo(counts: Int32Array, index: number, n: number): void {
  // The array has a number for every row and cell.
  counts[index] = (counts[index] as number) + n;
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}
