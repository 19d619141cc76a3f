import { npsChange, rateChange } from "../functions/daily-report/domain/history/change.ts";
import { type ChangeId, changeIds, comparedIds } from "../functions/daily-report/domain/history/history.ts";
import { compareOperators } from "../functions/daily-report/domain/history/operators.ts";
import { type HeadlineId, headlineIds } from "../functions/daily-report/domain/history/past.ts";
import { type Headlines, usualMetric, usualOf } from "../functions/daily-report/domain/history/usual.ts";
import { metricsOf } from "../functions/daily-report/domain/metrics/catalogue.ts";
import { figuresOf } from "../functions/daily-report/domain/tally.ts";
import { fromHere, readOptions, runCommand } from "../local/command.ts";
import { historyOptions, percent, range, readCount, table } from "./history-tables.ts";
import { daysOfArchive, daysOfSessions, type KnownDays } from "./known-days.ts";
import {
  type DayCounts,
  type Incident,
  poolOf,
  type QuietOptions,
  quietHistory,
  tallyOfDays,
} from "./quiet-history.ts";
import { type JudgedDay, judgedDays, rulesTable } from "./rules-table.ts";

const HELP = `Measures how often the comparison with earlier days says something of a day on which nothing happened, and how often it
finds an incident, by the rule in force and by other rules (docs/metrics.md sections 8.1 and 8.5).

  npm run verdicts -- [options]

  --histories N     how many quiet histories, of the seeds 1 to N (default 1000); incidents are planted in a fifth of them
  --report ID       measures the rules with the days of this report in your archive instead
  --out DIR         the folder of the archive, or of a copy of the bucket (default: out)
  --sessions FILE   measures the rules with the days of a file of TWIN sessions instead
  --zone ZONE       the time zone of its days (default: Europe/Moscow)
  --help            this text

Without a report or a file, invents histories of 57 days and prints tables. The default takes about two minutes.`;

const options = {
  ...historyOptions,
  report: { type: "string", default: "" },
  out: { type: "string", default: "out" },
  sessions: { type: "string", default: "" },
  zone: { type: "string", default: "Europe/Moscow" },
} as const;

/** The seed of the changes that are planted. */
const SEED = 1;

/** The sessions of a weekday of which the first channel has about 300. */
const OF_300 = 880;

const USUAL_CENTRE = "300 to 3 000 sessions, rates vary by 7 %";

const centres: Readonly<Record<string, Omit<QuietOptions, "seed">>> = {
  [USUAL_CENTRE]: {},
  "300 to 3 000 sessions, chance alone": { spread: 0 },
  "100 sessions, rates vary by 7 %": { sessions: 100 },
};

const allDay = (factor: number): Incident => ({ channel: "telegram", from: 0, to: 24, factor });
const incidents: Readonly<Record<string, Incident>> = {
  "half as many again, all day": allDay(1.5),
  "twice as many, all day": allDay(2),
  "four times as many, all day": allDay(4),
  "nearly all, for three hours": { channel: "telegram", from: 11, to: 14, factor: 12 },
};

await runCommand(async (args) => {
  const { help, histories, report, out, sessions, zone } = readOptions(args, options);
  if (help) return HELP;
  if (sessions !== "") return knownTable(await daysOfSessions(fromHere(sessions), zone));
  if (report !== "") return knownTable(await daysOfArchive(fromHere(out), report));
  const count = readCount(histories);
  const fewer = Math.ceil(count / 5);
  return [
    ...Object.entries(centres).map(([name, centre]) => falseVerdicts(name, centre, count)),
    foundIncidents(fewer),
    comparedRules(Math.ceil(count / 2)),
    falseTrends(fewer),
  ].join("\n\n");
});

function knownTable(days: KnownDays): string {
  return `${days.size} days\n${rulesTable(judgedDays(days), SEED)}`;
}

/** All rules with the last days of the histories of `USUAL_CENTRE`. */
function comparedRules(count: number): string {
  const days = range(1, count).map((seed): JudgedDay => {
    const { day } = quietHistory({ seed });
    const past = range(1, 56).map((back) => headlines([day(back)]));
    return { day: headlines([day(0)]), past: (back) => past[back - 1] ?? null };
  });
  return `${count} quiet days (seeds 1 to ${count}); ${USUAL_CENTRE}\n${rulesTable(days, SEED)}`;
}

