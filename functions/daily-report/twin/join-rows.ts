/** Joins rows in their order; copies nothing if one side is empty. */
export function joinRows(before: readonly unknown[], rows: readonly unknown[]): readonly unknown[] {
  if (before.length === 0) return rows;
  return rows.length === 0 ? before : [...before, ...rows];
}
