import { catalogue, families, type MetricId, metricIds } from "../domain/metrics/catalogue.ts";
import type { Unit } from "../domain/metrics/metric.ts";
import { certaintyOf, countsText, type Figure } from "../texts/small-n.ts";
import type { Part, Section } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import type { Cell, CellFormat, Column } from "./sheet.ts";

/** All sections, in the order of the catalogue. */
export const sections = Object.keys(families) as Section[];

/** The section a metric belongs to. */
export function sectionOf(id: MetricId): Section {
  return sections.find((section) => Object.hasOwn(families[section].metrics, id)) ?? "volume";
}

/** The median of what a mean is of: a few impossible values spoil the mean, so it is never shown without. */
const mediansOfMeans: Partial<Record<MetricId, MetricId>> = { frt: "frt_p50", duration: "duration_p50" };

/** All metrics in the order of the workbook: that of the catalogue, but for each median, which stands before its mean. */
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

/** A metric's name; money says in what currency. */
export function titleOf(id: MetricId, { texts, currency }: Words): string {
  const { title } = texts.metrics[id];
  return catalogue[id].unit === "money" && currency !== null ? `${title}, ${currency}` : title;
}

/** How a metric's value is drawn. */
export function formatOf(id: MetricId): CellFormat {
  return formatsOfUnits[catalogue[id].unit];
}

/** How a part of a metric is drawn: limits and extremes as the value, the rest are counts. */
export function formatOfPart(id: MetricId, part: Part): CellFormat {
  return part === "low" || part === "high" || part === "max" ? formatOf(id) : "count";
}

/** A metric's value for a cell: null, the number, or only its counts when too few answers stand behind it. */
export function valueCell(id: MetricId, figure: Figure | undefined, words: Words): Cell {
  if (figure === undefined) return null;
  return certaintyOf(id, figure) === "counts" ? countsText(figure, words) : figure.value;
}

/** A part for a cell. Limits share the fate of their value. */
export function partCell(id: MetricId, figure: Figure | undefined, part: Part): Cell {
  if (figure === undefined) return null;
  const isLimit = part === "low" || part === "high";
  return isLimit && certaintyOf(id, figure) === "counts" ? null : (figure[part] ?? null);
}

/** Whether a value is marked as resting on few answers. */
export function isLow(id: MetricId, figure: Figure | undefined): boolean {
  return figure !== undefined && certaintyOf(id, figure) === "low";
}

/** Of a row, what a metric says; undefined where it has no place. */
type FigureOf<Row> = (row: Row, id: MetricId) => Figure | undefined;

export type ColumnSettings<Row> = {
  figureOf: FigureOf<Row>;
  /** The parts that get a column of their own, beside the value. */
  parts: Partial<Record<MetricId, readonly Part[]>>;
  words: Words;
};

/** The columns of the given metrics, in the order given: each one's value, then its parts. */
export function metricColumns<Row>(ids: readonly MetricId[], settings: ColumnSettings<Row>): Column<Row>[] {
  return ids.flatMap((id) => [
    valueColumn(id, settings),
    ...(settings.parts[id] ?? []).map((part) => partColumn(id, part, settings)),
  ]);
}

const COLUMN_WIDTH = 14;

function valueColumn<Row>(id: MetricId, { figureOf, words }: ColumnSettings<Row>): Column<Row> {
  return {
    header: titleOf(id, words),
    width: COLUMN_WIDTH,
    band: words.texts.sections[sectionOf(id)],
    format: formatOf(id),
    cell: (row) => valueCell(id, figureOf(row, id), words),
    isLow: (row) => isLow(id, figureOf(row, id)),
  };
}

function partColumn<Row>(id: MetricId, part: Part, { figureOf, words }: ColumnSettings<Row>): Column<Row> {
  const { texts } = words;
  return {
    header: texts.workbook.partOf(titleOf(id, words), texts.parts[part]),
    width: COLUMN_WIDTH,
    band: texts.sections[sectionOf(id)],
    format: formatOfPart(id, part),
    cell: (row) => partCell(id, figureOf(row, id), part),
  };
}
