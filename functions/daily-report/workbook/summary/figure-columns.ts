import type { MetricId } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { targetOf } from "../../texts/report-sentences.ts";
import type { Figure } from "../../texts/small-n.ts";
import type { Words } from "../../texts/words.ts";
import { formatOf, isLow, valueCell } from "../metric-columns.ts";
import type { CellFormat, SheetColumn } from "../sheet.ts";
import { widths } from "./widths.ts";

type WithFigures = { readonly metrics: Partial<Record<MetricId, Figure>> };

/** The column of a metric in a table of rows or operators. */
export function figureColumn<Row extends WithFigures>(
  id: MetricId,
  header: string,
  format: CellFormat = formatOf(id),
): SheetColumn<Row> {
  return {
    header,
    width: widths.number,
    format,
    cell: ({ metrics }) => valueCell(id, metrics[id]),
    isLow: ({ metrics }) => isLow(id, metrics[id]),
  };
}

/** The head of the share answered in time; it names the target, if all groups have the same. */
export function inTimeHead(report: Report, words: Words): string {
  return words.texts.mail.operatorHeads.sl1(targetOf(report, words));
}
