import { type DaySpread, driverDayOf, spreadOf } from "../functions/daily-report/domain/history/day-spread.ts";
import { driverCounts } from "../functions/daily-report/domain/history/driver-counts.ts";
import { driversOf } from "../functions/daily-report/domain/history/drivers.ts";
import { type Driver, type DriverId, driverIds } from "../functions/daily-report/domain/history/history.ts";
import type { Pool } from "../functions/daily-report/domain/history/past.ts";
import type { Tally } from "../functions/daily-report/domain/tally.ts";
import { readOptions, runCommand } from "../local/command.ts";
import { historyOptions, percent, range, readCount, table } from "./history-tables.ts";
import {
  type Channel,
  channels,
  type DayCounts,
  type Incident,
  poolOf,
  type QuietOptions,
  quietHistory,
  tallyOfDays,
} from "./quiet-history.ts";

const HELP = `Measures how often a row is named on a day on which nothing happened, and how often the rows of a planted incident are
named, and others (docs/metrics.md section 8.4).

  npm run drivers -- [options]

  --histories N   how many quiet histories, of the seeds 1 to N (default 1000); incidents are planted in a fifth of them
  --help          this text

Invents histories of 29 days and prints tables. The default takes about two minutes.`;

type Quiet = { readonly name: string; readonly of: Omit<QuietOptions, "seed">; readonly part: number };

const quiet: readonly Quiet[] = [
  { name: "300 to 3 000 sessions, rates vary by 7 %", of: {}, part: 1 },
  { name: "300 to 3 000 sessions, chance alone", of: { spread: 0 }, part: 1 / 3 },
  { name: "100 sessions, rates vary by 7 %", of: { sessions: 100 }, part: 1 / 2 },
  { name: "20 000 sessions, rates vary by 7 %", of: { sessions: 20_000 }, part: 1 / 25 },
];

/** An incident of a channel that has `sessions` offered sessions on the day. */
type Planted = { readonly name: string; readonly of: Omit<Incident, "channel"> };

const planted: readonly Planted[] = [
  { name: "x 1.5, all day", of: { from: 0, to: 24, factor: 1.5 } },
  { name: "x 2, all day", of: { from: 0, to: 24, factor: 2 } },
  { name: "x 3, all day", of: { from: 0, to: 24, factor: 3 } },
  { name: "nobody answers from 11 to 14", of: { from: 11, to: 14, factor: 100 } },
];

const DOUBLED = 1;

const sizes = [300, 1000] as const;

const bands = [
  { from: 0, to: 5 },
  { from: 5, to: 8 },
  { from: 8, to: 12 },
  { from: 12, to: 100 },
] as const;

const chanceAlone: DaySpread = () => 0;

await runCommand(async (args) => {
  const { help, histories } = readOptions(args, historyOptions);
  if (help) return HELP;
  const count = readCount(histories);
  const fewer = Math.ceil(count / 5);
  return [falseDrivers(count), foundIncidents(fewer)].join("\n\n");
});

/** What is known of a day: its tally, the merged days before and their spread. */
type Known = { readonly tally: Tally; readonly pool: Pool; readonly spread: DaySpread };

type NamedRow = Pick<Driver, "breakdown" | "key"> & { readonly metric: DriverId };

/** What is known of the days before a day. */
function earlier(days: readonly DayCounts[]): Omit<Known, "tally"> {
  const rows = days.map((day) => driverDayOf(tallyOfDays([day])));
  return { pool: poolOf(days), spread: spreadOf(() => rows) };
}

function daysBefore(given: QuietOptions): DayCounts[] {
  return range(1, 28).map(quietHistory(given).day);
}

/** The rows that are named, in all metrics. */
function namedRows({ tally, pool, spread }: Known): NamedRow[] {
  const drivers = driversOf(tally, pool, (_, key) => key, spread);
  return driverIds.flatMap((metric) => drivers[metric].rows.map(({ breakdown, key }) => ({ metric, breakdown, key })));
}

/** The same day, of which only the lost rates of channels are known: no rule can look at less and still find the channel. */
function lostOfChannels({ tally, pool, spread }: Known): Known {
  const of = (whole: Tally): Tally =>
    new Map(
      (["day", "channels"] as const).map((scope) => [
        scope,
        new Map([...(whole.get(scope) ?? [])].map(([row, counters]) => [row, withClassesAlone(counters)])),
      ]),
    );
  const merged = of(pool.tally("lost_rate"));
  return { tally: of(tally), pool: { days: pool.days, tally: () => merged }, spread };
}

function withClassesAlone(counters: ReadonlyMap<string, Map<string, number>>): Map<string, Map<string, number>> {
  return new Map([...counters].filter(([counter]) => counter === "class"));
}

