import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { readInstant, readText } from "../../functions/daily-report/domain/read-values.ts";
import { isUsualText, usualInstant } from "../../functions/daily-report/domain/usual-forms.ts";
import * as second from "../oracle/second-reading-values.ts";

const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));

describe("isUsualText", () => {
  test.each(["a", "Anna Lee", "1 2 3", "=1+1", "~!", "Анна-Мария Ёжикова", "Zoë", "ÿ", "\u02ff", "\u0400\u0481"])(
    "is true for %j",
    (text) => {
      expect(isUsualText(text)).toBe(true);
    },
  );

  test.each([
    ["an empty text", ""],
    ["a blank", " "],
    ["a blank at the start", " Anna"],
    ["a blank at the end", "Anna "],
    ["two blanks", "Anna  Lee"],
    ["a tab", "Anna\tLee"],
    ["a no-break space", "Anna\u00a0Lee"],
    ["a control character", "Anna\u007f"],
    ["a C1 control character", "Anna\u0085"],
    ["a soft hyphen", "Anna\u00adLee"],
    ["a zero-width space", "Anna\u200b"],
    ["a combining accent", "Zoe\u0308"],
    ["a combining Cyrillic mark", "а\u0483"],
    ["the Angstrom sign, which NFC changes", "\u212b"],
    ["a lone surrogate", "\ud800"],
    ["an emoji", "Anna 😀"],
  ])("is false for %s", (_, text) => {
    expect(isUsualText(text)).toBe(false);
  });

  const usual = units.filter(isUsualText);

  test("is true only for characters that are read unchanged, also in every pair", () => {
    const pairs = usual.map((first) => usual.map((next) => first + next).join("")).join("");

    expect(usual).toHaveLength(94 + (0x300 - 0xae) + (0x482 - 0x400));
    expect(usual.filter((text) => second.readText(text).value !== text)).toEqual([]);
    expect(pairs.normalize("NFC") === pairs).toBe(true);
    expect(units.filter((unit) => isUsualText(`a${unit}b`) && unit !== " ")).toEqual(usual);
  });

  const character = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("a", "Z", "7", "~", "é", "Ж", " ", " ") },
    {
      weight: 1,
      arbitrary: fc.constantFrom("\u00a0", "\u200b", "\u0301", "\u00ad", "\t", "\ud83d", "\ude00", "ﬁ", "\u3000"),
    },
    { weight: 1, arbitrary: fc.constantFrom(...units) },
  );
  const text = fc.array(character, { maxLength: 12 }).map((characters) => characters.join(""));

  test.prop([text], { numRuns: 2000 })("never changes what readText reads", (raw) => {
    const { value, bad } = second.readText(raw);

    expect(readText(raw)).toEqual({ value, fault: bad ? "wrongType" : null });
    if (isUsualText(raw)) expect(value).toBe(raw);
  });
});

