import type { MetricId } from "../domain/metrics/catalogue.ts";
import type { BreakdownId } from "../domain/metrics/metric.ts";
import type { Report } from "../domain/report.ts";
import { percentage } from "../domain/statistics.ts";
import { frtBandNames } from "../texts/report-sentences.ts";
import type { Figure } from "../texts/small-n.ts";
import { type Part, parts, type Section } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import type { Line } from "./breakdown-lines.ts";
import { metricColumns, metricsIn } from "./metric-columns.ts";
import type { SheetColumn, SheetInput } from "./sheet.ts";

/** Metrics of sessions without an operator: they are shown last, and not at all in tables of operators and groups. */
const ofBots: ReadonlySet<MetricId> = new Set(["nps_bot"] satisfies MetricId[]);

/** Metrics with the same sessions as the mean beside them, so that n is not repeated. */
const ofTheMean: ReadonlySet<MetricId> = new Set([
  "frt_p50",
  "frt_p90",
  "frt_p95",
  "duration_p50",
  "duration_p90",
] satisfies MetricId[]);

/** All metrics of a section with their parts, for the lines of a breakdown, or of the whole day if `breakdown` is null. */
export function scoreColumns(section: Section, breakdown: BreakdownId | null, input: SheetInput): SheetColumn<Line>[] {
  const { report, words } = input;
  const ids = metricsIn(section);
  const apart = breakdown === "operators" || breakdown === "groups" ? [] : ids.filter((id) => ofBots.has(id));
  return [
    ...metricColumns<Line>([...ids.filter((id) => !ofBots.has(id)), ...apart], {
      figureOf: ({ figures }, id) => figures[id],
      parts: Object.fromEntries(ids.map((id) => [id, partsOf(id, report)])),
      words,
    }),
    ...(section === "firstReply" ? bandColumns(words) : []),
  ];
}

/** All parts of a metric. A rate is shown without n, because n is its denominator. */
function partsOf(id: MetricId, { metrics }: Report): Part[] {
  const figure: Figure = metrics[id];
  const own = parts.filter((part) => figure[part] !== undefined);
  return own.includes("denominator") || ofTheMean.has(id) ? own.filter((part) => part !== "n") : own;
}

/** The columns of the first-reply bands: the number of sessions in each band, then the shares. */
function bandColumns(words: Words): SheetColumn<Line>[] {
  const { bands, bandShares, shareOf } = words.texts.workbook;
  const names = frtBandNames(words);
  return [
    ...names.map((header, band) => ({
      header,
      width: 11,
      band: bands,
      format: "count" as const,
      cell: ({ figures }: Line) => figures.frt?.bands?.[band] ?? null,
    })),
    ...names.map((header, band) => ({
      header: shareOf(header),
      width: 11,
      band: bandShares,
      format: "percent" as const,
      cell: ({ figures }: Line) => shareOfBand(figures.frt, band),
    })),
  ];
}

/** Null if there is no mean: without replies, and in the line of the others, which has no rates. */
function shareOfBand(figure: Figure | undefined, band: number): number | null {
  return figure === undefined || figure.value === null ? null : percentage(figure.bands?.[band] ?? 0, figure.n ?? 0);
}
