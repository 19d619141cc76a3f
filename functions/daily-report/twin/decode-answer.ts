import { TwinAnswerError } from "./twin-errors.ts";

/** A page of the list: `count` matches of the whole query, and the rows as they came (anything at all). */
export type ListAnswer = { count: number; items: readonly unknown[] };

/** Reads the list's answer. Throws TwinAnswerError naming the field that is not as documented; `asked` goes into its message. */
export function decodeAnswer(body: unknown, asked: string): ListAnswer {
  const refuse = (complaint: string): Error =>
    new TwinAnswerError(`Asked for ${asked}, TWIN answered ${complaint}; the API may have changed.`);
  if (!isRecord(body)) throw refuse(`${kindOf(body)} instead of an object with "count" and "items"`);
  const count = readCount(body.count);
  if (count === null) throw refuse(`a "count" that is ${kindOf(body.count)}, and should be a whole number from 0 on`);
  if (!Array.isArray(body.items)) throw refuse(`"items" that are ${kindOf(body.items)}, and should be an array`);
  return { count, items: body.items };
}

/** A whole number from 0 on, also when it comes as its digits; else null. */
function readCount(value: unknown): number | null {
  const count = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value is, without showing it: texts may hold a client's words. */
function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
