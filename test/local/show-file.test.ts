import { describe, expect, test } from "vitest";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { chooseDay } from "../../local/choose-day.ts";
import { daysHeld } from "../../local/days-held.ts";
import { fileAsText, partAsText } from "../../local/show-file.ts";

type Told = { readonly locale?: Locale; readonly date?: string; readonly hour?: Record<string, string> };

/** The lines for a file with this many sessions a day, created at noon or at `hour`; `date` is the day that the user gave. */
function told(sessions: Record<string, number>, { locale = "en", date, hour = {} }: Told = {}): string[] {
  const items = Object.entries(sessions).flatMap(([on, many]) =>
    Array.from({ length: many }, (_, id) => ({ id, createdAt: `${on}T${hour[on] ?? "12"}:00:00Z` })),
  );
  const days = daysHeld(items, "UTC");
  const chosen = date === undefined ? chooseDay(days, "2030-01-01") : null;
  const file = { items, declared: items.length, zone: "UTC", days, chosen };
  return fileAsText(file, { locale, date: date ?? chosen?.date ?? "2029-12-31" }).split("\n");
}

const week = Object.fromEntries(Array.from({ length: 7 }, (_, nth) => [`2026-03-0${nth + 1}`, nth + 1]));

describe("fileAsText, if the user gave no date,", () => {
  test("names the day of a file with one day", () => {
    expect(told({ "2026-03-02": 1 })).toEqual(["The file holds one day: 2026-03-02 (UTC), 1 session."]);
    expect(told({ "2026-03-02": 1220 }, { locale: "ru" })).toEqual([
      "В файле один день: 2026-03-02 (UTC), 1\u00a0220 сессий.",
    ]);
  });

  test("lists up to seven days and names the chosen one", () => {
    const lines = told(week);

    expect(lines).toHaveLength(9);
    expect([lines[0], lines[1], lines[7], lines[8]]).toEqual([
      "The file holds 7 days (UTC):",
      "  2026-03-01: 1 session",
      "  2026-03-07: 7 sessions",
      "The report is of 2026-03-07, the last whole day; --date chooses another.",
    ]);
    expect(told({ "2026-03-01": 2, "2026-03-02": 5, "2026-03-03": 1 }, { locale: "ru" })).toEqual([
      "В файле 3 дня (UTC):",
      "  2026-03-01: 2 сессии",
      "  2026-03-02: 5 сессий",
      "  2026-03-03: 1 сессия",
      "Отчёт за 2026-03-03, последний полный день; другой день задаёт --date.",
    ]);
  });

  test("names the first and last of more than seven days", () => {
    expect(told({ ...week, "2026-03-09": 1000 })).toEqual([
      "The file holds 8 days from 2026-03-01 to 2026-03-09 (UTC), 1,028 sessions.",
      "The report is of 2026-03-09, the last whole day; --date chooses another.",
    ]);
    expect(told({ ...week, "2026-03-09": 1000 }, { locale: "ru" })[0]).toBe(
      "В файле 8 дней с 2026-03-01 по 2026-03-09 (UTC), 1\u00a0028 сессий.",
    );
  });

  test("names the chosen day if no day is whole", () => {
    const hour = { "2026-03-01": "20", "2026-03-02": "03" };
    const sessions = { "2026-03-01": 2, "2026-03-02": 1 };

    expect(told(sessions, { hour }).at(-1)).toBe(
      "No day is whole, so the report is of 2026-03-01, which has most sessions; --date chooses another.",
    );
    expect(told(sessions, { hour, locale: "ru" }).at(-1)).toBe(
      "Полных дней в файле нет, поэтому отчёт за 2026-03-01, где сессий больше всего; другой день задаёт --date.",
    );
  });

  test("says if the file has no sessions", () => {
    expect(told({})).toEqual(["The file holds no sessions."]);
    expect(told({}, { locale: "ru" })).toEqual(["В файле нет сессий."]);
  });
});

describe("fileAsText, if the user gave a date,", () => {
  test("returns no text if the day has sessions", () => {
    expect(told(week, { date: "2026-03-02" })).toEqual([""]);
  });

  test("lists the days of the file if the given day has no sessions", () => {
    expect(told({ "2026-03-02": 4 }, { date: "2026-03-05" })).toEqual([
      "The file holds no sessions of 2026-03-05.",
      "The file holds one day: 2026-03-02 (UTC), 4 sessions.",
    ]);
    expect(told({ "2026-03-02": 4 }, { date: "2026-03-05", locale: "ru" })[0]).toBe(
      "За 2026-03-05 в файле нет сессий.",
    );
  });
});

test("fileAsText returns no text for items without a readable createdAt, which the run reports", () => {
  const file = { items: [{ id: 1 }], declared: 1, zone: "UTC", days: [], chosen: null };

  expect(fileAsText(file, { locale: "en", date: "2026-03-02" })).toBe("");
});

test("partAsText says how many sessions of the list the file contains if it is only a part", () => {
  const items = Array.from({ length: 1000 }, (_, id) => ({ id }));

  expect(partAsText({ items, declared: 1220 }, "en")).toEqual([
    "The file holds only 1,000 of 1,220 sessions: it is a part of the list, and the figures cover that part alone.",
  ]);
  expect(partAsText({ items, declared: 1220 }, "ru")).toEqual([
    "В файле только часть списка (сессий: 1\u00a0000 из 1\u00a0220), и показатели охватывают только её.",
  ]);
  expect(partAsText({ items, declared: 1000 }, "en")).toEqual([]);
});
