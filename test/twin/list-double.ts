import { expect } from "vitest";
import type { DayReading, ReadProgress } from "../../functions/daily-report/ports.ts";
import type { ListPage, PageRequest } from "../../functions/daily-report/twin/list-sessions.ts";
import { defaultTwinLimits, type TwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { walkDay } from "../../functions/daily-report/twin/walk-day.ts";
import { answerFrom, dayFrom, dayTo, instantOf, type ServerBehaviour } from "./session-rows.ts";

export type DayOfPieces = {
  declared: number;
  inOrder: boolean;
  pieces: (readonly unknown[])[];
  rows: unknown[];
  progress: ReadProgress[];
};

/** A list call over rows in memory; `requests` records the requested pages. */
export function listOver(
  rows: readonly unknown[],
  behaviour: ServerBehaviour = {},
  limit = 1000,
): { list: ListPage; requests: PageRequest[] } {
  const requests: PageRequest[] = [];
  return {
    requests,
    list: async (page) => {
      requests.push(page);
      return answerFrom(rows, { ...page, limit }, behaviour);
    },
  };
}

/** Reads the whole test day. */
export async function walkToEnd(list: ListPage, limits: Partial<TwinLimits> = {}): Promise<DayOfPieces> {
  const progress: ReadProgress[] = [];
  const onProgress = (step: ReadProgress): void => void progress.push(step);
  const walk = { from: dayFrom, to: dayTo, list, instantOf, limits: { ...defaultTwinLimits, ...limits }, onProgress };
  return collect(await walkDay(walk), progress);
}

export async function collect(day: DayReading, progress: ReadProgress[] = []): Promise<DayOfPieces> {
  const pieces: (readonly unknown[])[] = [];
  for await (const piece of day.pieces) pieces.push(piece);
  return { declared: day.declared, inOrder: day.inOrder, pieces, rows: pieces.flat(), progress };
}

export function idsOf(rows: readonly unknown[]): unknown[] {
  return rows.map((row) => Reflect.get(Object(row), "id")).sort();
}

/** Expects each row once, the pieces in order of time, and no creation time in two pieces. */
export function expectWholeDay(pieces: readonly (readonly unknown[])[], rows: readonly unknown[]): void {
  expect(idsOf(pieces.flat())).toEqual(idsOf(rows));
  let latest = Number.NEGATIVE_INFINITY;
  for (const piece of pieces.filter((some) => some.length > 0)) {
    const instants = piece.map((row) => instantOf(row) ?? Number.POSITIVE_INFINITY);
    expect(instants.reduce((a, b) => Math.min(a, b))).toBeGreaterThan(latest);
    latest = instants.reduce((a, b) => Math.max(a, b));
  }
}
