import {
  type Decomposition,
  type Driver,
  type DriverId,
  driverIds,
  type MetricDrivers,
} from "../../domain/history/history.ts";
import { namedRow, type Telling } from "../../texts/history-words.ts";
import { formatOf } from "../metric-columns.ts";
import { type DrawnTable, LINES_OF_NAME, tableOf } from "../sheet.ts";
import { FIRST_WIDTH, numberColumn, textColumn, titleColumn } from "./comparison-columns.ts";

type Row<Part> = { readonly id: DriverId; readonly drivers: MetricDrivers; readonly part: Part };

/** The rows in which the difference from the time before lies; null if there are none. */
export function driversTable({ history, words }: Telling): DrawnTable | null {
  const { heads, tables, tableNotes } = words.texts.history.sheet;
  const rows = driverIds.flatMap((id) => rowsOf(id, history.drivers[id], (drivers): readonly Driver[] => drivers.rows));
  if (rows.length === 0) return null;
  const format = ({ id }: Row<Driver>) => formatOf(id);
  return tableOf<Row<Driver>>({
    title: tables.drivers,
    note: tableNotes.drivers,
    columns: [
      {
        header: heads.row,
        width: FIRST_WIDTH,
        format: "prose",
        mostLines: LINES_OF_NAME,
        cell: ({ part }) => namedRow(part, words),
      },
      titleColumn(words, ({ id }) => id),
      numberColumn(heads.hits, "count", ({ part }) => part.day.hits),
      numberColumn(heads.n, "count", ({ part }) => part.day.n),
      numberColumn(words.texts.workbook.heads.value, format, ({ part }) => part.day.value),
      numberColumn(heads.hitsBefore, "count", ({ part }) => part.before.hits),
      numberColumn(heads.nBefore, "count", ({ part }) => part.before.n),
      numberColumn(heads.valueBefore, format, ({ part }) => part.before.value),
      numberColumn(heads.excess, "decimal", ({ part }) => part.excess),
      numberColumn(heads.share, "percent", ({ part }) => part.share),
    ],
    rows,
    startsGroup: (row, previous) => row.id !== previous.id,
  });
}

/** How the differences divide into the mix of the rows and their own figures; null if there are no differences. */
export function partsTable({ history, words }: Telling): DrawnTable | null {
  const { heads, tables, tableNotes, breakdowns } = words.texts.history.sheet;
  const rows = driverIds.flatMap((id) =>
    rowsOf(id, history.drivers[id], (drivers): readonly Decomposition[] => drivers.parts),
  );
  if (rows.length === 0) return null;
  return tableOf<Row<Decomposition>>({
    title: tables.parts,
    note: tableNotes.parts,
    columns: [
      titleColumn(words, ({ id }) => id, FIRST_WIDTH),
      textColumn(heads.breakdown, ({ part }) => breakdowns[part.breakdown]),
      numberColumn(heads.difference, "nps", ({ drivers }) => drivers.difference),
      numberColumn(heads.mix, "nps", ({ part }) => part.mix),
      numberColumn(heads.rate, "nps", ({ part }) => part.rate),
    ],
    rows,
    startsGroup: (row, previous) => row.id !== previous.id,
  });
}

function rowsOf<Part>(
  id: DriverId,
  drivers: MetricDrivers,
  partsOf: (drivers: MetricDrivers) => readonly Part[],
): Row<Part>[] {
  return partsOf(drivers).map((part) => ({ id, drivers, part }));
}
