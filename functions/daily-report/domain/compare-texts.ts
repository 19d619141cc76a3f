/**
 * Compares two texts by their UTF-8 bytes, which is the order of their code points. A lone surrogate has no UTF-8 form and
 * compares as U+FFFD. Texts that are equal so far are compared by their UTF-16 units, so that only equal texts return 0.
 */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return compareCodePoints(a.toWellFormed(), b.toWellFormed()) || (a < b ? -1 : 1);
}

function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

/** Surrogates encode code points above U+FFFF, although as UTF-16 units they are below U+E000. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

const DEEPEST = 200;

/**
 * Prints JSON as JavaScript does, but sorts the keys of every object by `compareTexts`, so that equal values give equal text.
 * A number beyond the range of doubles (1e999) becomes null, as in `JSON.stringify`. A value that is nested deeper than any
 * session becomes "...", so that it cannot overflow the stack.
 */
export function canonicalJson(value: unknown): string {
  return print(value, (number) => (Number.isFinite(number) ? String(number) : "null"));
}

/** Like `canonicalJson`, but prints a number beyond the range of doubles as Infinity, so that it differs from null. */
export function exactJson(value: unknown): string {
  return print(value, String);
}

function print(value: unknown, printNumber: (value: number) => string, depth = 0): string {
  const inside = (inner: unknown) => print(inner, printNumber, depth + 1);
  if (depth > DEEPEST) return '"..."';
  if (Array.isArray(value)) return `[${value.map(inside).join(",")}]`;
  if (typeof value === "number") return printNumber(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => compareTexts(a, b));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${inside(inner)}`).join(",")}}`;
}