describe("usualInstant", () => {
  test.each([
    ["2026-03-02T12:00:00+00:00", "2026-03-02T12:00:00.000Z"],
    ["2026-03-02T12:00:00Z", "2026-03-02T12:00:00.000Z"],
    ["2026-03-02T12:00:00+03:00", "2026-03-02T09:00:00.000Z"],
    ["2026-03-02T12:00:00-05:45", "2026-03-02T17:45:00.000Z"],
    ["2026-03-02T12:00:00-00:00", "2026-03-02T12:00:00.000Z"],
    ["2026-03-02T12:00:00+99:99", "2026-02-26T07:21:00.000Z"],
    ["2026-03-02T12:00:00.5Z", "2026-03-02T12:00:00.500Z"],
    ["2026-03-02T12:00:00.05Z", "2026-03-02T12:00:00.050Z"],
    ["2026-03-02T12:00:00.123Z", "2026-03-02T12:00:00.123Z"],
    ["2026-03-02T12:00:00.1239999Z", "2026-03-02T12:00:00.123Z"],
    ["2026-03-02T12:00:00.123999999+03:00", "2026-03-02T09:00:00.123Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"],
    ["2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"],
    ["1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00.001Z"],
    ["1969-12-31T23:00:00-01:01", "1970-01-01T00:01:00.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
  ])("reads %s as %s", (text, instant) => {
    expect(new Date(usualInstant(text) ?? Number.NaN).toISOString()).toBe(instant);
  });

  test.each([
    ["an empty text", ""],
    ["only a date", "2026-03-02"],
    ["a text that ends within the time", "2026-03-02T12:00:0"],
    ["no offset", "2026-03-02T12:00:00"],
    ["a fraction without an offset", "2026-03-02T12:00:00.5"],
    ["a point without digits", "2026-03-02T12:00:00.Z"],
    ["a comma", "2026-03-02T12:00:00,5Z"],
    ["no seconds", "2026-03-02T12:00Z"],
    ["a blank between date and time", "2026-03-02 12:00:00Z"],
    ["a lower-case t", "2026-03-02t12:00:00Z"],
    ["a lower-case z", "2026-03-02T12:00:00z"],
    ["a short offset", "2026-03-02T12:00:00+03"],
    ["an offset without a colon", "2026-03-02T12:00:00+0300"],
    ["another character for the colon of the offset", "2026-03-02T12:00:00+03.00"],
    ["a letter in the hours of the offset", "2026-03-02T12:00:00+0x:00"],
    ["a letter in the minutes of the offset", "2026-03-02T12:00:00+03:0x"],
    ["a line behind Z", "2026-03-02T12:00:00Z\n"],
    ["a blank behind the offset", "2026-03-02T12:00:00+03:00 "],
    ["a blank at the start", " 2026-03-02T12:00:00Z"],
    ["a year below 0", "-001-03-02T12:00:00Z"],
    ["a letter in the century", "2x26-03-02T12:00:00Z"],
    ["a letter in the year", "202x-03-02T12:00:00Z"],
    ["slashes", "2026/03/02T12:00:00Z"],
    ["another character for the second dash", "2026-03/02T12:00:00Z"],
    ["month 0", "2026-00-02T12:00:00Z"],
    ["month 13", "2026-13-02T12:00:00Z"],
    ["day 0", "2026-03-00T12:00:00Z"],
    ["March 32", "2026-03-32T12:00:00Z"],
    ["April 31", "2026-04-31T12:00:00Z"],
    ["June 31", "2026-06-31T12:00:00Z"],
    ["September 31", "2026-09-31T12:00:00Z"],
    ["November 31", "2026-11-31T12:00:00Z"],
    ["February 29 of a common year", "2026-02-29T12:00:00Z"],
    ["February 29 of 2100", "2100-02-29T12:00:00Z"],
    ["February 30", "2024-02-30T12:00:00Z"],
    ["24:00:00", "2026-03-02T24:00:00Z"],
    ["minute 60", "2026-03-02T12:60:00Z"],
    ["second 60", "2026-03-02T12:00:60Z"],
    ["a letter in the hour", "2026-03-02Tx2:00:00Z"],
    ["a letter in the minute", "2026-03-02T12:x0:00Z"],
    ["a letter in the second", "2026-03-02T12:00:x0Z"],
    ["another character for the first colon", "2026-03-02T12.00:00Z"],
    ["another character for the second colon", "2026-03-02T12:00.00Z"],
    ["Arabic digits", "\u0662026-03-02T12:00:00Z"],
    ["the start of 1970", "1970-01-01T00:00:00Z"],
    ["the start of 1970 in Moscow", "1970-01-01T03:00:00+03:00"],
    ["an instant before 1970", "1969-12-31T23:59:59.999Z"],
    ["the year 1", "0001-01-01T00:00:00Z"],
    ["a date of zeros", "0000-00-00T00:00:00Z"],
  ])("returns null for %s", (_, text) => {
    expect(usualInstant(text)).toBeNull();
  });

  test("reads every day of 400 years", () => {
    const days = Array.from({ length: 146_097 }, (_, n) => n * 86_400_000 + 1000);

    expect(days.filter((day) => usualInstant(`${new Date(day).toISOString().slice(0, 19)}Z`) !== day)).toEqual([]);
  });

  const two = (first: number, last: number) =>
    fc.integer({ min: first, max: last }).map((number) => String(number).padStart(2, "0"));
  const year = fc.oneof(
    fc.integer({ min: 1960, max: 2110 }).map(String),
    fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, "0")),
    fc.constantFrom("-0001", "0000", "1900", "2000", "9999", "10000", "26", "20x6"),
  );
  const day = fc.oneof({ weight: 3, arbitrary: two(1, 31) }, { weight: 1, arbitrary: two(0, 32) });
  const fraction = fc.oneof(
    fc.constant(""),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 }).map((digits) => `.${digits.join("")}`),
    fc.constantFrom(".", ",5", ".x", "..5"),
  );
  const offset = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("Z", "+00:00", "+03:00", "-05:45", "+14:00") },
    {
      weight: 1,
      arbitrary: fc.constantFrom("", "z", "+03", "+0300", "-00:00", "+99:99", "+3:00", "Z ", "ZZ", "+03:00Z"),
    },
  );
  const time = fc
    .tuple(year, two(0, 13), day, fc.constantFrom("T", "T", "T", " ", "t"), two(0, 24), two(0, 60), two(0, 60))
    .chain(([y, month, d, letter, hour, minute, second]) =>
      fc.tuple(fraction, offset).map(([f, o]) => `${y}-${month}-${d}${letter}${hour}:${minute}:${second}${f}${o}`),
    );
  /** Replaces, removes or adds one character. */
  const damaged = fc
    .tuple(
      time,
      fc.nat({ max: 30 }),
      fc.constantFrom("", "0", "9", ":", "-", "+", " ", "T", "Z", "\u0660", "/", ";"),
      fc.nat({ max: 1 }),
    )
    .map(([text, at, character, removed]) => text.slice(0, at) + character + text.slice(at + removed));

  test.prop([fc.oneof(time, damaged)], { numRuns: 5000 })("never changes what readInstant reads", (raw) => {
    const { value, bad, noOffset, zeroDate } = second.readTimestamp(raw);

    expect(readInstant(raw)).toEqual({ value, fault: bad ? "wrongType" : null, noOffset, zeroDate });
    const usual = usualInstant(raw);
    if (usual !== null) expect({ value, noOffset }).toEqual({ value: usual, noOffset: false });
  });
});
