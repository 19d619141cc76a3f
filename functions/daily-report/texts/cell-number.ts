/** The largest power of ten that spreadsheets support. */
const LARGEST = 1e307;

/**
 * Returns the number in a form that a cell can hold: null if it is not finite, text if it is too large. Both would otherwise
 * give a broken cell.
 */
export function cellNumber(value: number): number | string | null {
  if (!Number.isFinite(value)) return null;
  return Math.abs(value) < LARGEST ? value : String(value);
}
