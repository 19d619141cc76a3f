import { catalogue } from "../../domain/metrics/catalogue.ts";
import { wilsonLimits } from "../../domain/statistics.ts";
import { unitOf } from "../../texts/history-words.ts";
import { isLow } from "../metric-columns.ts";
import { type Cell, type CellFormat, type DrawnTable, type SheetColumn, type SheetInput, tableOf } from "../sheet.ts";
import type { MainFigure } from "./summary-lines.ts";
import { titleOfLine } from "./summary-words.ts";

/** The widths that all tables of the sheet share, from the second column on; together they fit on a screen and on a page. */
export const widths = { name: 32, number: 11, verdict: 22, basis: 26 };

/** The main figures of the day with what is usual, a verdict, what they are based on, and their limits. */
export function mainTable(figures: readonly MainFigure[], input: SheetInput): DrawnTable {
  const { report, words } = input;
  const { heads } = words.texts.summary;
  const { thisOne } = words.texts.history.before;
  const columns: SheetColumn<MainFigure>[] = [
    { header: heads.main, width: widths.name, format: "prose", cell: ({ id }) => titleOfLine(id, input) },
    {
      header: thisOne[unitOf(report)],
      width: widths.number,
      format: formatOfLine,
      cell: ({ value }) => value ?? "",
      isLow: ({ id, figure }) => isLow(id, figure),
    },
    ...(figures.some(({ usual }) => usual !== null) ? usualColumns(input) : []),
    ...(figures.some((line) => basisOf(line, input) !== "") ? basisColumns(input) : []),
  ];
  return tableOf({ columns, rows: figures, startsGroup: () => true });
}

function usualColumns({ words: { texts } }: SheetInput): SheetColumn<MainFigure>[] {
  const { heads, verdicts, unreliable } = texts.summary;
  return [
    { header: heads.usual, width: widths.number, format: formatOfLine, cell: ({ usual }) => usual?.mean ?? "" },
    { header: heads.difference, width: widths.number + 1, format: formatOfDifference, cell: differenceOf },
    {
      header: heads.verdict,
      width: widths.verdict,
      format: "prose",
      tone: ({ judgement }) => judgement,
      cell: ({ usual, judgement, isReliable }) => {
        if (!isReliable) return unreliable;
        if (judgement !== null) return verdicts[judgement];
        return usual?.verdict ? texts.history.verdicts[usual.verdict] : "";
      },
    },
  ];
}

function basisColumns(input: SheetInput): SheetColumn<MainFigure>[] {
  const { heads } = input.words.texts.summary;
  return [
    { header: heads.basis, width: widths.basis, format: "prose", cell: (line) => basisOf(line, input) },
    limitColumn(heads.low, "low"),
    limitColumn(heads.high, "high"),
  ];
}

function limitColumn(header: string, part: "low" | "high"): SheetColumn<MainFigure> {
  return {
    header,
    width: widths.number - 1,
    format: formatOfLine,
    cell: (line) => limitOf(line, part) ?? "",
  };
}

/** The limit of a score, or of a share by its counts; null if the value is not shown. */
function limitOf({ id, figure, value }: MainFigure, part: "low" | "high"): number | null {
  const { numerator, denominator } = figure;
  if (value === null) return null;
  if (figure[part] != null) return figure[part];
  if (catalogue[id].unit !== "percent" || numerator == null || denominator == null) return null;
  return wilsonLimits(numerator, denominator)[part];
}

function formatOfLine({ id }: MainFigure): CellFormat {
  const { unit } = catalogue[id];
  if (unit === "percent") return "wholePercent";
  if (unit === "nps") return "wholeNps";
  return unit === "seconds" ? "duration" : "count";
}

/** A difference of times is in seconds, because spreadsheets show no negative times. */
function formatOfDifference({ id }: MainFigure): CellFormat {
  const { unit } = catalogue[id];
  if (unit === "seconds") return "secondsDifference";
  return unit === "sessions" ? "difference" : "pointsDifference";
}

function differenceOf({ value, usual }: MainFigure): Cell {
  return value === null || usual?.mean == null ? "" : value - usual.mean;
}

/** How many ratings or sessions a figure is based on; for a number of sessions what is usual. */
function basisOf({ id, figure, usual }: MainFigure, { words }: SheetInput): string {
  const { texts, format } = words;
  const { numerator, denominator } = figure;
  if (numerator != null && denominator != null) {
    return texts.summary.countOf(format.count(numerator), format.count(denominator));
  }
  if (figure.n != null)
    return format.counted(figure.n, catalogue[id].unit === "seconds" ? texts.summary.sessions : texts.summary.ratings);
  if (usual === null) return "";
  const { unit } = catalogue[id];
  return texts.summary.usualRange(format.whole(unit, usual.low), format.whole(unit, usual.high));
}
