import type { MetricId } from "../domain/metrics/catalogue.ts";
import type { BreakdownId } from "../domain/metrics/metric.ts";
import type { Report } from "../domain/report.ts";
import { percentage } from "../domain/statistics.ts";
import { frtBandNames } from "../texts/report-sentences.ts";
import type { Figure } from "../texts/small-n.ts";
import { type Part, parts, type Section } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import type { Line } from "./breakdown-lines.ts";
import { widthForLines } from "./lines-of.ts";
import { hasNothing, metricColumns, metricsIn } from "./metric-columns.ts";
import type { SheetColumn, SheetInput } from "./sheet.ts";

/** Metrics of sessions without an operator: they are shown last, and not at all in tables of operators and groups. */
export const ofBots: ReadonlySet<MetricId> = new Set(["nps_bot"] satisfies MetricId[]);

/** Metrics with the same sessions as the mean beside them, so that n is not repeated. */
const ofTheMean: ReadonlySet<MetricId> = new Set([
  "frt_p50",
  "frt_p90",
  "frt_p95",
  "duration_p50",
  "duration_p90",
] satisfies MetricId[]);

/** Metrics and parts that say how good the data are, or repeat others in another way. */
const detailMetrics: ReadonlySet<MetricId> = new Set([
  "ratings_elsewhere",
  "sl1_answered",
  "frt_p95",
] satisfies MetricId[]);
const detailParts: ReadonlySet<Part> = new Set(["missing", "invalid", "derived", "mismatch", "max"] satisfies Part[]);
/** Of these only the value is no detail. */
const valueOnly: ReadonlySet<MetricId> = new Set([
  "nps_coverage",
  "csi_coverage",
  "nps_bot",
  "duration",
] satisfies MetricId[]);

/** All metrics of a section with their parts, for the lines of a breakdown, or of the whole day if `breakdown` is null. */
export function scoreColumns(section: Section, breakdown: BreakdownId | null, input: SheetInput): SheetColumn<Line>[] {
  const { report, words } = input;
  const ids = metricsIn(section).filter((id) => !hasNothing(id, report));
  const apart = breakdown === "operators" || breakdown === "groups" ? [] : ids.filter((id) => ofBots.has(id));
  const columns = [...ids.filter((id) => !ofBots.has(id)), ...apart].flatMap((id) => {
    const parts = partsOf(id, report);
    const drawn = metricColumns<Line>([id], { figureOf: ({ figures }) => figures[id], parts: { [id]: parts }, words });
    const folded = drawn.map((column, index) => ({ ...column, isDetail: isDetail(id, parts[index - 1]) }));
    // The sheet of first replies would need a page in landscape.
    return section === "satisfaction" ? folded.map(withShortHead) : folded;
  });
  return [...columns, ...(section === "firstReply" && !hasNothing("frt", report) ? bandColumns(words) : [])];
}

/** Widens a column that is not folded until its head fits in three lines. Folded columns grow by themselves. */
function withShortHead(column: SheetColumn<Line>): SheetColumn<Line> {
  if (column.isDetail) return column;
  return { ...column, width: widthForLines(column.header, { lines: 3, least: column.width, most: WIDEST_HEAD }) };
}

const WIDEST_HEAD = 16;

/** `part` is undefined for the value. */
function isDetail(id: MetricId, part: Part | undefined): boolean {
  if (detailMetrics.has(id)) return true;
  return part !== undefined && (detailParts.has(part) || valueOnly.has(id));
}

/** All parts of a metric. A rate is shown without n, because n is its denominator. */
function partsOf(id: MetricId, { metrics }: Report): Part[] {
  const figure: Figure = metrics[id];
  const own = parts.filter((part) => figure[part] !== undefined);
  return own.includes("denominator") || ofTheMean.has(id) ? own.filter((part) => part !== "n") : own;
}

/** The columns of the first-reply bands: the number of sessions in each band, then, as details, the shares. */
function bandColumns(words: Words): SheetColumn<Line>[] {
  const { bands, bandShares, shareOf } = words.texts.workbook;
  const names = frtBandNames(words);
  return [
    ...names.map((header, band) => ({
      header,
      width: 8,
      band: bands,
      format: "count" as const,
      cell: ({ figures }: Line) => figures.frt?.bands?.[band] ?? null,
    })),
    ...names.map((header, band) => ({
      header: shareOf(header),
      width: 11,
      band: bandShares,
      isDetail: true,
      format: "percent" as const,
      cell: ({ figures }: Line) => shareOfBand(figures.frt, band),
    })),
  ];
}

/** Null if there is no mean: without replies, and in the line of the others, which has no rates. */
function shareOfBand(figure: Figure | undefined, band: number): number | null {
  return figure === undefined || figure.value === null ? null : percentage(figure.bands?.[band] ?? 0, figure.n ?? 0);
}
