import { type MetricId, metricIds } from "../domain/metrics/catalogue.ts";
import type { Figure } from "../texts/small-n.ts";
import { type Part, parts } from "../texts/texts.ts";
import { formatOf, formatOfPart } from "./metric-columns.ts";

/** The figures of one row; metrics that the row does not have are missing. */
export type RowFigures = Partial<Record<MetricId, Figure>>;

/** Adds up rows: counts are summed; rates, means and limits are null, because they cannot be computed from those of the rows. */
export function sumOfCounts(rows: readonly RowFigures[]): RowFigures {
  return Object.fromEntries(metricIds.map((id) => [id, sumOf(id, rows)]));
}

function sumOf(id: MetricId, rows: readonly RowFigures[]): Figure {
  const figures = rows.map((row) => row[id]).filter((figure) => figure !== undefined);
  const counted = parts.filter((part) => formatOfPart(id, part) === "count");
  const bands = figures[0]?.bands?.map((_, band) => sum(figures.map((figure) => figure.bands?.[band] ?? null)) ?? 0);
  return {
    value: formatOf(id) === "count" ? sum(figures.map(({ value }) => value)) : null,
    ...Object.fromEntries(counted.map((part: Part) => [part, sum(figures.map((figure) => figure[part] ?? null))])),
    ...(bands && { bands }),
  };
}

/** Null if there is nothing to sum. */
function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}
