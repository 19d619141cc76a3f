import { expect, test } from "vitest";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { earlierDaysLine, progressLine } from "../../local/show-progress.ts";

/** A progress line on a terminal that keeps what it shows, and a clock that the test sets, in seconds. */
function lineOn(locale: Locale, isTTY = true) {
  const shown: string[] = [];
  const time = { seconds: 100 };
  const write = (text: string) => shown.push(text.replace("\r\u001b[K", "|").replaceAll(/[\u00a0\u202f]/g, " ")) > 0;
  const line = progressLine({ isTTY, write }, locale, () => time.seconds * 1000);
  return { line, shown, time };
}

test("the progress line shows sessions, their rate and the time left, after the first second", () => {
  const { line, shown, time } = lineOn("en");
  line.show({ sessionsRead: 0, declared: 100_000 });
  time.seconds += 0.5;
  line.show({ sessionsRead: 2000, declared: 100_000 });
  time.seconds += 1.5;
  line.show({ sessionsRead: 12_000, declared: 100_000 });
  time.seconds += 18;
  line.show({ sessionsRead: 99_999, declared: 100_000 });
  line.show({ sessionsRead: 100_000, declared: 100_000 });
  line.clear();
  expect(shown).toEqual([
    "|0 of 100,000 sessions",
    "|2,000 of 100,000 sessions",
    "|12,000 of 100,000 sessions, 6,000 a second, about 15 s left",
    "|99,999 of 100,000 sessions, 5,000 a second, about 1 s left",
    "|100,000 of 100,000 sessions, 5,000 a second, about 0 s left",
    "|",
  ]);
});

test("the progress line is in Russian for a Russian report", () => {
  const { line, shown, time } = lineOn("ru");
  line.show({ sessionsRead: 0, declared: 100_000 });
  time.seconds += 2;
  line.show({ sessionsRead: 12_000, declared: 100_000 });
  expect(shown.at(-1)).toBe("|сессий: 12 000 из 100 000, в секунду: 6 000, осталось около 15 с");
});

test("the rate of a second reading does not count the first one", () => {
  const { line, shown, time } = lineOn("en");
  for (const seconds of [10, 2]) {
    line.show({ sessionsRead: 0, declared: 2000 });
    time.seconds += seconds;
    line.show({ sessionsRead: 1000, declared: 2000 });
  }
  expect(shown).toEqual([
    "|0 of 2,000 sessions",
    "|1,000 of 2,000 sessions, 100 a second, about 10 s left",
    "|0 of 2,000 sessions",
    "|1,000 of 2,000 sessions, 500 a second, about 2 s left",
  ]);
});

test("no time is left if more sessions are read than declared", () => {
  const { line, shown, time } = lineOn("en");
  time.seconds += 2;
  line.show({ sessionsRead: 30, declared: 20 });
  expect(shown).toEqual(["|30 of 20 sessions, 15 a second, about 0 s left"]);
});

test.each<Locale>(["en", "ru"])("the progress line fits 80 columns for five million sessions (%s)", (locale) => {
  const { line, shown, time } = lineOn(locale);
  line.show({ sessionsRead: 0, declared: 5_000_000 });
  time.seconds += 3000;
  line.show({ sessionsRead: 1_234_567, declared: 5_000_000 });
  expect(shown.at(-1)?.length).toBeLessThan(80);
});

test("nothing is shown on a stream that is not a terminal", () => {
  const { line, shown } = lineOn("en", false);
  line.show({ sessionsRead: 1, declared: 2 });
  line.clear();
  expect(shown).toEqual([]);
});

test.each<[Locale, string]>([
  ["en", "|inventing the 8 weeks before: day 30 of 56"],
  ["ru", "|предыдущие 8 недель: день 30 из 56"],
])("the line of the earlier days shows the day that is being made, after the first second (%s)", (locale, text) => {
  const shown: string[] = [];
  let now = 0;
  const write = (written: string) => shown.push(written.replace("\r\u001b[K", "|")) > 0;
  const line = earlierDaysLine({ isTTY: true, write }, locale, () => now);
  line.show({ done: 0, of: 56 });
  now = 2000;
  line.show({ done: 29, of: 56 });
  line.clear();

  expect(shown).toEqual([text, "|"]);
});

test("the line of the earlier days is not shown on a stream that is not a terminal", () => {
  const shown: string[] = [];
  const line = earlierDaysLine({ isTTY: false, write: (text: string) => shown.push(text) > 0 }, "en", () => 5000);
  line.show({ done: 1, of: 56 });
  line.clear();

  expect(shown).toEqual([]);
});
