import { readInstant } from "./read-instant.ts";
import { fieldOf } from "./session-fields.ts";

const time = (field: string) => (item: unknown) => readInstant(fieldOf(item, field)) ?? Number.NEGATIVE_INFINITY;
const number = (field: string) => (item: unknown) => readNumber(fieldOf(item, field)) ?? Number.NEGATIVE_INFINITY;
const createdAt = time("createdAt");

/**
 * The seven names the list can be sorted by, each with the value it stands for: milliseconds since 1970 or a number,
 * and less than any of them where the item has none that can be read. Which field of an item a name means is said nowhere
 * where the names differ, and assumed here.
 */
export const sortValues = {
  createdAt,
  startedAt: createdAt,
  // Spelt so by the vendor.
  finisheAt: time("closedAt"),
  billedAt: time("closedAt"),
  speakerFinishedAt: time("lastMessageCreatedAt"),
  duration: number("operatorDialogDuration"),
  price: number("price"),
};

export type SortField = keyof typeof sortValues;

export type SortKey = { readonly field: SortField; readonly descending: boolean };

/** "createdAt,-price" as keys; undefined when a part is none. An unescaped "+" has become a blank by now, and is none. */
export function readSort(text: string): SortKey[] | undefined {
  const keys = text.split(",").map(readSortKey);
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function readSortKey(text: string): SortKey | undefined {
  const field = /^[+-]/.test(text) ? text.slice(1) : text;
  return isSortField(field) ? { field, descending: text.startsWith("-") } : undefined;
}

export function isSortField(name: string): name is SortField {
  return Object.hasOwn(sortValues, name);
}

/** A value to compare with a sort field's: a time as in the data, or a number; null for what is neither. */
export function readSortValue(field: SortField, text: string): number | null {
  return field === "duration" || field === "price" ? readNumber(text) : readInstant(text);
}

function readNumber(value: unknown): number | null {
  const isWritten = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);
  return isWritten || (typeof value === "number" && Number.isFinite(value)) ? Number(value) : null;
}
