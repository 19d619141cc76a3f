import {
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";

/** A value of an answer: as in JSON, with whole numbers of any size as bigint. */
export type Plain = string | number | bigint | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * Returns the value as plain data. A date is yyyy-mm-dd; an instant is ISO 8601 in UTC; a time without a zone is ISO 8601 without
 * one; everything else that JSON does not have is the text that DuckDB shows.
 */
export function plainValue(value: DuckDBValue): Plain {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof DuckDBTimestampTZValue) return isoInstant(value);
  if (value instanceof DuckDBTimestampValue) return String(value).replace(" ", "T");
  if (value instanceof DuckDBDecimalValue) return value.scale === 0 ? value.value : value.toDouble();
  if (value instanceof DuckDBListValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, plainValue(entry)]));
  return String(value);
}

/** "2026-03-02T09:00:00Z", with as many decimals of the second as needed. */
function isoInstant(value: DuckDBTimestampTZValue): string {
  const micros = ((value.micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((value.micros - micros) / 1000n));
  // Infinity, and years that JavaScript cannot show.
  if (Number.isNaN(seconds.getTime())) return String(value);
  const decimals = micros === 0n ? "" : `.${String(micros).padStart(6, "0").replace(/0+$/, "")}`;
  return seconds.toISOString().replace(".000Z", `${decimals}Z`);
}
