import { describe, expect, test } from "vitest";
import type { GoalResult, GoalState } from "../../functions/daily-report/domain/goals.ts";
import type { MetricDrivers } from "../../functions/daily-report/domain/history/history.ts";
import { rate } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { dayStateOf, dayStateText, verdictSentence } from "../../functions/daily-report/texts/verdict-sentence.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { emptyHistory, incidentDay, incidentPeriod } from "../furnished-history.ts";
import { handled, reportOf } from "../session-rows.ts";
import { busyDay } from "./busy-day.ts";
import { dayWith, type Told, toldDays } from "./told-days.ts";

const said = (report: Report, locale: "en" | "ru") => {
  const { lead, rest } = verdictSentence(report, wordsFor(locale, null));
  return (lead + rest).replace(/[\u00a0\u202f]/g, " ");
};

/** The result of a goal that was made up for a sentence: which limits it has does not matter. */
const goal = (goal: number, state: GoalState | null, value: number | null = null): GoalResult => ({
  ...{ goal, value, state },
  ...{ n: 100, share: null, low: null, high: null },
});

const { csi } = busyDay().metrics;
const worse = { verdict: "unusually_low", mean: 38.2 } as const;

const days: Record<string, { report: Report; en: string; ru: string }> = {
  "without a history": {
    report: toldDays.first,
    en: "Friday, 27 November: 60% of sessions were answered within 1 min (1,369 of 2,289); 8% were lost (183 of 2,290); CSI 87%; NPS +40, between +33 and +45.",
    ru: "Пятница, 27 ноября: за 1 мин ответили в 60 % сессий (1 369 из 2 289); потеряно 8 % (183 из 2 290); CSI 87 %; NPS +40 (95 %: от +33 до +45).",
  },
  "worse than usual": {
    report: toldDays.worse,
    en: "Monday, 29 March was worse than usual: only 23% of sessions were answered within 1 min (14 of 60), usually 38% on Mondays; 17% were lost (10 of 60); CSI 66%.",
    ru: "Понедельник, 29 марта — хуже обычного: за 1 мин ответили только в 23 % сессий (14 из 60), обычно по понедельникам — 38 %; потеряно 17 % (10 из 60); CSI 66 %.",
  },
  "as usual": {
    report: toldDays.usual,
    en: "Monday, 25 November was as usual: 31% of sessions were answered within 1 min (346 of 1,109); 41% were lost (452 of 1,109).",
    ru: "Понедельник, 25 ноября — как обычно: за 1 мин ответили в 31 % сессий (346 из 1 109); потеряно 41 % (452 из 1 109).",
  },
  "empty, although its weekday usually is not": {
    report: toldDays.empty,
    en: "Monday, 5 April: no sessions, though there are usually 50 to 60 on Mondays. Access to TWIN has probably failed.",
    ru: "Понедельник, 5 апреля: сессий нет, а обычно по понедельникам их от 50 до 60. Скорее всего, это сбой доступа к TWIN.",
  },
  "without a history and below goal": {
    report: dayWith({
      date: "2026-11-27",
      metrics: { sl1: rate(1369, 2289), lost_rate: rate(183, 2290), csi: { ...csi, value: 86.5, n: 755 } },
      goals: { sl1: goal(80, "missed"), lost_rate: goal(7.5, "close"), csi: goal(85, "met") },
    }),
    en: "Friday, 27 November was below goal: 60% of sessions were answered within 1 min (1,369 of 2,289), goal 80%; 8% were lost (183 of 2,290), close to the goal of at most 7.5%; CSI 87%.",
    ru: "Пятница, 27 ноября — ниже цели: за 1 мин ответили в 60 % сессий (1 369 из 2 289), цель 80 %; потеряно 8 % (183 из 2 290), близко к цели до 7,5 %; CSI 87 %.",
  },
  "as usual but below goal": {
    report: dayWith({
      date: "2019-11-25",
      metrics: { sl1: rate(346, 1109), lost_rate: rate(452, 1109) },
      usual: {},
      goals: { lost_rate: goal(5, "missed"), frt_p90: goal(60, "missed", 312) },
    }),
    en: "Monday, 25 November was below goal, but as usual: 41% of sessions were lost (452 of 1,109), goal at most 5%; 31% of sessions were answered within 1 min (346 of 1,109); 90% of clients got a first reply within 5 min 12 s, goal at most 1 min.",
    ru: "Понедельник, 25 ноября — ниже цели, но как обычно: потеряно 41 % сессий (452 из 1 109), цель до 5 %; за 1 мин ответили в 31 % сессий (346 из 1 109); 90 % клиентов получили первый ответ за 5 мин 12 с, цель до 1 мин.",
  },
  "worse than usual and below goal": {
    report: dayWith({
      date: "2021-03-29",
      metrics: { sl1: rate(14, 60), lost_rate: rate(10, 60) },
      usual: { sl1: worse },
      goals: { sl1: goal(80, "missed"), lost_rate: goal(5, "missed") },
    }),
    en: "Monday, 29 March was worse than usual and below goal: only 23% of sessions were answered within 1 min (14 of 60), goal 80%, usually 38% on Mondays; 17% were lost (10 of 60), goal at most 5%.",
    ru: "Понедельник, 29 марта — хуже обычного и ниже цели: за 1 мин ответили только в 23 % сессий (14 из 60), цель 80 %, обычно по понедельникам — 38 %; потеряно 17 % (10 из 60), цель до 5 %.",
  },
  "as usual that met its goals": {
    report: dayWith({
      date: "2019-11-25",
      metrics: { sl1: rate(946, 1109), lost_rate: rate(52, 1109) },
      usual: {},
      goals: { sl1: goal(80, "met"), lost_rate: goal(5, "met") },
    }),
    en: "Monday, 25 November was as usual, goals met: 85% of sessions were answered within 1 min (946 of 1,109); 5% were lost (52 of 1,109).",
    ru: "Понедельник, 25 ноября — как обычно, цели достигнуты: за 1 мин ответили в 85 % сессий (946 из 1 109); потеряно 5 % (52 из 1 109).",
  },
  "of which one goal has no verdict and the other is close": {
    report: dayWith({
      date: "2019-11-25",
      metrics: { sl1: rate(870, 1109), lost_rate: rate(52, 1109) },
      usual: {},
      goals: { sl1: goal(80, "close"), nps: goal(40, null) },
    }),
    en: "Monday, 25 November was as usual: 78% of sessions were answered within 1 min (870 of 1,109), close to the goal of 80%; 5% were lost (52 of 1,109).",
    ru: "Понедельник, 25 ноября — как обычно: за 1 мин ответили в 78 % сессий (870 из 1 109), близко к цели 80 %; потеряно 5 % (52 из 1 109).",
  },
  "with an incident": {
    report: incidentDay(),
    en: "Friday, 27 November was worse than usual: 12% of sessions were lost (284 of 2,290), mostly telegram, 13–14 h, usually 6% on Fridays; only 51% of sessions were answered within 1 min (1,169 of 2,289), mostly group First line, usually 62%; CSI 87%; NPS +31, between +25 and +37; the bot alone closed 28%, usually 25%.",
    ru: "Пятница, 27 ноября — хуже обычного: потеряно 12 % сессий (284 из 2 290), в основном telegram, 13–14 ч, обычно по пятницам — 6 %; за 1 мин ответили только в 51 % сессий (1 169 из 2 289), в основном группа First line, обычно 62 %; CSI 87 %; NPS +31 (95 %: от +25 до +37); без оператора бот закрыл 28 %, обычно 25 %.",
  },
};

