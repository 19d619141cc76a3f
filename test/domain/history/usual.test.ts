import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Headlines, usualMetric, usualOf } from "../../../functions/daily-report/domain/history/usual.ts";
import { metricsOf } from "../../../functions/daily-report/domain/metrics/catalogue.ts";
import { counted } from "./counted.ts";

/** Flow rates of NIST/SEMATECH e-Handbook section 6.3.2.2: mean 50.81, mean moving range 1.8778. */
const flowRates = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

describe("the expected range", () => {
  test("is that of the individuals chart in NIST/SEMATECH 6.3.2.2, with Wheeler's rounded 2.66 for 3 / 1.128", () => {
    const { mean, low, high } = usualOf(50, flowRates, 10);

    expect(mean).toBeCloseTo(50.81, 10);
    expect(low).toBeCloseTo(50.81 - (2.66 * 16.9) / 9, 10);
    expect(high).toBeCloseTo(50.81 + (2.66 * 16.9) / 9, 10);
    // The handbook says 45.8159 and 55.8041.
    expect([low, high].map((limit) => Math.round((limit ?? 0) * 100) / 100)).toEqual([45.82, 55.8]);
  });

  test("is 10 ± 2.66 for values that differ from the next one by 1 (hand-worked; Wheeler 2000)", () => {
    expect(usualOf(12, [9.5, 10.5, 9.5, 10.5, 9.5, 10.5], 8)).toEqual({
      verdict: "usual",
      mean: 10,
      low: 7.34,
      high: 12.66,
      known: 6,
      of: 8,
    });
  });

  test("depends on the order in time: a slow drift has a narrower range than the same values to and fro", () => {
    const [drift, toAndFro] = [
      [1, 2, 3, 4, 5, 6],
      [1, 6, 2, 5, 3, 4],
    ].map((earlier) => usualOf(3, earlier, 8));

    expect([drift?.low, drift?.high]).toEqual([3.5 - 2.66, 3.5 + 2.66]);
    expect([toAndFro?.low, toAndFro?.high]).toEqual([3.5 - 2.66 * 3, 3.5 + 2.66 * 3]);
  });

  test("is not known from 5 days", () => {
    expect(usualOf(100, [1, 2, 1, 2, 1], 8)).toEqual({
      verdict: null,
      mean: null,
      low: null,
      high: null,
      known: 5,
      of: 8,
    });
  });

  const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 12 });

  test.prop([fc.integer({ min: -3000, max: 3000 }), series, fc.integer({ min: -1000, max: 1000 })])(
    "moves with all values, and keeps the verdict",
    (value, earlier, shift) => {
      const usual = usualOf(value, earlier, 12);
      const shifted = usualOf(
        value + shift,
        earlier.map((one) => one + shift),
        12,
      );

      expect(shifted.low).toBeCloseTo((usual.low ?? 0) + shift, 8);
      expect(shifted.high).toBeCloseTo((usual.high ?? 0) + shift, 8);
      // A value at a limit may fall on either side of it by rounding.
      const isAtLimit = [usual.low, usual.high].some((limit) => Math.abs((limit ?? 0) - value) < 1e-8);
      if (!isAtLimit) expect(shifted.verdict).toBe(usual.verdict);
    },
  );

  test.prop([fc.integer({ min: -3000, max: 3000 }), series])("mirrors with all values", (value, earlier) => {
    const usual = usualOf(value, earlier, 12);
    const mirrored = usualOf(
      -value,
      earlier.map((one) => -one),
      12,
    );

    expect(mirrored.high).toBeCloseTo(-(usual.low ?? 0), 8);
    expect([usual.verdict, mirrored.verdict]).not.toEqual(["unusually_high", "unusually_high"]);
  });
});

describe("a verdict", () => {
  const earlier = [9.5, 10.5, 9.5, 10.5, 9.5, 10.5];

  test.each([
    [12.67, "unusually_high"],
    [12.66, "usual"],
    [7.34, "usual"],
    [7.33, "unusually_low"],
    [null, null],
  ] as const)("on %s in the range of 7.34 to 12.66 is %s", (value, verdict) => {
    expect(usualOf(value, earlier, 8).verdict).toBe(verdict);
  });
});

/** A day of 100 offered and 100 bot sessions: 10 lost, 81 of 90 answered in time, 20 answers to each question. */
const day = headlines({ lost: 10 });

function headlines({ lost = 10, offered = 100, answers = 20, bots = 100 }): Headlines {
  const handled = offered - lost;
  return metricsOf(
    counted({
      class: { handled, lost, bot_only: bots },
      closed: { handled, lost, bot_only: bots },
      frt: handled > 0 ? { 40: handled } : {},
      frt_within_target: { "": Math.floor(0.9 * handled) },
      csi: { "5/5": answers },
      csi_top_box: { "": answers },
      nps: { 10: answers * 0.75, 5: answers * 0.25 },
    }),
  );
}

