import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type MetricId, metricIds, smallNSuppressed } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { certaintyOf, wholeText } from "../../functions/daily-report/texts/small-n.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { reportOf } from "../session-rows.ts";

const documented = readFileSync("docs/metrics.md", "utf8");

describe("the small-n rule", () => {
  test("shows only counts below 10 answers, marks a value below 30, and shows it unchanged from 30 on", () => {
    const certainties = [1, 9, 10, 29, 30, 1000].map((n) => certaintyOf("nps", { value: 50, n }));
    expect(certainties).toEqual(["counts", "counts", "low", "low", "full", "full"]);
  });

  test.each(["nps", "csi", "csat_top_box", "rating", "sl1", "sl1_answered", "fcr"] as const)(
    "hides %s below 10 answers",
    (id) => {
      expect(certaintyOf(id, { value: 50, n: 5 })).toBe("counts");
    },
  );

  test.each(["nps_bot", "lost_rate", "containment", "frt", "frt_p50", "duration", "price_per_session"] as const)(
    "does not hide %s",
    (id) => {
      expect(certaintyOf(id, { value: 50, n: 5 })).toBe("full");
    },
  );

  test("applies exactly to the metrics that docs/metrics.md lists", () => {
    const [, list] = documented.match(/^Metrics with the small-n rule: (.+)\.$/m) ?? [];
    const hidden = metricIds.filter((id) => certaintyOf(id, { value: 50, n: 5 }) === "counts");
    expect(hidden).toEqual(smallNSuppressed);
    expect(list?.split(", ")).toEqual(hidden.map((id) => `\`${id}\``));
  });

  test("applies only to metrics that have an n", () => {
    const metrics: Record<MetricId, object> = reportOf([]).metrics;
    expect(smallNSuppressed.filter((id) => !("n" in metrics[id]))).toEqual([]);
  });

  test("does not apply to a figure without a value", () => {
    expect(certaintyOf("sl1", { value: null, n: 5, numerator: 0, denominator: 5 })).toBe("full");
  });

  test("replaces a rate below 10 with 'k of n' and a score with the number of ratings", () => {
    const words = wordsFor("ru", null);
    const rate = (n: number) => wholeText("sl1", { value: 50, n, numerator: n / 2, denominator: n }, words);
    expect([8, 10].map(rate)).toEqual(["4 из 8", "50\u00a0%"]);
    expect([1, 4, 9].map((n) => wholeText("nps", { value: 75, n }, words))).toEqual([
      "1 оценка",
      "4 оценки",
      "9 оценок",
    ]);
    expect(wholeText("nps", { value: 75, n: 10 }, words)).toBe("+75");
    expect(wholeText("nps", { value: null, n: 0 }, words)).toBe("—");
  });
});
