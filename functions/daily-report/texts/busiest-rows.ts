import type { BreakdownRow } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";

/**
 * The rows with most sessions, at most `limit`, and the rest. Most sessions come first, equals in the order of their keys;
 * the row of sessions that belong to nobody stands last of those shown.
 */
export function busiestRows<Row extends BreakdownRow>(
  rows: readonly Row[],
  limit: number,
): { shown: Row[]; rest: Row[] } {
  const ranked = [...rows].sort((a, b) => b.metrics.sessions.value - a.metrics.sessions.value);
  const shown = ranked.slice(0, limit);
  const isNobody = ({ key }: Row) => key === NO_KEY;
  return {
    shown: [...shown.filter((row) => !isNobody(row)), ...shown.filter(isNobody)],
    rest: ranked.slice(limit),
  };
}
