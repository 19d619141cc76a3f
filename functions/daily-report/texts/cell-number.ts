/** Spreadsheets hold hardly more; the power of ten below their limit. */
const LARGEST = 1e307;

/**
 * A number as a cell can hold it: null for what is not finite, its text for one that is too large. Written as it is, either
 * would be a broken cell.
 */
export function cellNumber(value: number): number | string | null {
  if (!Number.isFinite(value)) return null;
  return Math.abs(value) < LARGEST ? value : String(value);
}