describe.each(Object.entries(days))("the verdict on a day %s", (_, { report, en, ru }) => {
  test("is one sentence in English and in Russian", () => {
    expect(said(report, "en")).toBe(en);
    expect(said(report, "ru")).toBe(ru);
  });
});

describe("the verdict", () => {
  const quiet = (usual: NonNullable<Told["usual"]>, more: Partial<Told> = {}) =>
    dayWith({ date: "2026-11-27", metrics: { sl1: rate(60, 100), lost_rate: rate(5, 100) }, usual, ...more });
  const row = {
    breakdown: "channels",
    key: "telegram",
    name: "telegram",
    day: { hits: 9, n: 10, value: 90 },
    before: { hits: 1, n: 10, value: 10 },
    excess: 8,
    share: 100,
  } as const;
  const drivers = (difference: number, rows: MetricDrivers["rows"] = [row]): MetricDrivers => ({
    difference,
    rows,
    parts: [],
  });

  test("says that the day was as usual overall but not in some rows", () => {
    const report = quiet({}, { drivers: { lost_rate: drivers(3) } });
    expect(dayStateOf(report)).toBe("partly");
    expect(said(report, "en")).toMatch(
      /^Friday, 27 November was as usual overall, but not everywhere \(see below\): 60%/,
    );
    expect(said(report, "ru")).toMatch(/^Пятница, 27 ноября — в целом как обычно, но не везде \(см\. ниже\): за 1 мин/);
    expect(dayStateOf(quiet({}, { drivers: { lost_rate: drivers(-3) } }))).toBe("usual");
  });

  test("tells what is worse before what is better, and the rest last", () => {
    const report = quiet({
      lost_rate: { verdict: "unusually_low", mean: 9 },
      sl1: { verdict: "unusually_low", mean: 70 },
      sessions: { verdict: "unusually_high", mean: 2000 },
    });
    expect(said(report, "en")).toBe(
      "Friday, 27 November was worse than usual: only 60% of sessions were answered within 1 min (60 of 100), usually 70% on Fridays; only 5% were lost (5 of 100), usually 9%; 3,159 sessions came in, usually 2,000.",
    );
  });

  test("calls a day better, or unusual only in its volumes", () => {
    const better = quiet({ lost_rate: { verdict: "unusually_low", mean: 9 } });
    expect([dayStateOf(better), said(better, "ru").slice(0, 36)]).toEqual([
      "better",
      "Пятница, 27 ноября — лучше обычного:",
    ]);
    const more = quiet({ sessions: { verdict: "unusually_high", mean: 2000 } });
    expect([dayStateOf(more), said(more, "en").slice(0, 78)]).toEqual([
      "other",
      "Friday, 27 November was no worse than usual, but its volume was unusual: 60% o",
    ]);
  });

  test("joins hours that follow each other, and names sessions of nobody", () => {
    const hour = (key: string) => ({ ...row, breakdown: "hours", key, name: key }) as const;
    const nobody = { ...row, breakdown: "operators", key: "none", name: "Unassigned" } as const;
    const report = quiet(
      { lost_rate: { verdict: "unusually_high", mean: 2 } },
      { drivers: { lost_rate: drivers(3, [hour("14"), nobody, hour("13"), hour("9")]) } },
    );
    expect(said(report, "en")).toContain(
      "mostly sessions without an operator, 9–10 h, 13–15 h, usually 2% on Fridays;",
    );
    expect(said(report, "ru")).toContain("в основном сессии без оператора, 9–10 ч, 13–15 ч, обычно по пятницам — 2 %;");
  });

  test("names no rows that differ in the other direction", () => {
    const report = quiet(
      { lost_rate: { verdict: "unusually_high", mean: 2 } },
      { drivers: { lost_rate: drivers(-3) } },
    );
    expect(said(report, "en")).not.toContain("mostly");
  });

  test("never says worse of fewer than 10 sessions", () => {
    const report = dayWith({
      date: "2026-11-27",
      metrics: { sl1: rate(1, 9), lost_rate: rate(8, 9) },
      usual: { lost_rate: { verdict: "unusually_high", mean: 2 }, sl1: worse },
    });
    expect(said(report, "en")).toBe(
      "Friday, 27 November was as usual: 1 of 9 sessions were answered within 1 min; 8 of 9 were lost.",
    );
  });

  test("says nothing of a figure whose values are mostly invalid", () => {
    const { frt } = incidentDay().metrics;
    const metrics = { sl1: rate(30, 100), lost_rate: rate(5, 100), frt: { ...frt, n: 52, invalid: 633 } };
    expect(said(dayWith({ date: "2026-11-27", metrics }), "en")).toBe(
      "Friday, 27 November: 5% of sessions were lost (5 of 100).",
    );
  });

  test("says in time if groups have targets of their own", () => {
    const report = quiet({});
    const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "1": 30 } };
    expect(said({ ...report, settings }, "en")).toContain("60% of sessions were answered in time (60 of 100)");
    expect(said({ ...report, settings }, "ru")).toContain("вовремя ответили в 60 % сессий (60 из 100)");
  });

  test("tells the number of sessions if nothing else is known", () => {
    const metrics = { sl1: rate(0, 0), lost_rate: rate(0, 0) };
    expect(said(dayWith({ date: "2026-11-27", metrics }), "en")).toBe("Friday, 27 November: 3,159 sessions.");
  });

  test.each([
    [
      "week",
      "Week 48, 23–29 November 2026 was worse than usual: 12% of sessions were lost (284 of 2,290), mostly telegram, 13–14 h, usually 6% in the 8 weeks before;",
      "Неделя 48, 23–29 ноября 2026 г. — хуже обычного: потеряно 12 % сессий (284 из 2 290), в основном telegram, 13–14 ч, обычно за 8 недель до этого — 6 %;",
    ],
    [
      "month",
      "November 2026 was worse than usual: 12% of sessions were lost (284 of 2,290), mostly telegram, 13–14 h, usually 6% in the 8 months before;",
      "Ноябрь 2026 г. — хуже обычного: потеряно 12 % сессий (284 из 2 290), в основном telegram, 13–14 ч, обычно за 8 месяцев до этого — 6 %;",
    ],
  ] as const)("compares a %s with the 8 before", (kind, en, ru) => {
    expect(said(incidentPeriod(kind), "en").startsWith(en)).toBe(true);
    expect(said(incidentPeriod(kind), "ru").startsWith(ru)).toBe(true);
  });

  test("has no state if too few days are known", () => {
    const few = { ...incidentDay(), history: emptyHistory(incidentDay()) };
    expect(dayStateOf(few)).toBe("unknown");
    expect(said(few, "en")).toMatch(/^Friday, 27 November: 51%/);
  });

  test("names the weekday of a Sunday", () => {
    const sunday = reportOf([handled()], reportDay("2026-03-01", "Europe/Moscow"));
    expect(said(sunday, "en")).toMatch(/^Sunday, 1 March/);
  });
});

