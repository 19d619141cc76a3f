import type { Shade } from "./sheet.ts";

/** How far from the middle a percentage has the full colour, in points. */
const REACH = 20;

/** The colours of a percentage of which more is better: none at the given value, full 20 points below or above it. */
export function shadeAround(middle: number): Shade {
  return { kind: "scale", low: middle - REACH, middle, high: middle + REACH };
}
