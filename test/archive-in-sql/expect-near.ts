import { expect } from "vitest";
import type { Plain } from "../../local/ask/plain-value.ts";

/** Expects the value of an answer to be the figure, to 1e-9 of it or absolutely; null only for null. */
export function expectNear(value: Plain | undefined, figure: number | null, where: string): void {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  const isNear =
    figure === null
      ? value === null
      : isNumber && Math.abs(Number(value) - figure) <= 1e-9 * Math.max(1, Math.abs(figure));
  // The assertion is made only if it fails: tens of thousands of values are compared.
  if (!isNear) expect([where, value]).toEqual([where, figure]);
}
