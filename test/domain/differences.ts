/** The paths at which two plain values differ. Numbers may differ by 1e-9, or relatively by 1e-9 if they are above 1. Keys must be equal. */
export function differences(actual: unknown, expected: unknown, path = ""): string[] {
  if (typeof actual === "number" && typeof expected === "number") {
    return isClose(actual, expected) ? [] : [`${path}: ${actual} for ${expected}`];
  }
  if (!isNested(actual) || !isNested(expected)) {
    return Object.is(actual, expected) ? [] : [`${path}: ${JSON.stringify(actual)} for ${JSON.stringify(expected)}`];
  }
  const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...keys].flatMap((key) => differences(actual[key], expected[key], `${path}/${key}`));
}

function isClose(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

function isNested(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
