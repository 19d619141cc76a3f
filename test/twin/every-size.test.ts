import { expect, it } from "vitest";
import { defaultTwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { walkDay } from "../../functions/daily-report/twin/walk-day.ts";

/** A session is a number here: milliseconds from the start of the day to its creation. Nothing is parsed, so thousands of days are quick. */
const dayLength = 86_400_000;
const instantOf = (item: unknown): number | null => (typeof item === "number" ? item : null);

async function readDayOf(size: number, { pageRows, cap }: { pageRows: number; cap: number }): Promise<unknown[]> {
  const step = Math.floor(dayLength / Math.max(1, size));
  const rows = Array.from({ length: size }, (_, nth) => nth * step);
  const list = async ({ from, to, offset }: { from: number; to: number; offset: number }) => {
    const matches = rows.slice(Math.ceil(from / step), Math.floor(to / step) + 1);
    return { count: matches.length, items: matches.slice(offset, offset + Math.min(pageRows, cap)), bytes: 0 };
  };
  const limits = { ...defaultTwinLimits, pageRows, sessionsPerSlice: 5 * pageRows, cutAbove: 10 * pageRows };
  const day = await walkDay({ from: 0, to: dayLength, list, instantOf, limits, onProgress: () => {} });
  const read: unknown[] = [];
  for await (const piece of day.pieces) for (const row of piece) read.push(row);
  expect(day.declared).toBe(size);
  return read.length === size ? read.filter((row, nth) => row !== rows[nth]) : [`${read.length} rows`];
}

it.each([
  { upTo: 3001, pageRows: 1000, cap: 1000 },
  { upTo: 301, pageRows: 10, cap: 10 },
  { upTo: 301, pageRows: 100, cap: 10 },
])(
  "walkDay reads every row in order for each day size from 0 to $upTo (requested page $pageRows rows, server limit $cap)",
  async ({ upTo, ...pages }) => {
    for (let size = 0; size <= upTo; size += 1) {
      expect(await readDayOf(size, pages), `${size} sessions`).toEqual([]);
    }
  },
);
