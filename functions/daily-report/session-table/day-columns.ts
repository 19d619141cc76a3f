import { catalogue, type MetricId } from "../domain/metrics/catalogue.ts";
import type { BreakdownId } from "../domain/metrics/metric.ts";
import type { Report } from "../domain/report.ts";
import type { CellValue, ColumnType } from "./column.ts";

/** What a metric of report.json may have; the metrics differ in which of these keys they have. */
export type Figure = { readonly value: number | null } & Partial<
  Readonly<Record<CountName | "low" | "high", number | null>>
>;

type CountName = "n" | "numerator" | "denominator" | "promoters" | "detractors" | "missing" | "invalid";

/** One metric of the whole day, or of one row of a breakdown. */
export type DayEntry = {
  readonly report: Report;
  readonly scope: "day" | BreakdownId;
  readonly key: string;
  readonly name: string;
  readonly metric: MetricId;
  readonly figure: Figure;
};

export type DayColumn = {
  readonly name: string;
  readonly type: ColumnType;
  readonly value: (entry: DayEntry) => CellValue;
};

/** The columns of the table in their order; docs/archive.md describes them. A change of them needs a new version of the schema. */
export const dayColumns: readonly DayColumn[] = [
  column("scope", "text", ({ scope }) => scope),
  column("key", "text", ({ key }) => key),
  column("name", "text", ({ name }) => name),
  column("metric", "text", ({ metric }) => metric),
  column("unit", "text", ({ metric }) => catalogue[metric].unit),
  column("version", "integer", ({ metric }) => catalogue[metric].version),
  column("value", "number", ({ figure }) => figure.value),
  count("n"),
  column("numerator", "integer", ({ figure }) => figure.numerator ?? npsNumerator(figure)),
  column("denominator", "integer", ({ figure }) => figure.denominator ?? npsDenominator(figure)),
  column("low", "number", ({ figure }) => figure.low ?? null),
  column("high", "number", ({ figure }) => figure.high ?? null),
  count("promoters"),
  count("detractors"),
  count("missing"),
  count("invalid"),
  column("period", "text", ({ report }) => report.period?.kind ?? "day"),
  column("days_known", "integer", ({ report }) => report.period?.known ?? 1),
  column("zone", "text", ({ report }) => report.day.zone),
  column("settings", "text", ({ report }) => JSON.stringify({ ...report.filters, ...report.settings })),
  column("short", "integer", ({ report }) => report.reconciliation.short),
  column("revision", "integer", ({ report }) => report.revision),
  column("fetched_at", "utcTimestamp", ({ report }) => Date.parse(report.fetchedAt)),
];

function column(name: string, type: ColumnType, value: DayColumn["value"]): DayColumn {
  return { name, type, value };
}

function count(name: CountName): DayColumn {
  return column(name, "integer", ({ figure }) => figure[name] ?? null);
}

/** The score is 100 * numerator / denominator, as of a percentage, so that days can be added: numerators and denominators apart. */
function npsNumerator({ promoters, detractors }: Figure): number | null {
  return promoters == null || detractors == null ? null : promoters - detractors;
}

function npsDenominator({ promoters, n }: Figure): number | null {
  return promoters == null ? null : (n ?? null);
}
