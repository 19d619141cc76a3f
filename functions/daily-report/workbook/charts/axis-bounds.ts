import type { CellFormat } from "../sheet.ts";

/** The ends of an axis and the distance between its lines, in the unit that cells have: shares 0-1, times in days. */
export type AxisBounds = { readonly min: number; readonly max: number; readonly step: number };

/** An axis has at most so many steps. */
const STEPS = 5;

/** Below this part of the axis, a program would show it from 0. */
const FROM_ZERO = 0.4;

/** What a value of the format can be. */
const possible: Partial<Record<CellFormat, { readonly from: number; readonly to: number }>> = {
  wholePercent: { from: 0, to: 1 },
  wholeNps: { from: -100, to: 100 },
  count: { from: 0, to: Infinity },
  duration: { from: 0, to: Infinity },
};

const SECONDS_OF_DAY = 86_400;
/** Steps of times, in seconds; longer ones are whole hours. */
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/**
 * An axis on which differences are seen: round bounds around all values, within what the format can have. Programs begin at 0 and
 * go on to 120 %. Null without values.
 */
export function axisBounds(values: readonly number[], format: CellFormat): AxisBounds | null {
  if (values.length === 0) return null;
  const { from, to } = possible[format] ?? { from: -Infinity, to: Infinity };
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const isNearZero = lowest >= 0 && lowest < FROM_ZERO * highest;
  const low = isNearZero ? 0 : lowest;
  const step = stepOf((highest - low) / STEPS, format);
  // At the upper end of what is possible, the one step of equal values lies below them.
  const min = Math.max(from, Math.min(Math.floor(low / step) * step, to - step));
  const max = Math.min(to, Math.max(Math.ceil(highest / step) * step, min + step));
  return { min: exact(min), max: exact(max), step: exact(step) };
}

/** The smallest round number that is not below the wanted one. */
function stepOf(wanted: number, format: CellFormat): number {
  if (format === "duration") {
    const seconds = wanted * SECONDS_OF_DAY;
    const step = timeSteps.find((one) => one >= seconds) ?? Math.ceil(seconds / 3600) * 3600;
    return step / SECONDS_OF_DAY;
  }
  const least = format === "wholePercent" ? 0.01 : 1;
  if (wanted <= least) return least;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5].find((one) => one * power >= wanted) ?? 10;
  return factor * power;
}

/** Without the noise of binary fractions. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}
