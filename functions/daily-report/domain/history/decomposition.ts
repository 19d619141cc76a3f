/** Hits among n sessions or answers. */
export type Share = { readonly hits: number; readonly n: number };

/** A row of a breakdown on both sides. */
export type SharePair = { readonly day: Share; readonly before: Share };

/**
 * Splits the difference of two rates into two parts that add up to it (Kitagawa 1955). With p and r the row's share of n and
 * its rate on the day, q and s those before: rate = sum of (p + q) / 2 x (r - s), mix = sum of (p - q) x (r + s) / 2. A row that
 * one side lacks has the rate of the other side, so it is mix only; a row that both lack is 0. The result is null if a side has
 * no sessions. The unit is that of hits / n.
 */
export function decompose(rows: readonly SharePair[]): { mix: number; rate: number } | null {
  const [dayN, beforeN] = [sumOf(rows, "day"), sumOf(rows, "before")];
  if (dayN === 0 || beforeN === 0) return null;
  let [mix, rate] = [0, 0];
  for (const { day, before } of rows) {
    const [p, q] = [day.n / dayN, before.n / beforeN];
    const r = rateOf(day) ?? rateOf(before) ?? 0;
    const s = rateOf(before) ?? r;
    rate += ((p + q) / 2) * (r - s);
    // A centre that is subtracted from the mean rate would cancel out: p and q both add up to 1.
    mix += (p - q) * ((r + s) / 2);
  }
  return { mix, rate };
}

function sumOf(rows: readonly SharePair[], side: keyof SharePair): number {
  return rows.reduce((sum, row) => sum + row[side].n, 0);
}

function rateOf({ hits, n }: Share): number | null {
  return n === 0 ? null : hits / n;
}
