import { execFileSync } from "node:child_process";
import type { ReadCell } from "./read-workbook.ts";

/** A chart: the sheet that it is on, its kind, and the cells of its series. */
type ReadChart = { sheet: string; kind: string; cells: string[] };

/** What openpyxl reads from a workbook: the types of its cells, its charts, and its sheets with their cells by row. */
export type ReadByPython = {
  types: string[];
  charts: ReadChart[];
  sheets: { name: string; rows: ReadCell[][] }[];
};

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
def cells_of(chart):
    return [ref.f for one in chart.series for ref in (one.cat.numRef or one.cat.strRef, one.val.numRef)]
print(json.dumps({
    "charts": [{"sheet": sheet.title, "kind": type(chart).__name__, "cells": cells_of(chart)}
               for sheet in book for chart in sheet._charts],
    "types": [cell.data_type for cell in cells],
    "sheets": [{"name": sheet.title, "rows": [[shown(cell) for cell in row] for row in sheet.iter_rows()]} for sheet in book],
}))
`;
