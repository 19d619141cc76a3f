import { NO_KEY } from "../domain/tally.ts";
import { certaintyOf } from "../texts/small-n.ts";
import type { Line } from "./breakdown-lines.ts";

/** The ranks of lines, by their keys. */
export type Ranks = ReadonlyMap<string | null, number>;

/**
 * Ranks lines by the lower 95 % limit of the top box, the highest first; equal limits share a rank. Lines with too few
 * answers and the line without a key have no rank.
 */
export function ranksOf(lines: readonly Line[]): Ranks {
  const limits = lines.flatMap(({ key, figures }) => {
    const low = key === NO_KEY ? null : lowOf(figures);
    return low === null ? [] : [{ key, low }];
  });
  limits.sort((a, b) => b.low - a.low);
  return new Map(limits.map(({ key, low }) => [key, 1 + limits.findIndex((limit) => limit.low === low)]));
}

function lowOf({ csat_top_box: topBox }: Line["figures"]): number | null {
  return topBox === undefined || certaintyOf("csat_top_box", topBox) === "counts" ? null : (topBox.low ?? null);
}
