import { describe, expect, test } from "vitest";
import { quietHistory, tallyOfDays } from "../../bench/quiet-history.ts";
import { rules } from "../../bench/verdict-rules.ts";
import { headlineIds } from "../../functions/daily-report/domain/history/past.ts";
import { usualMetric } from "../../functions/daily-report/domain/history/usual.ts";
import { metricsOf } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { figuresOf } from "../../functions/daily-report/domain/tally.ts";

const SEEDS = 200;

/** The last days of histories in which nothing happens, each with the eight same weekdays before it, the oldest first. */
const days = Array.from({ length: SEEDS }, (_, index) => {
  const { day } = quietHistory({ seed: index + 1, sessions: 150 });
  const figures = (back: number) => metricsOf(figuresOf(tallyOfDays([day(back)], "day"), "day", ""));
  return { day: figures(0), weeks: [8, 7, 6, 5, 4, 3, 2, 1].map((week) => figures(7 * week)) };
});

describe(`on ${SEEDS} quiet days of 150 sessions (seeds 1 to ${SEEDS})`, () => {
  test.each(headlineIds)("%s is unusual on fewer than 10 of 100", (id) => {
    const verdicts = days.flatMap(({ day, weeks }) => {
      const earlier = weeks.flatMap((week) => week[id].value ?? []);
      return usualMetric(id, day, earlier, weeks.length).verdict ?? [];
    });
    const unusual = verdicts.filter((verdict) => verdict !== "usual");

    expect(verdicts.length).toBeGreaterThan(SEEDS / 2);
    expect(unusual.length / verdicts.length).toBeLessThan(0.1);
  });

  test("a rule that flags whatever is outside the last four same weekdays flags more than 25 of 100 lost rates", () => {
    const flagged = days.filter(({ day, weeks }) =>
      rules["outside 4 days"]?.({ id: "lost_rate", day, past: (back) => weeks.at(-back / 7) ?? null }),
    );
    expect(flagged.length / SEEDS).toBeGreaterThan(0.25);
  });
});