/** What is said of one metric of the last day; `xmr` is the verdict without the rule of chance. */
type Said = { readonly rule: boolean; readonly xmr: boolean; readonly isReal: boolean };

function judge(given: QuietOptions): Record<HeadlineId, Said> {
  const { day } = quietHistory(given);
  const before = range(1, 28).map(day);
  const today = headlines([day(0)]);
  const merged = headlines(before);
  const alike = range(1, 8).map((week) => headlines([before[7 * week - 1] ?? day(7 * week)]));
  const said = headlineIds.map((id) => {
    const values = alike.toReversed().flatMap((past) => past[id].value ?? []);
    const rule = usualMetric(id, today, values, 8).verdict;
    const xmr = usualOf(today[id].value, values, 8).verdict;
    return [id, { rule: isUnusual(rule), xmr: isUnusual(xmr), isReal: isChange(id) && isReal(id, today, merged) }];
  });
  return Object.fromEntries(said) as Record<HeadlineId, Said>;
}

function headlines(days: readonly DayCounts[]): Headlines {
  return metricsOf(figuresOf(tallyOfDays(days, "day"), "day", ""));
}

function isUnusual(verdict: string | null): boolean {
  return verdict !== null && verdict !== "usual";
}

function isChange(id: HeadlineId): id is ChangeId {
  return changeIds.some((known) => known === id);
}

function isReal(id: ChangeId, day: Headlines, before: Headlines): boolean {
  return (id === "nps" ? npsChange(day.nps, before.nps) : rateChange(day[id], before[id])).isReal;
}

function falseVerdicts(name: string, centre: Omit<QuietOptions, "seed">, count: number): string {
  const days = range(1, count).map((seed) => judge({ ...centre, seed }));
  const shareOf = (isSaid: (day: Record<HeadlineId, Said>) => boolean) => percent(days.filter(isSaid).length, count);
  const rows = headlineIds.map((id) => [
    `\`${id}\``,
    shareOf((day) => day[id].rule),
    shareOf((day) => day[id].xmr),
    isChange(id) ? shareOf((day) => day[id].isReal) : "",
    isChange(id) ? shareOf((day) => day[id].isReal && day[id].rule) : "",
  ]);
  const any = (of: (said: Said) => boolean) => shareOf((day) => Object.values(day).some(of));
  rows.push(["any of them", any(({ rule }) => rule), any(({ xmr }) => xmr), any((its) => its.isReal), ""]);
  return `${count} quiet days (seeds 1 to ${count}); ${name}\n${table(
    ["metric", "unusual", "by XmR alone", "real change", "both"],
    rows,
  )}`;
}

function foundIncidents(count: number): string {
  const rows = Object.entries(incidents).flatMap(([name, incident]) =>
    [OF_300, 3000].map((sessions) => {
      const days = range(1, count).map((seed) => judge({ seed, sessions, incident }));
      const shareOf = (isSaid: (said: Said) => boolean) =>
        percent(days.filter((day) => isSaid(day.lost_rate)).length, count);
      return [
        name,
        String(sessions),
        shareOf(({ rule }) => rule),
        shareOf(({ xmr }) => xmr),
        shareOf((said) => said.isReal),
      ];
    }),
  );
  return `${count} days with an incident (seeds 1 to ${count}): what telegram, a third of all sessions, lost\n${table(
    ["lost sessions of the channel", "sessions", "lost_rate unusual", "by XmR alone", "real change"],
    rows,
  )}`;
}

/** The share of operators whose rate is said to have changed between the fortnights, although nothing did. */
function falseTrends(count: number): string {
  const rows = range(1, count).flatMap((seed) => {
    const days = range(1, 28).map(quietHistory({ seed }).day);
    const halves = [poolOf(days.slice(14)), poolOf(days.slice(0, 14))] as const;
    return compareOperators(poolOf(days), halves).rows;
  });
  const shares = comparedIds.map((id) => {
    const trends = rows.flatMap(({ rates }) => rates[id].trend ?? []);
    return [
      `\`${id}\``,
      String(trends.length),
      percent(trends.filter((trend) => trend !== "steady").length, trends.length),
    ];
  });
  return `operators of ${count} quiet histories\n${table(["rate", "trends", "not steady"], shares)}`;
}
