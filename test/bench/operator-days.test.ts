import { describe, expect, test } from "vitest";
import { BAD, operatorDay, usualRates } from "../../bench/operator-days.ts";
import { standOutsOf } from "../../functions/daily-report/domain/stand-out.ts";

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

describe("20 days of 800 sessions whose 20 operators are drawn at random (seeds 1 to 20)", () => {
  const days = seeds.map((seed) => operatorDay({ seed, operators: 20, sessions: 800 }));

  test("have 800 sessions, and rates near the usual ones", () => {
    const rows = days.flatMap(({ breakdowns }) => breakdowns.operators);
    const share = (id: "lost_rate" | "sl1" | "csat_top_box") => {
      const [hits, n] = rows.reduce(([k, of], { metrics }) => [k + metrics[id].numerator, of + metrics[id].n], [0, 0]);
      return hits / n;
    };
    expect(rows.reduce((sum, { metrics }) => sum + metrics.lost_rate.n, 0)).toBe(20 * 800);
    expect(share("lost_rate")).toBeCloseTo(usualRates.lost, 1);
    expect(share("sl1")).toBeCloseTo((1 - usualRates.lost) * (1 - usualRates.late), 1);
    expect(share("csat_top_box")).toBeCloseTo(1 - usualRates.unsatisfied, 1);
  });

  test("have nobody to talk to on 17 of them or more, and nobody to praise on 17 or more", () => {
    const found = days.map(standOutsOf);
    expect(found.filter(({ talkTo }) => talkTo.length === 0).length).toBeGreaterThanOrEqual(17);
    expect(found.filter(({ praise }) => praise.length === 0).length).toBeGreaterThanOrEqual(17);
  });
});

test("an operator with 50 sessions who is late twice as often is to be talked to on 17 of 20 days or more (seeds 1 to 20)", () => {
  const days = seeds.map((seed) =>
    operatorDay({ seed, operators: 20, sessions: 800, bad: { sessions: 50, rates: { ...usualRates, late: 0.8 } } }),
  );
  const first = days.filter((day) => standOutsOf(day).talkTo[0]?.key === BAD);
  expect(first.length).toBeGreaterThanOrEqual(17);
});
