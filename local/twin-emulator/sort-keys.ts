import { readInstant } from "./read-instant.ts";
import { fieldOf } from "./session-fields.ts";

const time = (field: string) => (item: unknown) => readInstant(fieldOf(item, field)) ?? Number.NEGATIVE_INFINITY;
const number = (field: string) => (item: unknown) => readNumber(fieldOf(item, field)) ?? Number.NEGATIVE_INFINITY;
const createdAt = time("createdAt");

/**
 * The seven sort names of the list, each with the function that reads its value: milliseconds since 1970 or a number, and
 * -Infinity if the item has no readable value. The vendor does not document which field a name means; if no field has the
 * same name, the field is assumed here.
 */
export const sortValues = {
  createdAt,
  startedAt: createdAt,
  // The vendor's spelling.
  finisheAt: time("closedAt"),
  billedAt: time("closedAt"),
  speakerFinishedAt: time("lastMessageCreatedAt"),
  duration: number("operatorDialogDuration"),
  price: number("price"),
};

export type SortField = keyof typeof sortValues;

export type SortKey = { readonly field: SortField; readonly descending: boolean };

/** Reads "createdAt,-price"; returns undefined if a part is invalid, such as a "+" that was not escaped and became a blank. */
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

/** Reads a value to compare with a sort field: a time as in the data, or a number; null if it is neither. */
export function readSortValue(field: SortField, text: string): number | null {
  return field === "duration" || field === "price" ? readNumber(text) : readInstant(text);
}

function readNumber(value: unknown): number | null {
  const isWritten = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);
  return isWritten || (typeof value === "number" && Number.isFinite(value)) ? Number(value) : null;
}
