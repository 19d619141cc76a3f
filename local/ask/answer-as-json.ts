import type { Answer } from "./answer-query.ts";
import type { Plain } from "./plain-value.ts";

/** Returns the answer as a JSON array with an object for each row, one per line. */
export function answerAsJson({ names, rows }: Answer): string {
  const objects = rows.map((row) =>
    plainJson(Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]))),
  );
  return objects.length === 0 ? "[]" : `[\n${objects.join(",\n")}\n]`;
}

/** JSON has no numbers that are not finite, and readers lose digits of whole numbers beyond 2^53 - 1: both are texts. */
export function plainJson(value: Plain): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "bigint") return Number.isSafeInteger(Number(part)) ? Number(part) : String(part);
    return typeof part === "number" && !Number.isFinite(part) ? String(part) : part;
  });
}
