import type { BreakdownRow } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";

/**
 * Splits the rows into the `limit` rows with the most sessions and the rest. Rows with more sessions come first; equal rows
 * keep their order. The row of sessions without a key is the last one shown.
 */
export function busiestRows<Row extends BreakdownRow>(
  rows: readonly Row[],
  limit: number,
): { shown: Row[]; rest: Row[] } {
  const ranked = [...rows].sort((a, b) => b.metrics.sessions.value - a.metrics.sessions.value);
  const shown = ranked.slice(0, limit);
  const hasNoKey = ({ key }: Row) => key === NO_KEY;
  return {
    shown: [...shown.filter((row) => !hasNoKey(row)), ...shown.filter(hasNoKey)],
    rest: ranked.slice(limit),
  };
}
