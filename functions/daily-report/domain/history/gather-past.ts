import { type Counter, catalogue, type MetricId, metricIds } from "../metrics/catalogue.ts";
import type { Figures } from "../metrics/metric.ts";
import { figuresOf, type Tally } from "../tally.ts";
import type { Obstacle } from "./comparable.ts";
import { type DriverDay, driverDayOf, spreadOf } from "./day-spread.ts";
import type { DriverId } from "./history.ts";
import { headlineIds, type LeftOut, type Past, type PastFigures } from "./past.ts";
import { addDay, type MergedDays, poolOf } from "./pool.ts";

/** A day, week or month before, and what it is compared in. `half` is null if it is not one of the days of `before`. */
export type Place = { readonly date: string; readonly half: 0 | 1 | null; readonly isAlike: boolean };

/** What is asked of the time before: how many days of `before` and `alike` there could be. */
type Asked = {
  readonly isHoliday: boolean;
  readonly alike: number;
  readonly before: { readonly from: string; readonly to: string; readonly of: number };
};

type UsedDay = { readonly without: readonly MetricId[]; readonly rows: DriverDay };

/** Gathers the days before a day, or the weeks or months before one, the oldest first. Holds their sums, not their tallies. */
export class GatheredPast {
  readonly #asked: Asked;
  readonly #halves: readonly [MergedDays[], MergedDays[]] = [[], []];
  readonly #alike: PastFigures[] = [];
  readonly #trend: PastFigures[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #used: UsedDay[] = [];

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Adds a known day. It is left out of the metrics that the obstacles name. The tally needs `comparedPart`, or `dayPart` if `half` is null. */
  add(place: Place, tally: Tally, obstacles: readonly Obstacle[]): void {
    for (const obstacle of obstacles) this.leaveOut(place, obstacle);
    const without = metricsOf(obstacles);
    if (without.length === metricIds.length) return;
    const figures = pastFigures(place.date, tally, without);
    this.#trend.push(figures);
    if (place.isAlike) this.#alike.push(figures);
    if (place.half === null) return;
    this.#used.push({ without, rows: driverDayOf(tally) });
    addDay(this.#halves[place.half], tally, without);
  }

  /** Notes a day that is archived but left out, if it is one of the days of `before`. */
  leaveOut({ date, half }: Place, { reason, metrics }: Obstacle): void {
    if (half !== null) this.#leftOut.push({ date, reason, metrics: metrics && [...metrics] });
  }

  past(): Past {
    const { isHoliday, alike, before } = this.#asked;
    const [first, second] = this.#halves;
    const known = this.#used.length;
    const spread = spreadOf((metric) => this.#rowsFor(metric));
    return {
      isHoliday,
      alike: { asked: alike, known: this.#alike },
      before: { ...before, known, leftOut: this.#leftOut, pool: poolOf([...first, ...second]), spread },
      halves: [poolOf(first), poolOf(second)],
      trend: this.#trend,
    };
  }

  #rowsFor(metric: DriverId): DriverDay[] {
    return this.#used.flatMap(({ without, rows }) => (without.includes(metric) ? [] : [rows]));
  }
}

/** The metrics that at least one obstacle names, in the order of the catalogue. */
function metricsOf(obstacles: readonly Obstacle[]): MetricId[] {
  return metricIds.filter((id) => obstacles.some(({ metrics }) => metrics === null || metrics.includes(id)));
}

function pastFigures(date: string, tally: Tally, without: readonly MetricId[]): PastFigures {
  const figures: Figures<Counter> = figuresOf(tally, "day", "");
  const known = headlineIds.filter((id) => !without.includes(id));
  return { date, metrics: Object.fromEntries(known.map((id) => [id, catalogue[id].value(figures)])) };
}
