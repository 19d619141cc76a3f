import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { percentage } from "../../functions/daily-report/domain/statistics.ts";
import { formatFor } from "../../functions/daily-report/texts/format.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";

/** Replaces non-breaking spaces with plain spaces, to keep the expected texts readable. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

const en = formatFor(textsFor("en"), "RUB");
const ru = formatFor(textsFor("ru"), "RUB");

describe("formatted figures", () => {
  test("show a percentage, given as 0-100, with one decimal digit", () => {
    expect(en.figure("percent", 38.25)).toBe("38.3%");
    expect(plain(ru.figure("percent", 100))).toBe("100,0 %");
  });

  test("show an NPS with its sign, and zero without a sign", () => {
    expect([30, -48.49, 0, 0.04].map((nps) => en.figure("nps", nps))).toEqual(["+30.0", "−48.5", "0.0", "0.0"]);
  });

  test("show a duration below an hour in words, and a longer one in hours and minutes", () => {
    const words = [0, 59.4, 59.6, 64, 3599, 3725].map((seconds) => plain(en.figure("seconds", seconds)));
    expect(words).toEqual(["0 s", "59 s", "1 min", "1 min 04 s", "59 min 59 s", "1 h 02 min"]);
    expect(plain(ru.figure("seconds", 64))).toBe("1 мин 04 с");
  });

  test("show a duration as m:ss or h:mm:ss with clock", () => {
    expect([4, 64, 599.6, 3725].map(en.clock)).toEqual(["0:04", "1:04", "10:00", "1:02:05"]);
  });

  test("show money in the report's currency with up to four decimal digits", () => {
    expect(plain(en.figure("money", 1234.5))).toBe("RUB 1,234.50");
    expect(plain(ru.figure("money", 6.33494))).toBe("6,3349 ₽");
    expect(formatFor(textsFor("en"), null).figure("money", 1234.5)).toBe("1,234.50");
  });

  test("are a dash for a missing value and zero for zero", () => {
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

describe("a formatted share", () => {
  test.each([
    [0, 3000, "0.0%", "0,0 %"],
    [1, 3000, "<0.1%", "<0,1 %"],
    [1, 2001, "<0.1%", "<0,1 %"],
    [1, 2000, "0.1%", "0,1 %"],
    [1998, 2000, "99.9%", "99,9 %"],
    [1999, 2000, ">99.9%", ">99,9 %"],
    [2999, 3000, ">99.9%", ">99,9 %"],
    [3000, 3000, "100.0%", "100,0 %"],
  ])("of %d in %d is %s in English and %s in Russian", (k, n, english, russian) => {
    const value = percentage(k, n);
    expect([en.figure("percent", value), plain(ru.figure("percent", value))]).toEqual([english, russian]);
  });

  test("just below a rounding limit is rounded correctly", () => {
    const figures = [0.049999999999999996, 0.05, 99.94999999999999, 99.95].map((value) => en.figure("percent", value));
    expect(figures).toEqual(["<0.1%", "0.1%", "99.9%", ">99.9%"]);
  });

  const rounded = {
    en: new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    ru: new Intl.NumberFormat("ru-RU", { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  };
  const parts = fc.integer({ min: 1, max: 20_000 }).chain((n) =>
    fc.record({
      n: fc.constant(n),
      // Counts near 0 and near n are the ones that could round to 0 or 100 %.
      k: fc.oneof(
        fc.nat(n),
        fc.nat(Math.min(n, 20)),
        fc.nat(Math.min(n, 20)).map((rest) => n - rest),
      ),
    }),
  );

  propertyTest.prop([parts])("is 0 % or 100 % only if the value is exactly 0 or 100 %", ({ k, n }) => {
    const value = (100 * k) / n;
    for (const [format, { format: round }, sign] of [
      [en, rounded.en, "%"],
      [ru, rounded.ru, " %"],
    ] as const) {
      const [none, all] = [`${round(0)}${sign}`, `${round(100)}${sign}`];
      const drawn = plain(format.figure("percent", value));

      expect([drawn === none, drawn === all]).toEqual([k === 0, k === n]);
      const plainly = `${round(value)}${sign}`;
      const isClaim = (plainly === none && k > 0) || (plainly === all && k < n);
      const honest = value < 50 ? `<${round(0.1)}${sign}` : `>${round(99.9)}${sign}`;
      expect(drawn).toBe(isClaim ? honest : plainly);
    }
  });
});

describe("a figure in whole numbers", () => {
  test.each([
    ["percent", 0, "0%", "0 %"],
    ["percent", 0.4, "<1%", "<1 %"],
    ["percent", 59.8, "60%", "60 %"],
    ["percent", 99.6, ">99%", ">99 %"],
    ["percent", 100, "100%", "100 %"],
    ["nps", -36.1, "−36", "−36"],
    ["nps", -0.4, "0", "0"],
    ["nps", 99.6, ">+99", ">+99"],
    ["nps", -99.6, "<−99", "<−99"],
    ["seconds", 64, "1 min 04 s", "1 мин 04 с"],
    ["money", 6.33494, "RUB 6.33", "6,33 ₽"],
    ["percent", null, "—", "—"],
  ] as const)("of %s %d is %s in English and %s in Russian", (unit, value, english, russian) => {
    expect([plain(en.whole(unit, value)), plain(ru.whole(unit, value))]).toEqual([english, russian]);
  });
});

describe("a formatted score", () => {
  test.each([
    [0, "0.0", "0,0"],
    [0.04, "0.0", "0,0"],
    [-0.04, "0.0", "0,0"],
    [-0.05, "−0.1", "−0,1"],
    [99.94, "+99.9", "+99,9"],
    [99.97, ">+99.9", ">+99,9"],
    [100, "+100.0", "+100,0"],
    [-99.94, "−99.9", "−99,9"],
    [-99.97, "<−99.9", "<−99,9"],
    [-100, "−100.0", "−100,0"],
  ])("of an NPS of %d is %s in English and %s in Russian", (nps, english, russian) => {
    expect([en.figure("nps", nps), ru.figure("nps", nps)]).toEqual([english, russian]);
  });

  test("that rounds to zero has no sign, and neither has money", () => {
    expect([en.figure("points", -0.004), en.figure("points", -0.005)]).toEqual(["0", "−0.01"]);
    expect(plain(en.figure("money", -0.00004))).toBe("RUB 0.00");
    expect(formatFor(textsFor("en"), null).figure("money", -0.00004)).toBe("0.00");
  });
});

describe("counted", () => {
  test("uses the Russian plural forms", () => {
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

  test("uses the English plural forms", () => {
    const phrases = [0, 1, 2].map((n) => en.counted(n, textsFor("en").common.sessions));
    expect(phrases).toEqual(["0 sessions", "1 session", "2 sessions"]);
  });
});

describe("formatted dates", () => {
  test("include the weekday in words", () => {
    expect(en.date("2021-01-11")).toBe("Monday, 11 January 2021");
    expect(plain(ru.date("2021-01-11"))).toBe("понедельник, 11 января 2021 г.");
  });

  test("show an instant in the local time of the zone, with a 24-hour clock", () => {
    expect(en.instant("2021-01-10T21:00:00.000Z", "Europe/Moscow")).toBe("11 January 2021 at 00:00");
    expect(plain(ru.instant("2021-01-11T12:30:00.000Z", "Asia/Kathmandu"))).toBe("11 января 2021 г. в 18:15");
  });

  test("begin a sentence, a subject or a bar", () => {
    const dates = [en, ru].map((format) =>
      [format.dayName("2026-11-27"), format.briefDate("2026-11-27"), format.briefDay("2026-11-27")].map(plain),
    );
    expect(dates).toEqual([
      ["Friday, 27 November", "Fri 27 Nov", "27 Nov"],
      ["Пятница, 27 ноября", "Пт 27.11", "27.11"],
    ]);
  });

  test("show an instant without the year, and its time alone", () => {
    const instant = "2021-01-10T21:05:00.000Z";
    expect(plain(en.moment(instant, "Europe/Moscow"))).toBe("11 January, 00:05");
    expect(plain(ru.moment(instant, "Asia/Kathmandu"))).toBe("11 января, 02:50");
    expect(ru.time(instant, "Europe/Moscow")).toBe("00:05");
  });

  test("show the length of a day as a number with the word for hours", () => {
    expect([23, 24.5].map(en.hours)).toEqual(["23 hours", "24.5 hours"]);
    expect([23, 24.5, 25].map((hours) => plain(ru.hours(hours)))).toEqual(["23 часа", "24,5 часа", "25 часов"]);
  });
});
