import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisBounds } from "../../../functions/daily-report/workbook/charts/axis-bounds.ts";

describe("the axis of a chart", () => {
  test.each([
    ["begins at 0 if the lowest value is small beside the highest", [0.04, 0.16], "wholePercent", [0, 0.2, 0.05]],
    ["shows differences of large shares, at most up to 100 %", [0.83, 0.99], "wholePercent", [0.8, 1, 0.05]],
    ["has steps of at least 1 %", [0.861, 0.864], "wholePercent", [0.86, 0.87, 0.01]],
    ["has round counts", [812, 1098], "count", [800, 1100, 100]],
    ["shows scores below 0", [-35, 12], "wholeNps", [-40, 20, 10]],
    ["does not go beyond -100", [-100, -98], "wholeNps", [-100, -98, 1]],
    ["has one step for a single value", [7, 7], "count", [7, 8, 1]],
    ["shows zeros", [0, 0], "count", [0, 1, 1]],
    ["has one step below the largest possible share", [1, 1], "wholePercent", [0.99, 1, 0.01]],
    ["has one step below the largest possible score", [100], "wholeNps", [99, 100, 1]],
    ["has steps of seconds that clocks have", [38 / 86_400, 96 / 86_400], "duration", [0, 120 / 86_400, 30 / 86_400]],
  ] as const)("%s", (_, values, format, [min, max, step]) => {
    const bounds = axisBounds(values, format);
    expect(bounds?.min).toBeCloseTo(min, 9);
    expect(bounds?.max).toBeCloseTo(max, 9);
    expect(bounds?.step).toBeCloseTo(step, 9);
  });

  test("is null without values", () => {
    expect(axisBounds([], "count")).toBeNull();
  });

  test("has all values within its ends, and few steps", () => {
    const values = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.constantFrom("count", "duration"), (counts, format) => {
        const scaled = format === "duration" ? counts.map((count) => count / 86_400) : counts;
        const { min, max, step } = axisBounds(scaled, format) ?? { min: 0, max: 0, step: 0 };
        expect(min).toBeLessThanOrEqual(Math.min(...scaled) + 1e-9 * max);
        expect(max).toBeGreaterThanOrEqual(Math.max(...scaled) - 1e-9 * max);
        expect((max - min) / step).toBeLessThanOrEqual(7);
      }),
    );
  });
});
