import { execFileSync } from "node:child_process";
import type { ReadCell } from "./read-workbook.ts";

/** What openpyxl reads from a workbook: the types of its cells, and its sheets with their cells by row. */
export type ReadByPython = { types: string[]; sheets: { name: string; rows: ReadCell[][] }[] };

/** Reads a workbook with openpyxl. Dates are ISO 8601 texts, durations are in days. */
export function readByPython(file: string): ReadByPython {
  const printed = execFileSync("/usr/bin/python3", ["-c", PYTHON, file], { encoding: "utf8", maxBuffer: 2 ** 27 });
  return JSON.parse(printed);
}

const PYTHON = `
import datetime, json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
def plain(value):
    if isinstance(value, datetime.timedelta):
        return value.total_seconds() / 86400
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value
def shown(cell):
    return {"value": plain(cell.value), "format": cell.number_format, "formula": cell.data_type == "f"}
print(json.dumps({
    "types": [cell.data_type for cell in cells],
    "sheets": [{"name": sheet.title, "rows": [[shown(cell) for cell in row] for row in sheet.iter_rows()]} for sheet in book],
}))
`;
