import type { FieldQuality, Quality } from "../domain/report.ts";
import { sessionFields } from "../domain/session.ts";
import { invalidReasons } from "../domain/sort-out.ts";
import type { Words } from "../texts/words.ts";
import { type DrawnTable, tableOf } from "./sheet.ts";

const states = ["null", "wrongType", "outOfRange", "zeroDate", "noOffset"] as const satisfies (keyof FieldQuality)[];

/** The table of how many values of each field were empty or could not be used. */
export function qualityTable({ fields }: Quality, { texts }: Words): DrawnTable {
  return tableOf({
    title: texts.workbook.quality,
    note: texts.workbook.qualityNote,
    columns: [
      { header: texts.workbook.heads.field, width: 34, format: "text", cell: (field) => field },
      ...states.map((state) => ({
        header: texts.quality[state],
        width: 17,
        format: "count" as const,
        // Only times can be zero dates or lack an offset; the cell is empty for all other fields.
        cell: (field: (typeof sessionFields)[number]) => fields[field][state] ?? "",
      })),
    ],
    rows: sessionFields,
    hasFilter: true,
  });
}

/** The table of how many rows could not be used, by reason. */
export function invalidRowsTable({ invalid }: Quality, { texts }: Words): DrawnTable {
  return tableOf({
    title: texts.workbook.invalidRows,
    columns: [
      {
        header: texts.workbook.heads.reason,
        width: 34,
        format: "text",
        cell: (reason) => texts.invalidReasons[reason],
      },
      { header: texts.workbook.heads.rows, width: 12, format: "count", cell: (reason) => invalid[reason] },
    ],
    rows: invalidReasons,
  });
}
