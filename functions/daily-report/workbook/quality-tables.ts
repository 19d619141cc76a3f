import type { FieldQuality, Quality } from "../domain/report.ts";
import { sessionFields } from "../domain/session.ts";
import { invalidReasons } from "../domain/sort-out.ts";
import type { Words } from "../texts/words.ts";
import { type DrawnTable, tableOf } from "./sheet.ts";

const states = ["null", "wrongType", "outOfRange", "noOffset"] as const satisfies (keyof FieldQuality)[];

/** Field by field, how many values were empty or could not be used. */
export function qualityTable({ fields }: Quality, { texts }: Words): DrawnTable {
  return tableOf({
    title: texts.workbook.quality,
    note: texts.workbook.qualityNote,
    columns: [
      { header: texts.workbook.fieldHead, width: 34, format: "text", cell: (field) => field },
      ...states.map((state) => ({
        header: texts.quality[state],
        width: 12,
        format: "count" as const,
        // Only times have an offset to lack.
        cell: (field: (typeof sessionFields)[number]) => fields[field][state] ?? "",
      })),
    ],
    rows: sessionFields,
  });
}

/** Why rows could not be used, and how many. */
export function invalidRowsTable({ invalid }: Quality, { texts }: Words): DrawnTable {
  return tableOf({
    title: texts.workbook.invalidRows,
    columns: [
      {
        header: texts.workbook.reasonHead,
        width: 34,
        format: "text",
        cell: (reason) => texts.invalidReasons[reason],
      },
      { header: texts.workbook.rowsHead, width: 12, format: "count", cell: (reason) => invalid[reason] },
    ],
    rows: invalidReasons,
  });
}
