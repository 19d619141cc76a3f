import { type Reading, readInstant, readText } from "../domain/read-values.ts";
import type { SessionField } from "../domain/session.ts";
import { isCutInCell } from "../texts/cell-text.ts";
import type { TableEntry } from "./table-entry.ts";

/** What stands in a cell: a text, a number, milliseconds since 1970 (UTC) for a timestamp, yes or no; null is an empty cell. */
export type CellValue = string | number | boolean | null;

/** The cells of a row, one for each column. */
export type CellRow = readonly CellValue[];

/** The workbook shows a `timestamp` as the wall clock of the report's zone and a `utcTimestamp` as UTC; in parquet both are instants. */
export type ColumnType = "text" | "timestamp" | "utcTimestamp" | "integer" | "number" | "boolean";

/** A column of the session table is data. `value` and `problem` are pure and never throw. */
export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether it tells of the client as a person. */
  readonly personal: boolean;
  /** The field of the API it needs that no report reads otherwise; null for none. */
  readonly field: string | null;
  readonly value: (entry: TableEntry) => CellValue;
  /** Why the cell is empty though there was something, or not whole: "field: reason", never the value; null when nothing was wrong. */
  readonly problem: (entry: TableEntry) => string | null;
};

type Source = { readonly name: string; readonly type: ColumnType };

/** Fields whose readings hold a plain value; `operatorGroupIds` is a list. */
export type PlainField = Exclude<SessionField, "operatorGroupIds">;

/** A field that the domain has read; what was bad about it is told for all of them at once, by the column of problems. */
export function read(source: Source, field: PlainField): Column {
  const value: Column["value"] = ({ session }) => sound<CellValue>(session[field]);
  return { ...computed(source, value), problem: (entry) => cutOf(field, value(entry)) };
}

/** A value that follows from the entry and is always there or rightly missing. */
export function computed(source: Source, value: Column["value"]): Column {
  return { ...source, personal: false, field: null, value, problem: () => null };
}

/** A whole number, which all formats hold exactly only up to 2^53 - 1; beyond that the cell is empty, and it is said. */
export function integer(name: string, field: string, numberOf: (entry: TableEntry) => number | null): Column {
  const isTooLarge = (value: number | null) => value !== null && !Number.isSafeInteger(value);
  return {
    ...computed({ name, type: "integer" }, (entry) => {
      const value = numberOf(entry);
      return isTooLarge(value) ? null : value;
    }),
    problem: (entry) => (isTooLarge(numberOf(entry)) ? `${field}: outOfRange` : null),
  };
}

/** A text that no report reads otherwise. */
export function rawText(name: string, field: string): Column {
  return raw({ name, type: "text" }, field, readText);
}

/** A point in time that no report reads otherwise. */
export function rawInstant(name: string, field: string): Column {
  return raw({ name, type: "timestamp" }, field, readInstant);
}

/** Any JSON, carried along as JSON text. */
export function rawJson(name: string, field: string): Column {
  return raw({ name, type: "text" }, field, readJson);
}

function raw(source: Source, field: string, reader: (raw: unknown) => Reading<CellValue>): Column {
  const reading = ({ row }: TableEntry) => reader(fieldOf(row, field));
  return {
    ...source,
    personal: false,
    field,
    value: (entry) => sound(reading(entry)),
    problem: (entry) => {
      const { value, fault } = reading(entry);
      return fault === null ? cutOf(field, value) : `${field}: ${fault}`;
    },
  };
}

/** Says of a text that the sheet shows only its beginning; the parquet file has it whole. */
export function cutOf(field: string | null, value: CellValue): string | null {
  return typeof value === "string" && isCutInCell(value) ? `${field}: cut` : null;
}

/** The value, unless something is wrong with it. */
export function sound<T>({ value, fault }: Reading<T>): T | null {
  return fault === null ? value : null;
}

function fieldOf(row: unknown, field: string): unknown {
  return typeof row === "object" && row !== null && Object.hasOwn(row, field)
    ? (row as Record<string, unknown>)[field]
    : null;
}

function readJson(value: unknown): Reading<string> {
  if (value === null || value === undefined) return { value: null, fault: null };
  try {
    return { value: JSON.stringify(value), fault: null };
  } catch {
    // What is nested thousands deep can be parsed, but not printed.
    return { value: null, fault: "outOfRange" };
  }
}
