import type { HeadlineId } from "../functions/daily-report/domain/history/past.ts";
import type { Headlines } from "../functions/daily-report/domain/history/usual.ts";
import { rate } from "../functions/daily-report/domain/metrics/metric.ts";
import { npsLimits, wilsonLimits } from "../functions/daily-report/domain/statistics.ts";
import type { SeededRandom } from "../local/twin-emulator/invention/seeded-random.ts";

/** A change for the worse that is planted in the figures of a day. */
export type PlantedChange = {
  readonly id: HeadlineId;
  readonly name: string;
  /** The figures of the day with the change; null if the day has no answers of which some could change. */
  readonly plant: (day: Headlines, random: SeededRandom) => Headlines | null;
};

export const plantedChanges: readonly PlantedChange[] = [
  rateTimes("lost_rate", 1.5, "x 1.5"),
  rateTimes("lost_rate", 2, "x 2"),
  rateTimes("sl1", 1 / 1.5, ": 1.5"),
  rateTimes("sl1", 1 / 2, ": 2"),
  rateTimes("csat_top_box", 1 / 1.5, ": 1.5"),
  rateTimes("csat_top_box", 1 / 2, ": 2"),
  npsLess(20),
  npsLess(40),
];

type RateId = "lost_rate" | "sl1" | "csat_top_box";

/** Every hit, or every miss, changes with the probability that multiplies the expected rate. A rate stays at or below 100 %. */
function rateTimes(id: RateId, factor: number, name: string): PlantedChange {
  return {
    id,
    name,
    plant: (day, random) => {
      const { numerator, n } = day[id];
      if (numerator === 0) return null;
      const share = numerator / n;
      const wanted = Math.min(1, factor * share);
      if (wanted <= share) return withRate(day, id, drawn(numerator, wanted / share, random));
      return withRate(day, id, numerator + drawn(n - numerator, (wanted - share) / (1 - share), random));
    },
  };
}

function withRate(day: Headlines, id: RateId, numerator: number): Headlines {
  const { n } = day[id];
  return { ...day, [id]: { ...rate(numerator, n), ...wilsonLimits(numerator, n) } };
}

/** Promoters become detractors, each with the probability that lowers the expected score by so many points. */
function npsLess(points: number): PlantedChange {
  return {
    id: "nps",
    name: `-${points}`,
    plant: (day, random) => {
      const { nps } = day;
      if (nps.promoters === 0) return null;
      const moved = drawn(nps.promoters, Math.min(1, (points * nps.n) / 200 / nps.promoters), random);
      const [promoters, detractors] = [nps.promoters - moved, nps.detractors + moved];
      const value = (100 * (promoters - detractors)) / nps.n;
      return { ...day, nps: { ...nps, value, promoters, detractors, ...npsLimits(promoters, detractors, nps.n) } };
    },
  };
}

/** How many of n are hit, each with the given probability. */
function drawn(n: number, share: number, random: SeededRandom): number {
  return Array.from({ length: n }, () => random.chance(share)).filter(Boolean).length;
}
