import { cellText } from "../texts/cell-text.ts";
import { cellStart, inlineCell, numberCells, rowXml, sheetStart } from "./sheet-xml.ts";
import { cellStyle } from "./styles-xml.ts";
import type { WorkbookFile } from "./workbook-file.ts";

/** A line of a sheet that people read: a label, then its values. */
export type NoteLine = readonly [label: string, ...values: readonly (string | number)[]];

export type NoteSheet = {
  readonly name: string;
  /** In characters, one per column. */
  readonly widths: readonly number[];
  readonly lines: readonly NoteLine[];
  /** Whether the first line is the head of the others. */
  readonly hasHead: boolean;
};

/** Writes a sheet of texts that wrap within their columns. */
export async function writeNoteSheet(
  workbook: WorkbookFile,
  { name, widths, lines, hasHead }: NoteSheet,
): Promise<void> {
  workbook.openSheet(name, sheetStart({ widths, isFrozen: hasHead }));
  for (const [index, line] of lines.entries()) {
    const row = index + 1;
    const cells = line.map((value, at) => {
      const style = hasHead && index === 0 ? cellStyle.head : at === 0 ? cellStyle.label : cellStyle.note;
      const shown = typeof value === "string" ? inlineCell(style, cellText(value)) : numberCells(style)(value);
      return `${cellStart(at)}${row}${shown}`;
    });
    // Some programs do not adjust the row height to the text.
    const texts = line.map((value, at) => Math.ceil(String(value).length / (widths[at] ?? 1)));
    await workbook.write(rowXml(row, cells.join(""), 3 + 13 * Math.max(...texts)));
  }
  const printed = hasHead ? { columns: widths.length, rows: lines.length } : null;
  await workbook.closeSheet({ table: null, printed, pageHead: null });
}