function falseDrivers(count: number): string {
  const rows = quiet.map(({ name, of, part }) => {
    const seeds = range(1, Math.ceil(count * part));
    const days = seeds.map((seed) => {
      const its = {
        ...earlier(daysBefore({ seed, ...of })),
        tally: tallyOfDays([quietHistory({ seed, ...of }).day(0)]),
      };
      return {
        rule: namedRows(its).length > 0,
        chance: namedRows({ ...its, spread: chanceAlone }).length > 0,
        lost: namedRows(lostOfChannels(its)).length > 0,
      };
    });
    const shareOf = (is: (day: (typeof days)[number]) => boolean) => percent(days.filter(is).length, days.length);
    return [
      name,
      String(seeds.length),
      shareOf(({ rule }) => rule),
      shareOf(({ chance }) => chance),
      shareOf(({ lost }) => lost),
    ];
  });
  return `Quiet days (seeds from 1 on) on which a row is named\n${table(
    ["days", "number", "a row is named", "without the spread", "only the lost rate of channels"],
    rows,
  )}`;
}

type Found = {
  readonly named: boolean;
  readonly first: boolean;
  readonly other: boolean;
  /** Whether a rule that looks at nothing but lost rates of channels names the channel. */
  readonly alone: boolean;
  /** The usual lost rate of the channel in percent. */
  readonly usual: number;
};

/** What is named when incidents happen to the last day of one history, in the order of `planted`. */
function findIncidents(seed: number, size: number): Found[] {
  const channel = channels[seed % 3] ?? channels[0];
  const given = { seed, sessions: sessionsFor(seed, channel, size) };
  const before = earlier(daysBefore(given));
  const usual = driverCounts(before.pool.tally("lost_rate"), "lost_rate", "channels", channel).hits.value ?? 0;
  return planted.map(({ of }) => {
    const its = { ...before, tally: tallyOfDays([quietHistory({ ...given, incident: { channel, ...of } }).day(0)]) };
    const rows = namedRows(its);
    const isPlanted = ({ metric, breakdown, key }: NamedRow) =>
      (metric === "lost_rate" || metric === "sl1") &&
      ((breakdown === "channels" && key === channel) ||
        (breakdown === "hours" && of.to - of.from < 24 && Number(key) >= of.from && Number(key) < of.to));
    const isChannel = ({ metric, breakdown, key }: NamedRow) =>
      metric === "lost_rate" && breakdown === "channels" && key === channel;
    const [first] = rows.filter(({ metric }) => metric === "lost_rate");
    return {
      named: rows.some(isChannel),
      first: first !== undefined && isPlanted(first),
      other: !rows.every(isPlanted),
      alone: namedRows(lostOfChannels(its)).some(isChannel),
      usual,
    };
  });
}

/** The mean number of sessions at which the channel has `size` offered sessions on the last day. */
function sessionsFor(seed: number, channel: Channel, size: number): number {
  const tried = 1000;
  const day = tallyOfDays([quietHistory({ seed, sessions: tried }).day(0)], "channels");
  return (tried * size) / driverCounts(day, "lost_rate", "channels", channel).hits.n;
}

function foundIncidents(count: number): string {
  const found = sizes.map((size) => ({ size, days: range(1, count).map((seed) => findIncidents(seed, size)) }));
  const rows = found.flatMap(({ size, days }) =>
    planted.map(({ name }, place) => [String(size), name, ...sharesOf(days.flatMap((its) => its[place] ?? []))]),
  );
  const byRate = found.map(({ size, days }) => [
    String(size),
    ...sharesByRate(days.flatMap((its) => its[DOUBLED] ?? [])),
  ]);
  return [
    `${count} days with an incident (seeds 1 to ${count}): the lost rate of a channel is multiplied`,
    table(
      ["offered", "incident", "channel named", "its row first", "another row named", "only the lost rate of channels"],
      rows,
    ),
    `The same, ${planted[DOUBLED]?.name}: how often the channel is named, by its usual lost rate`,
    table(["offered", ...bands.map(({ from, to }) => `${from} to ${to} %`)], byRate),
  ].join("\n");
}

function sharesOf(found: readonly Found[]): string[] {
  return (["named", "first", "other", "alone"] as const).map((what) =>
    percent(found.filter((its) => its[what]).length, found.length),
  );
}

function sharesByRate(found: readonly Found[]): string[] {
  return bands.map(({ from, to }) => {
    const its = found.filter(({ usual }) => usual >= from && usual < to);
    return `${percent(its.filter(({ named }) => named).length, its.length)} of ${its.length}`;
  });
}
