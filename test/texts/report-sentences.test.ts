import { describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import {
  completeSentence,
  filtersSentence,
  frtBandNames,
  incompleteSentence,
  lateSentence,
  noSessionsSentence,
  readAtSentence,
  spanSentence,
  targetSentence,
  unreadableSentence,
} from "../../functions/daily-report/texts/report-sentences.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { botOnly, handled, reportOf, reportOfTally, tallyRows } from "../session-rows.ts";

const en = wordsFor("en", null);
const ru = wordsFor("ru", null);

const short = (sessions: number, declared: number): Report =>
  reportOfTally(tallyRows(Array.from({ length: sessions }, () => handled())), { declared });

describe("the sentences of a report", () => {
  test("name the start, end, zone and length of the day, also if it does not have 24 hours", () => {
    const spring = reportOf([], reportDay("2026-03-29", "Europe/Berlin"));
    expect(spanSentence(spring, en)).toBe("29 March 2026 at 00:00 to 30 March 2026 at 00:00, Europe/Berlin, 23 hours");
  });

  test("say how many of how many sessions were not received", () => {
    expect(incompleteSentence(short(2, 3), en)).toBe("Data incomplete: 1 of 3 sessions was not received.");
    expect(incompleteSentence(short(2, 7), ru)).toBe("Данные неполные: не удалось получить 5 сессий из 7.");
  });

  test("say how many sessions came in late, and do not call such a day incomplete", () => {
    expect(lateSentence(short(3, 2), en)).toBe("1 session appeared in TWIN after its day was counted; it is included.");
    expect(lateSentence(short(4, 2), ru)).toBe("2 сессии появились в TWIN уже после подсчёта и тоже учтены.");
    expect(incompleteSentence(short(3, 2), en)).toBeNull();
    expect(completeSentence(short(3, 2), en)).toMatch(/^Data complete/);
  });

  test("say how many sessions could not be read, and how much of the day the figures cover", () => {
    const unreadable = (bad: number, good: number) =>
      reportOf([
        ...Array.from({ length: bad }, () => handled({ createdAt: "2 March 2026" })),
        ...Array.from({ length: good }, () => handled()),
      ]);
    expect(unreadableSentence(unreadable(20, 20), en)).toBe(
      "20 of 40 sessions could not be read: the figures cover half the day.",
    );
    expect(unreadableSentence(unreadable(1, 9), en)).toBe(
      "1 of 10 sessions could not be read: the figures cover 90.0% of the day's sessions.",
    );
    expect(unreadableSentence(unreadable(21, 21), ru)).toBe(
      "Не удалось прочитать 21 сессию из 42: показатели охватывают половину дня.",
    );
    expect(unreadableSentence(unreadable(5, 15), ru)?.replaceAll("\u00a0", " ")).toBe(
      "Не удалось прочитать 5 сессий из 20: показатели охватывают 75,0 % сессий за день.",
    );
    expect(unreadableSentence(unreadable(4, 400), en)).toBeNull();
  });

  test("do not call a complete day incomplete", () => {
    expect(incompleteSentence(short(2, 2), en)).toBeNull();
    expect(lateSentence(short(2, 2), en)).toBeNull();
    expect(completeSentence(short(2, 2), en)).toBe(
      "Data complete: every session that TWIN lists for the day was received.",
    );
    expect(completeSentence(short(2, 3), en)).toBeNull();
  });

  test("say that there were no sessions only if none are missing or unreadable", () => {
    expect(noSessionsSentence(short(0, 0), en)).toBe("There were no sessions on this day.");
    expect(noSessionsSentence(reportOf([botOnly({ markedAsSpam: true })]), en)).toMatch(/only spam/);
    expect(noSessionsSentence(short(0, 5), en)).toBeNull();
    expect(noSessionsSentence(short(1, 1), en)).toBeNull();
    expect(noSessionsSentence(reportOf([botOnly({ id: null })]), en)).toBeNull();
  });

  test("say when the day was read, and how many sessions were still open then", () => {
    expect(readAtSentence(short(1, 1), en).replaceAll("\u00a0", " ")).toBe("Data as of 3 March, 07:30.");
    const open = reportOf([botOnly({ closedAt: null }), botOnly({ closedAt: null, operatorName: "Anna" })]);
    expect(readAtSentence(open, en)).toMatch(/, 07:30: 2 sessions were still open\.$/);
  });

  test("list the filters of the report, or are null without filters", () => {
    expect(filtersSentence(short(0, 0), en)).toBeNull();
    const filters = { ...noFilters, companyId: 4390, botId: "b-1", supervised: true };
    expect(filtersSentence({ ...short(0, 0), filters }, en)).toBe(
      "Filters: company 4390, bot b-1, with supervised companies.",
    );
  });

  test("name the first-reply target, and say if some groups have another one", () => {
    const under = (groupFirstReplySeconds: Record<string, number>) =>
      targetSentence(reportOf([], undefined, { firstReplySeconds: 90, groupFirstReplySeconds }), ru).replaceAll(
        "\u00a0",
        " ",
      );
    expect([under({}), under({ "4": 90 })]).toEqual(Array(2).fill("Норма времени первого ответа: 1 мин 30 с."));
    expect(under({ "4": 90, "5": 30 })).toMatch(/ответа: 1 мин 30 с; у некоторых групп своя/);
  });

  test("name the first-reply bands by their upper limits", () => {
    const names = frtBandNames(en).map((name) => name.replaceAll("\u00a0", " "));
    expect(names).toEqual([
      "up to 15 s",
      "up to 30 s",
      "up to 1 min",
      "up to 2 min",
      "up to 5 min",
      "up to 15 min",
      "over 15 min",
    ]);
  });
});
