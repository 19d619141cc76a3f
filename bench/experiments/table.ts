import { grouped } from "../grouped.ts";
import { cpuOf, inTurn, peakOf, valuesOf } from "../in-turn.ts";
import type { Row, Unit } from "../judge-row.ts";
import type { Experiment } from "../lab.ts";
import { marginals } from "../statistics.ts";

const parts = ["decoded", "cells", "xlsx", "parquet", "both"] as const;

type Part = (typeof parts)[number];

/** The session table alone, from decoded rows: where its CPU goes, and what it holds in memory. It has no goal of its own. */
export const table: Experiment = async (lab) => {
  const { large, runs } = lab.settings;
  const { folder } = await lab.day(large);
  const nameOf = (part: Part) => `rows ${part}, ${grouped(large)} sessions`;
  const samples = await inTurn(
    parts.map((part) => ({
      name: nameOf(part),
      run: () => lab.measure(lab.bundled("write-table"), [folder, part]),
    })),
    runs,
    lab.say,
  );
  const cpu = (part: Part) => valuesOf(samples, nameOf(part), cpuOf);
  const between = (first: Part, second: Part, count: number) => marginals(cpu(first), cpu(second), count);
  const perSession = (measure: string, first: Part, second: Part) =>
    row(`CPU per session of ${measure}, ${grouped(large)} sessions`, "µs", between(first, second, large / 1e6));
  const rows = [
    perSession("the cells", "decoded", "cells"),
    perSession("sessions.xlsx", "cells", "xlsx"),
    perSession("sessions.parquet", "cells", "parquet"),
    row(`CPU of the session table, ${grouped(large)} sessions`, "s", between("decoded", "both", 1)),
    row(`peak RSS without the table, ${grouped(large)} sessions`, "MB", valuesOf(samples, nameOf("decoded"), peakOf)),
    row(`peak RSS with the table, ${grouped(large)} sessions`, "MB", valuesOf(samples, nameOf("both"), peakOf)),
  ];
  return { rows, samples };
};

function row(measure: string, unit: Unit, values: readonly number[]): Row {
  return { measure, unit, values, goal: null };
}
