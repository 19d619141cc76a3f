import { type Spread, spreadOf } from "./statistics.ts";

export type Unit = "s" | "MB" | "kB" | "µs" | "requests";

/** The median may be at most `most` in the unit of the row; or, with `than`, at most `most` times the median of those values. */
export type Goal = {
  readonly most: number;
  readonly than: { readonly what: string; readonly values: readonly number[] } | null;
};

/** One line of the table: a value for each run, and what it must reach. Without a goal the line only completes the picture. */
export type Row = {
  readonly measure: string;
  readonly unit: Unit;
  readonly values: readonly number[];
  readonly goal: Goal | null;
};

export type Judgement = {
  readonly spread: Spread | null;
  /** The median as a multiple of what the goal compares it with; null if it compares with nothing. */
  readonly ratio: number | null;
  readonly verdict: "reached" | "not measured" | `short by ${number} %` | "";
};

export function judgeRow({ values, goal }: Row): Judgement {
  const spread = spreadOf(values);
  if (goal === null) return { spread, ratio: null, verdict: spread === null ? "not measured" : "" };
  const base = goal.than === null ? 1 : (spreadOf(goal.than.values)?.median ?? null);
  // A base at or below zero is a difference that is lost in the noise of two measures.
  if (spread === null || base === null || base <= 0) return { spread, ratio: null, verdict: "not measured" };
  const ratio = spread.median / base;
  // Rounded up, so that a small shortfall is not shown as none.
  const verdict = ratio <= goal.most ? "reached" : (`short by ${Math.ceil(100 * (ratio / goal.most - 1))} %` as const);
  return { spread, ratio: goal.than === null ? null : ratio, verdict };
}
