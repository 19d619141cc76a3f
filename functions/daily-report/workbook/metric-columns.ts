import { catalogue, families, type MetricId, metricIds } from "../domain/metrics/catalogue.ts";
import type { Unit } from "../domain/metrics/metric.ts";
import type { Report } from "../domain/report.ts";
import { certaintyOf, type Figure } from "../texts/small-n.ts";
import type { Part, Section } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import type { Cell, CellFormat, SheetColumn } from "./sheet.ts";

/** All sections, in the order of the catalogue. */
export const sections = Object.keys(families) as Section[];

export function sectionOf(id: MetricId): Section {
  return sections.find((section) => Object.hasOwn(families[section].metrics, id)) ?? "volume";
}

/** The median that belongs to each mean. A few impossible values distort a mean, so it is always shown with its median. */
const mediansOfMeans: Partial<Record<MetricId, MetricId>> = { frt: "frt_p50", duration: "duration_p50" };

/** All metrics in the order of the workbook: the order of the catalogue, except that each median precedes its mean. */
export const orderedIds: readonly MetricId[] = metricIds
  .filter((id) => !Object.values(mediansOfMeans).includes(id))
  .flatMap((id) => {
    const median = mediansOfMeans[id];
    return median === undefined ? [id] : [median, id];
  });

/** The metrics of a section, in the order of the workbook. */
export function metricsIn(section: Section): MetricId[] {
  return orderedIds.filter((id) => sectionOf(id) === section);
}

const formatsOfUnits: Record<Unit, CellFormat> = {
  sessions: "count",
  messages: "count",
  percent: "percent",
  nps: "nps",
  seconds: "duration",
  points: "points",
  money: "money",
};

/** The title of a metric; a metric in money includes the currency. */
export function titleOf(id: MetricId, { texts, currency }: Words): string {
  const { title } = texts.metrics[id];
  return catalogue[id].unit === "money" && currency !== null ? `${title}, ${currency}` : title;
}

/** Metrics whose n are ratings that clients gave. */
const ofRatings: ReadonlySet<MetricId> = new Set([
  "nps",
  "nps_bot",
  "csi",
  "csat_top_box",
  "rating",
] satisfies MetricId[]);

/** The title of a metric's part, as the head of a column beside its value. */
export function partTitle(id: MetricId, part: Part, { texts }: Words): string {
  return part === "n" ? texts.workbook.answers[ofRatings.has(id) ? "ratings" : "sessions"] : texts.parts[part];
}

/** The cell format of a metric's value. */
export function formatOf(id: MetricId): CellFormat {
  return formatsOfUnits[catalogue[id].unit];
}

/** The cell format of a metric's part: limits and the maximum have the format of the value, all other parts are counts. */
export function formatOfPart(id: MetricId, part: Part): CellFormat {
  return part === "low" || part === "high" || part === "max" ? formatOf(id) : "count";
}

/** The cell of a metric's value: null if there is none, or too few answers; their number is shown beside it. */
export function valueCell(id: MetricId, figure: Figure | undefined): Cell {
  if (figure === undefined) return null;
  return certaintyOf(id, figure) === "counts" ? null : figure.value;
}

/** Whether nothing is known of a metric in the whole report, so that its columns would be empty. */
export function hasNothing(id: MetricId, { metrics }: Pick<Report, "metrics">): boolean {
  const { value, n = 0, invalid = 0 }: Figure = metrics[id];
  return value === null && !n && !invalid;
}

/** The cell of a metric's part. Limits are hidden if their value is hidden. */
export function partCell(id: MetricId, figure: Figure | undefined, part: Part): Cell {
  if (figure === undefined) return null;
  const isLimit = part === "low" || part === "high";
  return isLimit && certaintyOf(id, figure) === "counts" ? null : (figure[part] ?? null);
}

/** Whether a value is marked because it has few answers. */
export function isLow(id: MetricId, figure: Figure | undefined): boolean {
  return figure !== undefined && certaintyOf(id, figure) === "low";
}

/** Returns the figure of a metric in a row; undefined if the row does not have this metric. */
type FigureOf<Row> = (row: Row, id: MetricId) => Figure | undefined;

export type ColumnSettings<Row> = {
  figureOf: FigureOf<Row>;
  /** The parts that are shown in separate columns beside the value. */
  parts: Partial<Record<MetricId, readonly Part[]>>;
  words: Words;
};

/** The columns of the metrics in the given order: for each metric its value, then its parts, whose headers do not repeat it. */
export function metricColumns<Row>(ids: readonly MetricId[], settings: ColumnSettings<Row>): SheetColumn<Row>[] {
  return ids.flatMap((id) => [
    valueColumn(id, settings),
    ...(settings.parts[id] ?? []).map((part) => partColumn(id, part, settings)),
  ]);
}

const COLUMN_WIDTH = 11;

function valueColumn<Row>(id: MetricId, { figureOf, words }: ColumnSettings<Row>): SheetColumn<Row> {
  return {
    header: titleOf(id, words),
    width: COLUMN_WIDTH,
    band: words.texts.sections[sectionOf(id)],
    format: formatOf(id),
    cell: (row) => valueCell(id, figureOf(row, id)),
    isLow: (row) => isLow(id, figureOf(row, id)),
  };
}

function partColumn<Row>(id: MetricId, part: Part, { figureOf, words }: ColumnSettings<Row>): SheetColumn<Row> {
  const { texts } = words;
  return {
    header: partTitle(id, part, words),
    width: COLUMN_WIDTH,
    band: texts.sections[sectionOf(id)],
    format: formatOfPart(id, part),
    cell: (row) => partCell(id, figureOf(row, id), part),
  };
}
