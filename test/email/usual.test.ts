import { describe, expect, test } from "vitest";
import type { History, Usual } from "../../functions/daily-report/domain/history/history.ts";
import { type HeadlineId, headlineIds } from "../../functions/daily-report/domain/history/past.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { usualSection } from "../../functions/daily-report/email/sections/usual.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { emptyHistory, incidentDay, incidentPeriod, quietHistory } from "../furnished-history.ts";
import { busyDay } from "../texts/busy-day.ts";
import { sectionText } from "./section-text.ts";

const day = incidentDay();
const quiet: Report = { ...day, history: quietHistory(day) };

/** The quiet day, of which only the first `n` figures have a verdict. */
function withVerdicts(n: number, more: Partial<Record<HeadlineId, Partial<Usual>>> = {}): Report {
  const { usual, ...history } = quietHistory(day);
  const entries = headlineIds.map((id, index) => [
    id,
    { ...usual[id], ...(index < n ? {} : { verdict: null }), ...more[id] },
  ]);
  return { ...day, history: { ...history, usual: Object.fromEntries(entries) as History["usual"] } };
}

describe("the section on what is usual", () => {
  test("names every unusual figure, worse ones first, and every other figure that really differs", () => {
    expect(sectionText(usualSection, day)).toEqual([
      "IS THIS USUAL?",
      "Lost rate: 12.4%, unusually high; usually 4.1% to 7.9% on Fridays. It was 8.2% over 27 of the 28 days before: a real difference (+2.9 to +5.5 points).",
      "SL: 51.1%, unusually low; usually 56.0% to 68.0% on Fridays. It was 60.0% over 25 of the 28 days before: a real difference (-11.0 to -6.8 points).",
      "Containment: 27.5%, unusually high; usually 24.0% to 26.0% on Fridays.",
      "The 5 other figures are as usual.",
      "NPS: +31.0, but +44.0 over 27 of the 28 days before: a real difference (-21.0 to -5.0 points).",
    ]);
    expect(sectionText(usualSection, day, "ru")).toEqual([
      "КАК ОБЫЧНО?",
      "Доля потерянных: 12,4 %, выше обычного; обычно по пятницам от 4,1 % до 7,9 %. Было 8,2 % за 27 из 28 дней до этого: разница не случайна (от +2,9 до +5,5 пункта).",
      "SL: 51,1 %, ниже обычного; обычно по пятницам от 56,0 % до 68,0 %. Было 60,0 % за 25 из 28 дней до этого: разница не случайна (от -11,0 до -6,8 пункта).",
      "Закрыто ботом (без оператора): 27,5 %, выше обычного; обычно по пятницам от 24,0 % до 26,0 %.",
      "Ещё 5 показателей — как обычно.",
      "NPS: +31,0, но за 27 из 28 дней до этого — +44,0: разница не случайна (от -21,0 до -5,0 пункта).",
    ]);
  });

  test("is one line if every figure is usual", () => {
    expect(sectionText(usualSection, quiet)).toEqual([
      "IS THIS USUAL?",
      "As usual for a Friday: all 9 figures lie in their expected range.",
    ]);
    expect(sectionText(usualSection, quiet, "ru")[1]).toBe(
      "Всё как обычно для пятницы: все 9 показателей в ожидаемых пределах.",
    );
  });

  test.each([
    [1, "the # figure compared lies in its expected range", "# показатель в ожидаемых пределах"],
    [2, "all # figures lie in their expected range", "все # показателя в ожидаемых пределах"],
    [5, "all # figures lie in their expected range", "все # показателей в ожидаемых пределах"],
  ])("counts %d figures in the right plural form", (n, en, ru) => {
    expect(sectionText(usualSection, withVerdicts(n))[1]).toBe(`As usual for a Friday: ${en.replace("#", String(n))}.`);
    expect(sectionText(usualSection, withVerdicts(n), "ru")[1]).toBe(
      `Всё как обычно для пятницы: ${ru.replace("#", String(n))}.`,
    );
  });

  test("shows a figure that is unusually good after one that is neither good nor bad", () => {
    const report = withVerdicts(9, {
      nps: { verdict: "unusually_high" },
      handled: { verdict: "unusually_low" },
      csi: { verdict: "unusually_low" },
      frt_p50: { verdict: "unusually_high" },
    });
    const titles = sectionText(usualSection, report).map((line) => line.split(":")[0]);
    expect(titles).toEqual([
      "IS THIS USUAL?",
      "First reply, median",
      "CSI",
      "Handled",
      "NPS",
      "The 5 other figures are as usual.",
    ]);
  });

  test("says how many earlier days are known if they are too few", () => {
    const few = { ...day, history: emptyHistory(day) };
    expect(sectionText(usualSection, few).slice(1)).toEqual([
      "Not enough earlier Fridays to say what is usual: 0 of at least 6 known.",
    ]);
    expect(sectionText(usualSection, few, "ru").slice(1)).toEqual([
      "Сказать, что обычно, пока нельзя: прежних пятниц известно 0, а нужно хотя бы 6.",
    ]);
  });

  test("says that a figure is usual although it really differs from the days before", () => {
    const quietly = quietHistory(day);
    const changes = { ...quietly.changes, lost_rate: { ...quietly.changes.lost_rate, isReal: true } };
    const report = { ...day, history: { ...quietly, changes } };
    expect(sectionText(usualSection, report).at(-1)).toBe(
      "Lost rate: 12.4%, in its expected range, but 8.2% over the 28 days before: a real difference (+2.9 to +5.5 points).",
    );
    expect(sectionText(usualSection, report, "ru").at(-1)).toBe(
      "Доля потерянных: 12,4 %, в ожидаемых пределах, но за 28 дней до этого — 8,2 %: разница не случайна (от +2,9 до +5,5 пункта).",
    );
  });

  test("colours an unusual figure by whether it is better or worse, and no other", () => {
    const section = usualSection(day, wordsFor("en", null));
    const points = section?.blocks.flatMap((block) => (block.kind === "points" ? block.points : [])) ?? [];
    expect(points.map(({ tone }) => tone)).toEqual(["worse", "worse", null, null, null]);
  });

  test("says that the day is a holiday", () => {
    const holiday = { ...quiet, history: { ...quietHistory(day), holiday: true } };
    expect(sectionText(usualSection, holiday)[1]).toBe(
      "This day is a holiday in the report's settings; it is compared with days that are not.",
    );
  });

  test.each([
    ["week", "in the 8 weeks before. It was 8.2% over 7 of the 8 weeks before:", "за 8 недель до этого от 4,1 %"],
    ["month", "in the 8 months before. It was 8.2% over 7 of the 8 months before:", "за 8 месяцев до этого от 4,1 %"],
  ] as const)("compares a %s with the 8 before", (kind, en, ru) => {
    expect(sectionText(usualSection, incidentPeriod(kind))[1]).toContain(en);
    expect(sectionText(usualSection, incidentPeriod(kind), "ru")[1]).toContain(ru);
  });

  test("names the weekday of the day, also on a Sunday", () => {
    const sunday = { ...quiet, day: { ...day.day, date: "2026-11-29" } };
    expect(sectionText(usualSection, sunday)[1]).toContain("As usual for a Sunday");
    expect(sectionText(usualSection, sunday, "ru")[1]).toContain("как обычно для воскресенья");
  });

  test("is absent without a history, and if there is nothing to say", () => {
    expect(sectionText(usualSection, busyDay())).toEqual([]);
    expect(sectionText(usualSection, withVerdicts(0))).toEqual([]);
  });
});