/** Eight days on which the metric was the same, so that only chance widens the range. */
const always = (value: number) => Array.from({ length: 8 }, () => value);

describe("the range of a metric is never narrower than chance, and one session more", () => {
  test.each([
    // z sqrt(100) + 1
    ["sessions", 100, [79.40036, 120.59964]],
    ["handled", 100, [79.40036, 120.59964]],
    // z sqrt(10 x 90 / 100) + 100 / 100
    ["lost_rate", 10, [3.120108, 16.879892]],
    ["sl1", 50, [39.20018, 60.79982]],
    // 100 closed by the bot of 200: z sqrt(40 x 60 / 200) + 100 / 200
    ["containment", 40, [32.710486, 47.289514]],
    // z sqrt(20 x 80 / 20) + 100 / 20
    ["csat_top_box", 20, [0, 42.53045]],
    ["frt_p50", 40, [39, 41]],
    ["csi", 50, [45, 55]],
  ] as const)("%s, always %d: %s", (id, mean, [low, high]) => {
    const usual = usualMetric(id, day, always(mean), 8);

    expect(usual.mean).toBe(mean);
    expect(usual.low).toBeCloseTo(low, 5);
    expect(usual.high).toBeCloseTo(high, 5);
  });

  test("nps: the longer side of its own limits, and 100 / n", () => {
    // 15 promoters and 5 detractors: 50, adjusted Wald 5.86 to 81.10 (docs/metrics.md section 3.10); 44.14 + 5.
    const { low, high } = usualMetric("nps", day, always(20), 8);

    expect(day.nps).toMatchObject({ value: 50, n: 20 });
    expect((high ?? 0) - 20).toBeCloseTo(50 - (day.nps.low ?? 0) + 5, 8);
    expect(20 - (low ?? 0)).toBeCloseTo(50 - (day.nps.low ?? 0) + 5, 8);
  });

  test("so that the first lost session in 9 weeks is usual, and a second one on the same day is not", () => {
    const verdicts = [1, 2].map((lost) => usualMetric("lost_rate", headlines({ lost }), always(0), 8).verdict);

    expect(verdicts).toEqual(["usual", "unusually_high"]);
  });

  test("and a day of few sessions has a wider range than a day of many", () => {
    const half = (offered: number) => {
      const { high } = usualMetric("lost_rate", headlines({ offered, lost: 0 }), always(10), 8);
      return (high ?? 0) - 10;
    };

    expect(half(20)).toBeGreaterThan(2 * half(200));
  });
});

describe("the range of a metric ends where its values end", () => {
  const wild = (low: number, high: number) => Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? low : high));

  test.each([
    ["sessions", [0, 400], [0, 200 + 2.66 * 400]],
    ["frt_p50", [10, 70], [0, 40 + 2.66 * 60]],
    ["lost_rate", [0, 100], [0, 100]],
    ["csi", [40, 90], [0, 100]],
    ["nps", [-100, 100], [-100, 100]],
  ] as const)("%s, %s to and fro: %s", (id, [low, high], range) => {
    const usual = usualMetric(id, day, wild(low, high), 8);

    expect([usual.low, usual.high]).toEqual(range);
  });
});

describe("a metric of a day has no verdict", () => {
  const few = headlines({ answers: 9 });

  test("if it has fewer than 10 answers and is therefore not shown", () => {
    const verdicts = (["csi", "csat_top_box", "nps"] as const).map((id) => usualMetric(id, few, always(0), 8).verdict);

    expect(verdicts).toEqual([null, null, null]);
    expect(usualMetric("nps", day, always(-100), 8).verdict).toBe("unusually_high");
    // A lost rate is shown whatever its n.
    expect(usualMetric("lost_rate", headlines({ offered: 9, lost: 9 }), always(0), 8).verdict).toBe("unusually_high");
  });

  test("if it has no value; the range is that of the moving ranges", () => {
    const empty = metricsOf(new Map());

    for (const id of ["lost_rate", "csi", "nps", "frt_p50"] as const) {
      expect(usualMetric(id, empty, [9.5, 10.5, 9.5, 10.5, 9.5, 10.5], 8)).toEqual({
        verdict: null,
        mean: 10,
        low: 7.34,
        high: 12.66,
        known: 6,
        of: 8,
      });
    }
  });

  test("if more than 10 % of its values are invalid", () => {
    const invalid = (frt: number) =>
      metricsOf(counted({ class: { handled: 90 }, frt: { 40: 90 - frt }, invalid: { frt } }));

    expect(usualMetric("frt_p50", invalid(9), always(10), 8).verdict).toBe("unusually_high");
    expect(usualMetric("frt_p50", invalid(10), always(10), 8)).toMatchObject({ verdict: null, mean: 10 });
    expect(usualMetric("handled", invalid(10), always(10), 8).verdict).toBe("unusually_high");
  });

  test("but a day without sessions has one on their number", () => {
    expect(usualMetric("sessions", metricsOf(new Map()), always(100), 8).verdict).toBe("unusually_low");
  });
});