describe("the verdict on a day with goals", () => {
  const telling = (told: Partial<Told>) =>
    dayWith({ date: "2026-11-27", metrics: { sl1: rate(60, 100), lost_rate: rate(5, 100) }, ...told });
  const missed = { lost_rate: goal(3, "missed") };
  const better = { sl1: { verdict: "unusually_high", mean: 38.2 } } as const;

  test("says that it was better than usual but below goal, or that it met its goals", () => {
    expect(said(telling({ usual: better, goals: missed }), "en")).toMatch(
      /^Friday, 27 November was better than usual, but below goal: 5% of sessions were lost .*, goal at most 3%; 60% /,
    );
    expect(said(telling({ usual: better, goals: { lost_rate: goal(5, "met") } }), "en")).toMatch(
      /^Friday, 27 November was better than usual, goals met: 60% of sessions/,
    );
    expect(said(telling({ goals: { lost_rate: goal(5, "met") } }), "en")).toMatch(
      /^Friday, 27 November, goals met: 60% of sessions/,
    );
  });

  test("does not say that goals were met if something was worse", () => {
    const worseDay = telling({ usual: { sl1: worse }, goals: { lost_rate: goal(5, "met") } });
    expect(said(worseDay, "en")).toMatch(/^Friday, 27 November was worse than usual: only 60%/);
  });

  test("has the colour of what is worse if a goal is missed", () => {
    const toneOf = (report: Report) => verdictSentence(report, wordsFor("en", null)).tone;
    expect(toneOf(telling({ usual: better, goals: missed }))).toBe("worse");
    expect(toneOf(telling({ usual: {}, goals: missed }))).toBe("worse");
    expect(toneOf(telling({ usual: better, goals: { lost_rate: goal(3, "close") } }))).toBe("better");
    expect(toneOf(telling({ usual: {}, goals: { lost_rate: goal(5, "met") } }))).toBeNull();
  });

  test("tells the share of good ratings if it misses its goal and the CSI does not", () => {
    const metrics = { csi: { ...csi, value: 86.5, n: 100 }, csat_top_box: { ...rate(70, 100), low: 60.4, high: 78.1 } };
    const both = { csat_top_box: goal(90, "missed"), csi: goal(90, "missed") };
    expect(said(telling({ metrics, goals: { csat_top_box: goal(90, "missed") } }), "en")).toContain(
      "below goal: 70% of ratings were 4–5 (70 of 100), goal 90%;",
    );
    expect(said(telling({ metrics, goals: both }), "en")).not.toContain("ratings");
  });

  test("has a state for the subject", () => {
    const stateOf = (report: Report, locale: "en" | "ru") => dayStateText(report, wordsFor(locale, null));
    expect(stateOf(telling({ usual: {}, goals: missed }), "en")).toBe("below goal, as usual");
    expect(stateOf(telling({ usual: {}, goals: missed }), "ru")).toBe("ниже цели, как обычно");
    expect(stateOf(telling({ usual: { sl1: worse }, goals: missed }), "ru")).toBe("хуже обычного и ниже цели");
    expect(stateOf(telling({ goals: missed }), "en")).toBe("below goal");
    expect(stateOf(telling({ goals: { lost_rate: goal(5, "met") } }), "ru")).toBe("цели достигнуты");
    expect(stateOf(telling({}), "en")).toBe("");
  });

  test("is short enough for date and state to be among the first 40 characters of the subject", () => {
    for (const locale of ["en", "ru"] as const) {
      const { texts, format } = wordsFor(locale, null);
      const { missed, met } = texts.goals.states;
      const heads = [...Object.values(missed), ...Object.values(met)].map(
        (state) => `${format.briefDate("2026-11-27")} ${state}`,
      );
      expect(heads.filter((head) => head.length > 40)).toEqual([]);
    }
  });
});
