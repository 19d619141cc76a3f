import { TwinAnswerError } from "./twin-errors.ts";

/** A page of the list: `count` is the number of matches of the whole query; `items` are the rows, not validated. */
export type ListAnswer = { count: number; items: readonly unknown[] };

/** Decodes the list's answer. Throws TwinAnswerError that names the invalid field; `asked` is part of its message. */
export function decodeAnswer(body: unknown, asked: string): ListAnswer {
  const refuse = (complaint: string): Error =>
    new TwinAnswerError(`Asked for ${asked}, TWIN answered ${complaint}; the API may have changed.`);
  if (!isRecord(body)) throw refuse(`${kindOf(body)} instead of an object with "count" and "items"`);
  const count = readCount(body.count);
  if (count === null) throw refuse(`a "count" that is ${kindOf(body.count)} and should be a whole number from 0 up`);
  if (!Array.isArray(body.items)) throw refuse(`"items" that are ${kindOf(body.items)} and should be an array`);
  return { count, items: body.items };
}

/** Returns a whole number from 0 up, given as a number or as digits; otherwise null. */
function readCount(value: unknown): number | null {
  const count = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Describes a value without quoting it, because a text may contain a client's words. */
function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
