declare global {
  interface JSON {
    /** Returns a value that JSON.stringify writes as exactly this text. In JavaScript since 2025, not yet in TypeScript's library. */
    rawJSON(text: string): object;
  }
}

/**
 * Returns a copy for which JSON.stringify writes a number that is too large for JavaScript (1e999 in a file, read as Infinity)
 * as 1e999 and not as null. A value without such a number is returned unchanged.
 */
export function keepInfinities(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : JSON.rawJSON(value > 0 ? "1e999" : "-1e999");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const kept = value.map(keepInfinities);
    return kept.every((element, index) => element === value[index]) ? value : kept;
  }
  const kept = Object.entries(value).map(([key, element]) => [key, keepInfinities(element), element] as const);
  return kept.every(([, element, before]) => element === before) ? value : Object.fromEntries(kept);
}
