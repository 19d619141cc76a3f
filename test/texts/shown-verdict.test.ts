import { describe, expect, test } from "vitest";
import { headlineIds } from "../../functions/daily-report/domain/history/past.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { shownVerdict, verdictText } from "../../functions/daily-report/texts/shown-verdict.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { incidentDay } from "../furnished-history.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("the words of a verdict", () => {
  const en = wordsFor("en", null);

  test("say the side on which the value lies with its sign, then whether that is better or worse", () => {
    expect(plain(verdictText("lost_rate", "unusually_high", en))).toBe("▲ higher than usual: worse");
    expect(plain(verdictText("lost_rate", "unusually_low", en))).toBe("▼ lower than usual: better");
    expect(plain(verdictText("sl1", "unusually_low", en))).toBe("▼ lower than usual: worse");
    expect(plain(verdictText("sl1", "unusually_high", wordsFor("ru", null)))).toBe("▲ выше обычного: лучше");
  });

  test("have no sign if the value is usual, and no judgement if neither side is better", () => {
    expect(verdictText("sl1", "usual", en)).toBe("as usual");
    expect(plain(verdictText("sessions", "unusually_low", en))).toBe("▼ lower than usual");
  });

  test.each(["en", "ru"] as const)("never have the sign of the other side in %s", (locale) => {
    const words = wordsFor(locale, null);
    for (const id of headlineIds) {
      expect(verdictText(id, "unusually_high", words)).toMatch(/^▲[^▼]+$/);
      expect(verdictText(id, "unusually_low", words)).toMatch(/^▼[^▲]+$/);
    }
  });
});

describe("the verdict that is shown", () => {
  const day = incidentDay();
  const withLost = (n: number): Report => ({
    ...day,
    metrics: { ...day.metrics, lost_rate: { ...day.metrics.lost_rate, n } },
  });

  test("is that of report.json from 10 sessions on", () => {
    expect(shownVerdict("lost_rate", withLost(10))).toBe("unusually_high");
    expect(shownVerdict("lost_rate", withLost(9))).toBeNull();
  });

  test("needs no number of sessions if the figure is one itself, and a history", () => {
    expect(shownVerdict("sessions", day)).toBe("usual");
    expect(shownVerdict("sessions", { ...day, history: null })).toBeNull();
  });
});
