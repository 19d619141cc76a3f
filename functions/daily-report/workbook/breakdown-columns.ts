import { catalogue, isLeftOut, type MetricId } from "../domain/metrics/catalogue.ts";
import type { BreakdownId } from "../domain/metrics/metric.ts";
import { FEWEST_ANSWERS } from "../domain/metrics/metric.ts";
import type { Figure } from "../texts/small-n.ts";
import type { Part, Section } from "../texts/texts.ts";
import { idColumn, type Line, nameColumn } from "./breakdown-lines.ts";
import { widthForLines } from "./lines-of.ts";
import { hasNothing, metricColumns, metricsIn, sections, titleOf } from "./metric-columns.ts";
import { shadeAround } from "./shade-around.ts";
import type { SheetColumn, SheetInput } from "./sheet.ts";

type Parts = Partial<Record<MetricId, readonly Part[]>>;

/** The parts shown beside a value: the counts, if few answers can hide the value, and the limits. */
const shownParts: Parts = {
  nps: ["n", "promoters", "passives", "detractors", "low", "high"],
  csi: ["n"],
  csat_top_box: ["numerator", "low", "high"],
  rating: ["n"],
  sl1: ["numerator", "denominator"],
  sl1_answered: ["numerator", "denominator"],
  fcr: ["numerator", "denominator"],
};

/** The columns that a reader sees first; all others are details. With the name they fit on a screen and on a page. */
const first: readonly MetricId[] = ["handled", "lost", "lost_rate", "frt_p50", "frt_p90", "sl1"];
const ratings: readonly MetricId[] = ["csi", "csat_top_box", "nps"];
const leading: Record<BreakdownId, readonly MetricId[]> = {
  operators: [...first, ...ratings],
  groups: ["sessions", ...first, ...ratings],
  channels: ["sessions", ...first, ...ratings],
  bots: ["sessions", ...first, ...ratings],
  chats: ["sessions", ...first, ...ratings],
  companies: ["sessions", ...first, ...ratings],
  hours: ["sessions", ...first],
};
const leadingParts: Parts = { csi: ["n"], nps: ["n"] };

/** The details of the sheet of hours; all other breakdowns show all sections. */
const sectionsOfHours: readonly Section[] = ["volume", "firstReply"];

/** Breakdowns whose rows have a name and an id. In all other breakdowns the name is the id. */
const withIds: ReadonlySet<BreakdownId> = new Set(["operators", "groups", "bots", "chats"] as const);

/** The columns of a breakdown: its name, the leading figures, then all other figures as details. */
export function breakdownColumns(
  breakdown: BreakdownId,
  input: SheetInput,
  between: readonly SheetColumn<Line>[] = [],
): SheetColumn<Line>[] {
  const { words } = input;
  return [
    nameColumn(words.texts.workbook.rowHeads[breakdown]),
    ...between,
    ...leadingColumns(breakdown, input),
    ...detailColumns(breakdown, input),
    ...(withIds.has(breakdown) ? [idColumn(words)] : []),
  ];
}

function leadingColumns(breakdown: BreakdownId, { report, words }: SheetInput): SheetColumn<Line>[] {
  return leading[breakdown]
    .filter((id) => isShown(id, breakdown, { report }))
    .flatMap((id) => {
      const columns = metricColumns<Line>([id], { figureOf, parts: leadingParts, words });
      return columns.map(({ band: _, ...column }, index) => {
        const wide = {
          ...column,
          width: widthForLines(column.header, { lines: 2, least: column.width, most: WIDEST_HEAD }),
        };
        return index === 0 ? shaded(wide, id, breakdown, report) : wide;
      });
    });
}

/** The largest width to which a leading column grows, so that its head fits in two lines. */
const WIDEST_HEAD = 17;

/** The figures and parts that are no leading columns. */
function detailColumns(breakdown: BreakdownId, { report, words }: SheetInput): SheetColumn<Line>[] {
  const shown = breakdown === "hours" ? sectionsOfHours : sections;
  const ids = shown.flatMap(metricsIn).filter((id) => isShown(id, breakdown, { report }));
  return ids.flatMap((id) => {
    const columns = metricColumns<Line>([id], { figureOf, parts: shownParts, words });
    const isLeading = leading[breakdown].includes(id);
    if (!isLeading) return columns.map((column) => ({ ...column, isDetail: true }));
    // Their value is not beside them, so they name the metric, unless the band does.
    const title = titleOf(id, words);
    return columns.slice(1 + (leadingParts[id]?.length ?? 0)).map((column) => ({
      ...column,
      header: column.band === title ? column.header : words.texts.workbook.partOf(title, column.header),
      isDetail: true,
    }));
  });
}

function isShown(id: MetricId, breakdown: BreakdownId, { report }: Pick<SheetInput, "report">): boolean {
  return !isLeftOut(catalogue[id], breakdown) && !hasNothing(id, report);
}

function figureOf({ figures }: Line, id: MetricId): Figure | undefined {
  return figures[id];
}

/** Bars for the first number of sessions, colours for the share answered in time and for CSI. */
function shaded(
  column: SheetColumn<Line>,
  id: MetricId,
  breakdown: BreakdownId,
  { metrics }: SheetInput["report"],
): SheetColumn<Line> {
  if (id === leading[breakdown][0]) {
    // The length of an hour's bar is its number of sessions, however few.
    const isShaded = ({ figures }: Line) => breakdown === "hours" || (figures[id]?.value ?? 0) >= FEWEST_ANSWERS;
    return { ...column, shade: { kind: "bar" }, isShaded };
  }
  const { value } = metrics[id];
  if ((id !== "sl1" && id !== "csi") || value === null) return column;
  return { ...column, shade: shadeAround(value), isShaded: ({ figures }) => (figures[id]?.n ?? 0) >= FEWEST_ANSWERS };
}
