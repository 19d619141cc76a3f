import type { MetricId } from "../../domain/metrics/catalogue.ts";
import { wallClock } from "../../texts/wall-clock.ts";
import type { Words } from "../../texts/words.ts";
import type { Cell, SheetColumn } from "../sheet.ts";

/** The width of the first column, which all tables of the sheet share. */
export const FIRST_WIDTH = 28;

const NUMBER_WIDTH = 12;
const TEXT_WIDTH = 17;

/** An unknown value leaves its cell empty, so that the column can be sorted and charted. */
export function knownCell(value: number | null | undefined): Cell {
  return value ?? "";
}

/** The column of a date, in the form that spreadsheets sort. */
export function dateColumn(header: string): SheetColumn<{ readonly date: string }> {
  return {
    header,
    width: FIRST_WIDTH,
    format: "date",
    isLeft: true,
    cell: ({ date }) => wallClock(`${date}T00:00:00Z`, "UTC"),
  };
}

/** The column of the metrics' titles. */
export function titleColumn<Row>({ texts }: Words, idOf: (row: Row) => MetricId, width = TEXT_WIDTH): SheetColumn<Row> {
  return {
    header: texts.workbook.heads.figure,
    width,
    format: "prose",
    cell: (row) => texts.metrics[idOf(row)].title,
  };
}

/** A column of numbers. */
export function numberColumn<Row>(
  header: string,
  format: SheetColumn<Row>["format"],
  value: (row: Row) => number | null | undefined,
): SheetColumn<Row> {
  return { header, width: NUMBER_WIDTH, format, cell: (row) => knownCell(value(row)) };
}

/** A column of texts. */
export function textColumn<Row>(header: string, text: (row: Row) => string): SheetColumn<Row> {
  return { header, width: TEXT_WIDTH, format: "prose", cell: text };
}
