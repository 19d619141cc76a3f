import type { FunnelPlace } from "./history.ts";

/** The chance outside each limit: 95 % and 99.8 % on both sides (Spiegelhalter 2005). */
const TAIL_95 = 0.025;
const TAIL_998 = 0.001;

/** A weight this small, relative to the most probable count, changes no place. */
const NEGLIGIBLE = 1e-16;

/**
 * Where k of n lies in the funnel around a target (Spiegelhalter 2005): above or below a limit if k or a count further out has
 * at most 2.5 % (0.1 %) probability. `target` is a share, 0 to 1. The probabilities are exact, because the normal form is wrong
 * for few sessions and for rates near 0 or 100 %. The paper interpolates between whole counts, so that limits can be drawn as a
 * curve. Below, that gives the same places; above, 10 of 10 at a target of 90 % would be beyond the limit, with a probability
 * of 35 %.
 */
export function funnelPlace(k: number, n: number, target: number): FunnelPlace {
  const { atMost, atLeast } = tailsOf(k, n, target);
  if (atLeast <= TAIL_998) return "above_998";
  if (atMost <= TAIL_998) return "below_998";
  if (atLeast <= TAIL_95) return "above_95";
  return atMost <= TAIL_95 ? "below_95" : "within";
}

/** The probabilities of at most and at least k of n, if each happens with probability p. */
export function tailsOf(k: number, n: number, p: number): { atMost: number; atLeast: number } {
  if (p <= 0 || p >= 1) {
    const certain = p <= 0 ? 0 : n;
    return { atMost: Number(k >= certain), atLeast: Number(k <= certain) };
  }
  // Weights relative to the most probable count cannot underflow where they matter, unlike (1 - p) ** n.
  const odds = p / (1 - p);
  const peak = Math.min(n, Math.floor((n + 1) * p));
  let [below, same, above] = [0, 0, 0];
  const put = (count: number, weight: number) => {
    if (count < k) below += weight;
    else if (count > k) above += weight;
    else same += weight;
  };
  put(peak, 1);
  for (let count = peak, weight = 1; count < n && weight > NEGLIGIBLE; count += 1) {
    weight *= ((n - count) / (count + 1)) * odds;
    put(count + 1, weight);
  }
  for (let count = peak, weight = 1; count > 0 && weight > NEGLIGIBLE; count -= 1) {
    weight *= count / ((n - count + 1) * odds);
    put(count - 1, weight);
  }
  const all = below + same + above;
  return { atMost: (below + same) / all, atLeast: (same + above) / all };
}
