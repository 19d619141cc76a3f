import { describe, expect, test } from "vitest";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { certaintyOf, countsText } from "../../functions/daily-report/texts/small-n.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";

describe("few answers", () => {
  test("are shown as counts only below 10, marked below 30, as they are from 30 on", () => {
    const certainties = [1, 9, 10, 29, 30, 1000].map((n) => certaintyOf("nps", { value: 50, n }));
    expect(certainties).toEqual(["counts", "counts", "low", "low", "full", "full"]);
  });

  test("matter to the scores and levels of docs/metrics.md section 4.4, and to no other metric", () => {
    const cautious = metricIds.filter((id) => certaintyOf(id, { value: 50, n: 5 }) !== "full");
    expect(cautious).toEqual(["nps", "csi", "csat_top_box", "rating", "sl1", "sl1_answered", "fcr"]);
  });

  test("hide nothing where there is no value to hide", () => {
    expect(certaintyOf("sl1", { value: null, n: 5, numerator: 0, denominator: 5 })).toBe("full");
  });

  test("are worded as k of n for a rate, and as n for a score", () => {
    const words = wordsFor("ru", null);
    expect(countsText({ value: 75, n: 4, numerator: 3, denominator: 4 }, words)).toBe("3 из 4");
    expect(countsText({ value: 75, n: 4 }, words)).toBe("n = 4");
  });
});
