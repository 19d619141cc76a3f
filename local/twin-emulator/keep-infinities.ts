declare global {
  interface JSON {
    /** A value that JSON.stringify writes as this very text; in the language since 2025, not yet in the compiler's library. */
    rawJSON(text: string): object;
  }
}

/**
 * The same JSON value, made so that JSON.stringify writes a number too large for JavaScript (1e999 in a file, read as
 * Infinity) as 1e999 again rather than as null. Values without one come back as they are.
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
