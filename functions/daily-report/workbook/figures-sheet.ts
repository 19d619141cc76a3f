import type { MetricId } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { filtersSentence, frtBandNames, readAtSentence, spanSentence } from "../texts/report-sentences.ts";
import type { Figure } from "../texts/small-n.ts";
import type { Part } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import {
  formatOf,
  formatOfPart,
  isLow,
  orderedIds,
  partCell,
  sectionOf,
  titleOf,
  valueCell,
} from "./metric-columns.ts";
import { type Cell, type CellFormat, type Sheet, type SheetColumn, type SheetInput, tableOf } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/** A line of the sheet: the value of a metric with its counts and limits, or one more part of a metric. */
type FigureLine = { id: MetricId; code: string; label: string; value: Cell; format: CellFormat; figure: Figure | null };

/** The sheet with every metric of the day and its counts and limits. */
export function figuresSheet(input: SheetInput): Sheet {
  const { report, words } = input;
  const top = topOf("figures", input);
  const notes = [
    ...top.notes,
    spanSentence(report, words),
    readAtSentence(report, words),
    filtersSentence(report, words),
    words.texts.workbook.smallN,
  ];
  return {
    ...top,
    notes: notes.filter((note) => note !== null),
    tables: [
      tableOf({
        columns: figureColumns(words),
        rows: orderedIds.flatMap((id) => linesOf(id, report, words)),
        startsGroup: (line, previous) => sectionOf(line.id) !== sectionOf(previous.id),
        hasFilter: true,
      }),
    ],
    keepsHead: true,
    frozenColumns: 2,
    isOnePage: true,
  };
}

function figureColumns({ texts }: Words): SheetColumn<FigureLine>[] {
  const { heads } = texts.workbook;
  return [
    { header: heads.section, width: 20, format: "text", cell: ({ id }) => texts.sections[sectionOf(id)] },
    { header: heads.figure, width: 40, format: "text", cell: ({ label }) => label },
    {
      header: heads.value,
      width: 14,
      format: ({ format }) => format,
      cell: ({ value }) => value,
      isLow: ({ id, figure }) => figure !== null && isLow(id, figure),
    },
    ...(["n", "numerator", "denominator", "low", "high", "missing", "invalid"] as const).map((part) => ({
      header: texts.parts[part],
      width: 14,
      format: ({ id }: FigureLine) => formatOfPart(id, part),
      cell: ({ id, figure }: FigureLine) => (figure?.[part] === undefined ? "" : partCell(id, figure, part)),
    })),
    { header: heads.id, width: 24, format: "text", cell: ({ code }) => code },
  ];
}

/** Parts that are separate lines instead of columns. */
const ownLines = ["promoters", "passives", "detractors", "derived", "mismatch", "max"] as const satisfies Part[];

function linesOf(id: MetricId, { metrics }: Report, words: Words): FigureLine[] {
  const { texts } = words;
  const title = titleOf(id, words);
  const figure: Figure = metrics[id];
  const parts = ownLines.filter((part) => figure[part] !== undefined);
  return [
    { id, code: id, label: title, value: valueCell(id, figure), format: formatOf(id), figure },
    ...parts.map((part) => ({
      id,
      code: `${id}.${part}`,
      label: texts.workbook.partOf(title, texts.parts[part]),
      value: partCell(id, figure, part),
      format: formatOfPart(id, part),
      figure: null,
    })),
    ...(id === "frt" ? bandLines(metrics.frt.bands, words) : []),
  ];
}

function bandLines(bands: readonly number[], words: Words): FigureLine[] {
  const names = frtBandNames(words);
  return bands.map((sessions, index) => ({
    id: "frt",
    code: `frt.bands[${index}]`,
    label: words.texts.workbook.partOf(words.texts.sections.firstReply, names[index] ?? ""),
    value: sessions,
    format: "count",
    figure: null,
  }));
}
