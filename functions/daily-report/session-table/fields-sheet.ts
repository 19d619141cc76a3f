import type { Words } from "../texts/words.ts";
import type { NoteSheet } from "./note-sheet.ts";
import type { SheetColumn } from "./sheet-columns.ts";

/** The sheet that says what every column means, and which column of sessions.parquet it is. */
export function fieldsSheet(columns: readonly SheetColumn[], { texts }: Words): NoteSheet {
  const { fieldHeads, onlyHere } = texts.sessionTable;
  return {
    name: texts.workbook.sheets.fields,
    widths: [26, 90, 28],
    hasHead: true,
    lines: [
      [fieldHeads.head, fieldHeads.meaning, fieldHeads.name],
      ...columns.map(({ name, head, meaning, isOnlyHere }) => [head, meaning, isOnlyHere ? onlyHere : name] as const),
    ],
  };
}
