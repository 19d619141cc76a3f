import { type Reading, readInstant, readText } from "../domain/read-values.ts";
import type { SessionField } from "../domain/session.ts";
import type { TableEntry } from "./table-entry.ts";

/** The value of a cell. A timestamp is in milliseconds since 1970 (UTC). Null is an empty cell. */
export type CellValue = string | number | boolean | null;

/** The cells of a row, one per column. */
export type CellRow = readonly CellValue[];

/** The workbook shows a `timestamp` as the wall clock of the report's zone and a `utcTimestamp` as UTC; in parquet both are instants. */
export type ColumnType = "text" | "timestamp" | "utcTimestamp" | "integer" | "number" | "boolean";

/** Takes a problem of the row, "field: reason", without the value itself. */
export type Note = (problem: string) => void;

/** A column of the session table. */
export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether the column holds personal data of the client. */
  readonly personal: boolean;
  /** The API field that the column shows; null for a computed value. */
  readonly field: string | null;
  /** Returns the cell, and notes why a value is not shown. `cellReader` notes which texts are cut. Never throws. */
  readonly value: (entry: TableEntry, note: Note) => CellValue;
};

type Source = { readonly name: string; readonly type: ColumnType };

/** Fields with a single value; `operatorGroupIds` is a list. */
export type PlainField = Exclude<SessionField, "operatorGroupIds">;

/** A column for a field that the domain reads. `cellReader` notes the faults of all such fields. */
export function read(source: Source, field: PlainField): Column {
  return { ...source, personal: false, field, value: ({ session }) => validValue<CellValue>(session[field]) };
}

/** A column for a computed value. */
export function computed(source: Source, value: Column["value"]): Column {
  return { ...source, personal: false, field: null, value };
}

/** A column of whole numbers. Numbers above 2^53 - 1 are not exact in all formats: their cell is empty and has a problem. */
export function integer(name: string, field: string, numberOf: (entry: TableEntry) => number | null): Column {
  return computed({ name, type: "integer" }, (entry, note) => {
    const value = numberOf(entry);
    if (value === null || Number.isSafeInteger(value)) return value;
    note(`${field}: outOfRange`);
    return null;
  });
}

/** A column for a text field that the report does not read. */
export function rawText(name: string, field: string): Column {
  return raw({ name, type: "text" }, field, readText);
}

/** A column for a time field that the report does not read. */
export function rawInstant(name: string, field: string): Column {
  return raw({ name, type: "timestamp" }, field, readInstant);
}

/** A column for a field with any JSON value, written as JSON text. */
export function rawJson(name: string, field: string): Column {
  return raw({ name, type: "text" }, field, readJson);
}

function raw(source: Source, field: string, reader: (raw: unknown) => Reading<CellValue>): Column {
  return {
    ...source,
    personal: false,
    field,
    value: ({ row }, note) => {
      const { value, fault } = reader(fieldOf(row, field));
      if (fault === null) return value;
      note(`${field}: ${fault}`);
      return null;
    },
  };
}

/** Returns the value, or null if it has a fault. */
export function validValue<T>({ value, fault }: Reading<T>): T | null {
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
    // JSON.stringify throws for values that are nested thousands of levels deep; JSON.parse does not.
    return { value: null, fault: "outOfRange" };
  }
}
