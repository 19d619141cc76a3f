import type { MetricId } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { spanName } from "../texts/period-words.ts";
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
import { warningsOf } from "./sheet-top.ts";

/** A line of the Summary: the value of a metric with its counts and limits, or one more part of a metric. */
type FigureLine = { id: MetricId; code: string; label: string; value: Cell; format: CellFormat; figure: Figure | null };

/** The sheet with every metric of the day and its counts and limits. */
export function summarySheet({ report, title, words }: SheetInput): Sheet {
  const { texts } = words;
  const { warning, notes: warnings } = warningsOf(report, words);
  const notes = [
    ...warnings,
    `${spanName(report, words)} · ${spanSentence(report, words)}`,
    readAtSentence(report, words),
    filtersSentence(report, words),
    texts.common.smallN,
  ];
  return {
    name: texts.workbook.sheets.summary,
    title,
    warning,
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
    frozenColumns: 0,
  };
}

function figureColumns({ texts }: Words): SheetColumn<FigureLine>[] {
  const { heads } = texts.workbook;
  return [
    { header: heads.figure, width: 44, format: "text", cell: ({ label }) => label },
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
    { header: heads.section, width: 22, format: "text", cell: ({ id }) => texts.sections[sectionOf(id)] },
    { header: heads.id, width: 24, format: "text", cell: ({ code }) => code },
  ];
}

/** Parts that are separate lines of the Summary instead of columns. */
const ownLines = ["promoters", "passives", "detractors", "derived", "mismatch", "max"] as const satisfies Part[];

function linesOf(id: MetricId, { metrics }: Report, words: Words): FigureLine[] {
  const { texts } = words;
  const title = titleOf(id, words);
  const figure: Figure = metrics[id];
  const parts = ownLines.filter((part) => figure[part] !== undefined);
  return [
    { id, code: id, label: title, value: valueCell(id, figure, words), format: formatOf(id), figure },
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
