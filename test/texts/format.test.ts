import { describe, expect, test } from "vitest";
import { formatFor } from "../../functions/daily-report/texts/format.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";

/** Languages write blanks that do not break; here they are plain, to be read. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

const en = formatFor(textsFor("en"), "RUB");
const ru = formatFor(textsFor("ru"), "RUB");

describe("figures", () => {
  test("keep one digit of a percentage, which comes as 0-100", () => {
    expect(en.figure("percent", 38.25)).toBe("38.3%");
    expect(plain(ru.figure("percent", 100))).toBe("100,0 %");
  });

  test("show the sign of an NPS, and none of zero", () => {
    expect([30, -48.49, 0, 0.04].map((nps) => en.figure("nps", nps))).toEqual(["+30.0", "-48.5", "0.0", "0.0"]);
  });

  test("say durations in words up to an hour, by the clock beyond", () => {
    const words = [0, 59.4, 59.6, 64, 3599, 3725].map((seconds) => plain(en.figure("seconds", seconds)));
    expect(words).toEqual(["0 s", "59 s", "1 min", "1 min 04 s", "59 min 59 s", "1:02:05"]);
    expect(plain(ru.figure("seconds", 64))).toBe("1 мин 04 с");
  });

  test("say durations by the clock in narrow columns", () => {
    expect([4, 64, 599.6, 3725].map(en.clock)).toEqual(["0:04", "1:04", "10:00", "1:02:05"]);
  });

  test("show money in the report's currency, to the hundredth of a kopeck", () => {
    expect(plain(en.figure("money", 1234.5))).toBe("RUB 1,234.50");
    expect(plain(ru.figure("money", 6.33494))).toBe("6,3349 ₽");
    expect(formatFor(textsFor("en"), null).figure("money", 1234.5)).toBe("1,234.50");
  });

  test("are a dash where there is none, and zero where it is zero", () => {
    for (const unit of ["sessions", "percent", "nps", "seconds", "messages", "points", "money"] as const) {
      expect([null, Number.NaN, Number.POSITIVE_INFINITY].map((none) => ru.figure(unit, none))).toEqual([
        "—",
        "—",
        "—",
      ]);
      expect(ru.figure(unit, 0)).toMatch(/^0/);
    }
    expect([en.clock(null), en.count(null)]).toEqual(["—", "—"]);
  });
});

describe("plurals", () => {
  test("follow the Russian number", () => {
    const phrases = [0, 1, 2, 5, 11, 21, 104, 1111].map((n) => plain(ru.counted(n, textsFor("ru").common.sessions)));
    expect(phrases).toEqual([
      "0 сессий",
      "1 сессия",
      "2 сессии",
      "5 сессий",
      "11 сессий",
      "21 сессия",
      "104 сессии",
      "1 111 сессий",
    ]);
  });

  test("follow the English number", () => {
    const phrases = [0, 1, 2].map((n) => en.counted(n, textsFor("en").common.sessions));
    expect(phrases).toEqual(["0 sessions", "1 session", "2 sessions"]);
  });
});

describe("dates", () => {
  test("carry the weekday in words", () => {
    expect(en.date("2021-01-11")).toBe("Monday, 11 January 2021");
    expect(plain(ru.date("2021-01-11"))).toBe("понедельник, 11 января 2021 г.");
  });

  test("show an instant on the clocks of the zone, 24 hours a day", () => {
    expect(en.instant("2021-01-10T21:00:00.000Z", "Europe/Moscow")).toBe("11 January 2021 at 00:00");
    expect(plain(ru.instant("2021-01-11T12:30:00.000Z", "Asia/Kathmandu"))).toBe("11 января 2021 г. в 18:15");
  });

  test("say a day's length with its word", () => {
    expect([23, 24.5].map(en.hours)).toEqual(["23 hours", "24.5 hours"]);
    expect([23, 24.5, 25].map((hours) => plain(ru.hours(hours)))).toEqual(["23 часа", "24,5 часа", "25 часов"]);
  });
});
