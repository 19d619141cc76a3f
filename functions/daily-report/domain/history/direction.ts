import type { FunnelPlace, Verdict } from "./history.ts";
import type { HeadlineId } from "./past.ts";

/** Which side of a figure is the better one; null if neither is. */
const better: Record<HeadlineId, "high" | "low" | null> = {
  sessions: null,
  handled: null,
  lost_rate: "low",
  sl1: "high",
  frt_p50: "low",
  csi: "high",
  csat_top_box: "high",
  nps: "high",
  containment: null,
};

/** What a high or low figure means for a contact centre; null if it is neither better nor worse. */
export type Judgement = "better" | "worse" | null;

/** Judges a figure by the side on which it lies: positive is high, negative low; 0 and null are neither better nor worse. */
export function judgementOf(id: HeadlineId, side: number | null): Judgement {
  const good = better[id];
  if (good === null || side === null || side === 0) return null;
  return side > 0 === (good === "high") ? "better" : "worse";
}

/** The side of a verdict or of a place in the funnel: 1 is high, -1 low, 0 neither. */
export function sideOf(place: Verdict | FunnelPlace | null): number {
  if (place === null) return 0;
  if (place === "unusually_high" || place.startsWith("above")) return 1;
  return place === "unusually_low" || place.startsWith("below") ? -1 : 0;
}
