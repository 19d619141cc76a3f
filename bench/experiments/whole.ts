import { cutTime } from "../../functions/daily-report/twin/cut-time.ts";
import { defaultTwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { benchDay } from "../bench-day.ts";
import { grouped } from "../grouped.ts";
import { type Case, cpuOf, inTurn, peakOf, type Sample, valuesOf } from "../in-turn.ts";
import type { Row } from "../judge-row.ts";
import { type Experiment, factsIn, type Lab } from "../lab.ts";
import { pandasPeer, pandasVersions } from "../pandas-peer.ts";
import { runChild } from "../run-child.ts";
import { marginals } from "../statistics.ts";

/** The whole report with all its files: against the same in Python, its memory, its requests. */
export const whole: Experiment = async (lab) => {
  const { small, large, runs } = lab.settings;
  const names = namesAt(large);
  const peer: Case[] = [];
  if ((await pandasVersions()) === null) {
    lab.say("Without pandas and XlsxWriter (bench/peers/README.md) the rows that compare with them are not measured.");
  } else peer.push({ name: names.peer, run: () => runPeer(lab, large) });
  const samples = await inTurn(
    [
      { name: namesAt(small).report, run: () => runWhole(lab, small) },
      { name: names.withoutParquet, run: () => runWhole(lab, large, ["--without-parquet"]) },
      { name: names.report, run: () => runWhole(lab, large) },
      ...peer,
    ],
    runs,
    lab.say,
  );
  const cpu = (name: string) => valuesOf(samples, name, cpuOf);
  const pandas = { what: "pandas", values: cpu(names.peer) };
  const rows: Row[] = [
    row(`CPU of pandas + XlsxWriter, ${grouped(large)} sessions`, "s", pandas.values),
    {
      ...row(`CPU without parquet, ${grouped(large)} sessions`, "s", cpu(names.withoutParquet)),
      goal: { most: 0.5, than: pandas },
    },
    {
      ...row(`CPU with parquet, ${grouped(large)} sessions`, "s", cpu(names.report)),
      goal: { most: 0.6, than: pandas },
    },
    row(`CPU with parquet, ${grouped(small)} sessions`, "s", cpu(namesAt(small).report)),
    row(
      `CPU per session, ${grouped(small)} -> ${grouped(large)}`,
      "µs",
      micro(marginals(cpu(namesAt(small).report), cpu(names.report), large - small)),
    ),
    row(`peak RSS of pandas + XlsxWriter, ${grouped(large)} sessions`, "MB", valuesOf(samples, names.peer, peakOf)),
    {
      ...row(`peak RSS, ${grouped(large)} sessions`, "MB", valuesOf(samples, names.report, peakOf)),
      goal: { most: 300, than: null },
    },
    requestsRow(samples[names.report] ?? [], large),
  ];
  return { rows, samples };
};

/** A day of the largest size, once, beside one run each of the smaller sizes. */
export const huge: Experiment = async (lab) => {
  const { small, large, huge } = lab.settings;
  const sizes = [small, large, huge];
  const cases = sizes.map((size) => ({ name: namesAt(size).report, run: () => runWhole(lab, size) }));
  const samples = await inTurn(cases, 1, lab.say);
  const cpu = (size: number) => valuesOf(samples, namesAt(size).report, cpuOf);
  const peak = (size: number) => valuesOf(samples, namesAt(size).report, peakOf);
  const below = micro(marginals(cpu(small), cpu(large), large - small));
  const rows: Row[] = [
    row(`CPU, ${grouped(huge)} sessions`, "s", cpu(huge)),
    row(`CPU per session, ${grouped(small)} -> ${grouped(large)}`, "µs", below),
    {
      ...row(
        `CPU per session, ${grouped(large)} -> ${grouped(huge)}`,
        "µs",
        micro(marginals(cpu(large), cpu(huge), huge - large)),
      ),
      goal: { most: 1.2, than: { what: `${grouped(small)} -> ${grouped(large)}`, values: below } },
    },
    {
      ...row(`peak RSS, ${grouped(huge)} sessions`, "MB", peak(huge)),
      goal: { most: 1.25, than: { what: `${grouped(large)} sessions`, values: peak(large) } },
    },
    requestsRow(samples[namesAt(huge).report] ?? [], huge),
  ];
  return { rows, samples };
};

function namesAt(sessions: number) {
  return {
    report: `report of ${grouped(sessions)} sessions`,
    withoutParquet: `report of ${grouped(sessions)} sessions without parquet`,
    peer: `pandas and XlsxWriter, ${grouped(sessions)} sessions`,
  };
}

async function runWhole(lab: Lab, sessions: number, more: readonly string[] = []): Promise<Sample> {
  const { url } = await lab.day(sessions);
  return lab.inFolder((folder) => lab.measure(lab.bundled("whole-run"), [url, folder, ...more]));
}

async function runPeer(lab: Lab, sessions: number): Promise<Sample> {
  const { url } = await lab.day(sessions);
  return lab.inFolder(async (folder) => {
    const { usage, output } = await runChild(pandasPeer(url, folder));
    return { ...usage, facts: factsIn(output) };
  });
}

/** The goal for requests: 1.1 for each full page, and two more for each slice. */
function requestsRow(samples: readonly Sample[], sessions: number): Row {
  const most = samples.map(() => 1.1 * Math.ceil(sessions / 1000) + 2 * slicesOf(sessions));
  return {
    measure: `requests for ${grouped(sessions)} sessions`,
    unit: "requests",
    values: samples.map(({ facts }) => facts.requests ?? 0),
    goal: { most: 1, than: { what: "1.1 n / 1000 + 2 slices", values: most } },
  };
}

/** The number of slices into which the client first cuts a day of so many sessions. */
function slicesOf(sessions: number): number {
  const { from, to } = benchDay();
  const whole = { from, to, first: true, last: true, balance: { parent: sessions, children: 0 } };
  return cutTime(whole, sessions, defaultTwinLimits.sessionsPerSlice).length;
}

function row(measure: string, unit: Row["unit"], values: readonly number[]): Row {
  return { measure, unit, values, goal: null };
}

function micro(seconds: readonly number[]): number[] {
  return seconds.map((value) => 1e6 * value);
}
