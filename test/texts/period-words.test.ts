import { describe, expect, test } from "vitest";
import type { Period } from "../../functions/daily-report/domain/period.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { periodNamed, periodSpan } from "../../functions/daily-report/domain/report-period.ts";
import { renderEmail } from "../../functions/daily-report/email/render-email.ts";
import { periodSentences, spanCode, spanName } from "../../functions/daily-report/texts/period-words.ts";
import {
  noSessionsSentence,
  readAtSentence,
  unreadableSentence,
} from "../../functions/daily-report/texts/report-sentences.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { settingsTable } from "../../functions/daily-report/workbook/definitions-tables.ts";
import { figuresSheet } from "../../functions/daily-report/workbook/figures-sheet.ts";
import { topOf } from "../../functions/daily-report/workbook/sheet-top.ts";
import { handled, reportOf } from "../session-rows.ts";

const en = wordsFor("en", null);
const ru = wordsFor("ru", null);

/** The report of a week or month with these rows; `fields` are of its period. */
function over(kind: Period["kind"], name: string, fields: Partial<Period> = {}, rows: unknown[] = []): Report {
  const dates = periodNamed(kind, name);
  const days = kind === "week" ? 7 : 30;
  const period = { ...dates, of: "support", days, known: days, missing: [], leftOut: [], incomplete: [], ...fields };
  return { ...reportOf(rows, periodSpan(dates, "Europe/Moscow")), period };
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("a week or month is named", () => {
  test.each([
    ["week", "2026-W48", "Week 48, 23–29 November 2026", "неделя 48, 23–29 ноября 2026 г."],
    ["week", "2026-W49", "Week 49, 30 November – 6 December 2026", "неделя 49, 30 ноября – 6 декабря 2026 г."],
    [
      "week",
      "2026-W53",
      "Week 53, 28 December 2026 – 3 January 2027",
      "неделя 53, 28 декабря 2026 г. – 3 января 2027 г.",
    ],
    ["week", "2027-W01", "Week 1, 4–10 January 2027", "неделя 1, 4–10 января 2027 г."],
    ["month", "2026-11", "November 2026", "ноябрь 2026 г."],
  ] as const)("%s %s: %s; %s", (kind, name, english, russian) => {
    const report = over(kind, name);
    expect([spanName(report, en), plain(spanName(report, ru)), spanCode(report)]).toEqual([english, russian, name]);
  });

  test("and a day by its date", () => {
    expect([spanName(reportOf([]), en), spanCode(reportOf([]))]).toEqual(["Monday, 2 March 2026", "2026-03-02"]);
  });
});

describe("the days of a week or month", () => {
  const partly = {
    known: 25,
    missing: ["2026-11-03"],
    leftOut: [
      { date: "2026-11-05", reason: "filters", metrics: null },
      { date: "2026-11-06", reason: "filters", metrics: null },
      { date: "2026-11-09", reason: "unreadable", metrics: null },
      { date: "2026-11-12", reason: "filters", metrics: null },
    ],
    incomplete: ["2026-11-29", "2026-11-30"],
  } satisfies Partial<Period>;

  test("that are missing, left out or incomplete are named", () => {
    expect(periodSentences(over("month", "2026-11", partly), en)).toEqual([
      "1 of 30 days is not in the archive: 3 November. The figures cover the others.",
      "Not compared: 5–6 November, 12 November (other filters), 9 November (file cannot be read).",
      "Sessions are missing on: 29–30 November.",
    ]);
    expect(periodSentences(over("month", "2026-11", partly), ru).map(plain)).toEqual([
      "В архиве нет 1 дня из 30: 3 ноября. Показатели охватывают остальные.",
      "Не сравниваются: 5–6 ноября, 12 ноября (другой фильтр), 9 ноября (файл не читается).",
      "Получены не все сессии за дни: 29–30 ноября.",
    ]);
    const missing = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-29"];
    expect(periodSentences(over("week", "2026-W48", { missing }), en)).toEqual([
      "5 of 7 days are not in the archive: 24–27 November, 29 November. The figures cover the others.",
    ]);
    expect(periodSentences(over("week", "2026-W48", { missing }), ru)[0]).toMatch(/^В архиве нет 5\sдней из 7: 24–27/);
  });

  test("are not mentioned if all are there", () => {
    expect(periodSentences(over("week", "2026-W48"), en)).toEqual([]);
    expect(periodSentences(reportOf([]), en)).toEqual([]);
  });

  test("that cannot be merged stand at the head of mail and workbook, and the subject says that it is incomplete", () => {
    const report = over("week", "2026-W48", { known: 6, missing: ["2026-11-25"] }, []);
    const enclosure = { attached: [], archived: [] };
    const { subject, text } = renderEmail({ report, title: "Support", locale: "en", currency: null, enclosure });
    const sentence = "1 of 7 days is not in the archive: 25 November. The figures cover the others.";

    expect(subject).toBe("23–29 November data incomplete, no sessions · Support");
    expect(text.split("\n").slice(0, 5)).toEqual([
      "Support",
      "Week 48, 23–29 November 2026: no sessions.",
      "",
      sentence,
      "",
    ]);
    expect(text).toContain("\nMerged from the archive on 3 March 2026 at 07:30: 6 of 7 days of report support.\n");
    expect(text).toContain("Report “test”, version 1.");
    const input = { report, title: "Support", words: en };
    expect(figuresSheet(input).warning).toBe(sentence);
    expect(figuresSheet(input).title).toBe("All figures · Support · Week 48, 23–29 November 2026");
    expect(figuresSheet(input).notes[1]).toMatch(/^23 November 2026 at 00:00 to 30 November/);
    expect(topOf("operators", input).title).toBe("Operators · Support · Week 48, 23–29 November 2026");
    expect(JSON.stringify(settingsTable(report, en, true))).toContain("2026-W48");
  });
});

describe("the sentences of a week or month", () => {
  test("say when its days were merged", () => {
    expect(plain(readAtSentence(over("month", "2026-11", { known: 28 }), ru))).toBe(
      "Собрано из архива 3 марта 2026 г. в 07:30; дней отчёта support: 28 из 30.",
    );
  });

  test("say that there were no sessions", () => {
    const spam = over("month", "2026-03", {}, [handled({ markedAsSpam: true })]);
    expect(noSessionsSentence(over("week", "2026-W48"), ru)).toBe("За эту неделю сессий не было.");
    expect(noSessionsSentence(spam, en)).toBe("There was only spam this month.");
  });

  test("say which share of its sessions the figures cover", () => {
    const rows = Array.from({ length: 40 }, (_, i) => handled(i % 2 === 0 ? { createdAt: "2 March" } : {}));
    expect(unreadableSentence(over("month", "2026-03", {}, rows), en)).toBe(
      "20 of 40 sessions could not be read: the figures cover 50.0% of the month's sessions.",
    );
  });
});
