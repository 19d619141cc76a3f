import { describe, expect, test } from "vitest";
import {
  readBoolean,
  readCount,
  readGroupIds,
  readInstant,
  readInteger,
  readNumber,
  readRequiredInstant,
  readText,
} from "../../functions/daily-report/domain/read-values.ts";

const NOTHING = { value: null, fault: null };
const WRONG_TYPE = { value: null, fault: "wrongType" };

describe("nothing", () => {
  test.each([
    null,
    undefined,
    "",
    " ",
    "\u0085",
    "\u00a0\u2003\u3000",
    "\u200b",
    "\u3164",
    "\u2060 \ufeff",
    "\u00ad\u200e\u0000\t\u{e0020}",
  ])("reads %j as null, whatever the field", (raw) => {
    for (const read of [readText, readNumber, readInteger, readCount, readBoolean, readGroupIds]) {
      expect(read(raw)).toEqual(NOTHING);
    }
    expect(readInstant(raw)).toEqual({ ...NOTHING, noOffset: false, zeroDate: false });
  });

  test("an invisible character beside a visible one stays: it is no white space", () => {
    expect(readText("\u200bAnna\ufeff").value).toBe("\u200bAnna\ufeff");
  });

  test("a braille blank is a character of its own, and so a name", () => {
    expect(readText("\u2800").value).toBe("\u2800");
  });
});

describe("texts", () => {
  test.each([
    ["  Anna \t\u00a0 Lee\n", "Anna Lee"],
    ["e\u0301", "\u00e9"],
    ["ANNA", "ANNA"],
    [7, "7"],
    [-0, "0"],
    [2 ** 53 - 1, "9007199254740991"],
    [1 - 2 ** 53, "-9007199254740991"],
    ["9007199254740993", "9007199254740993"],
  ])("reads %j as %j", (raw, text) => {
    expect(readText(raw)).toEqual({ value: text, fault: null });
  });

  test.each([2 ** 53, -(2 ** 53), 1e21, 1.5, -0.1, Number.POSITIVE_INFINITY, Number.NaN])(
    "the number %j is out of range: another id may have become it",
    (raw) => {
      expect(readText(raw)).toEqual({ value: null, fault: "outOfRange" });
    },
  );

  test.each([true, {}, [], ["Anna"]])("refuses %j", (raw) => {
    expect(readText(raw)).toEqual(WRONG_TYPE);
  });
});

test("a text of a million blanks is read in no time", () => {
  const blanks = " ".repeat(1_000_000);

  expect(readText(`a${blanks}b${blanks}`).value).toBe("a b");
});

describe("numbers", () => {
  test.each([
    [9, 9],
    ["9", 9],
    ["9.0", 9],
    ["-1.5e2", -150],
    [-0, 0],
    ["-0", 0],
  ])("reads %j as %j", (raw, value) => {
    expect(readNumber(raw)).toEqual({ value, fault: null });
  });

  test.each([
    " 9",
    "9 ",
    "+9",
    "1,5",
    "09",
    ".5",
    "5.",
    "0x10",
    "1e999",
    Number.POSITIVE_INFINITY,
    true,
    {},
    [9],
    "NaN",
  ])("refuses %j", (raw) => {
    expect(readNumber(raw)).toEqual(WRONG_TYPE);
  });

  test("an integer may be written 9.0 but not 9.5", () => {
    expect(readInteger("9.0").value).toBe(9);
    expect(readInteger(9.5)).toEqual(WRONG_TYPE);
  });

  test("a negative count is out of range and worth nothing", () => {
    expect(readCount(-1)).toEqual({ value: null, fault: "outOfRange" });
    expect(readCount(0).value).toBe(0);
  });
});

describe("booleans", () => {
  test.each([true, "true", "TRUE", 1, -2, "0.5"])("reads %j as yes", (raw) => {
    expect(readBoolean(raw).value).toBe(true);
  });

  test.each([false, "False", 0, "0", "-0.0", "0e5"])("reads %j as no", (raw) => {
    expect(readBoolean(raw).value).toBe(false);
  });

  test.each(["yes", " true", "true story", "untrue", "fal\u017fe", {}, [], ["true"]])("refuses %j", (raw) => {
    expect(readBoolean(raw)).toEqual(WRONG_TYPE);
  });
});

describe("timestamps", () => {
  test.each([
    ["2026-03-02T12:00:00+03:00", "2026-03-02T09:00:00.000Z"],
    ["2026-03-02 12:00:00+0300", "2026-03-02T09:00:00.000Z"],
    ["2026-03-02T12:00-03", "2026-03-02T15:00:00.000Z"],
    ["2026-03-02T12:00:00+05:45", "2026-03-02T06:15:00.000Z"],
    ["2026-03-02T12:00:00-0330", "2026-03-02T15:30:00.000Z"],
    ["2026-03-02T12:00:00.1239999Z", "2026-03-02T12:00:00.123Z"],
    ["2026-03-02T12:00:00.5Z", "2026-03-02T12:00:00.500Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"],
    ["1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00.001Z"],
    ["1970-01-01T00:00:01+00:00", "1970-01-01T00:00:01.000Z"],
    ["1970-01-01T00:00:00-01:00", "1970-01-01T01:00:00.000Z"],
  ])("reads %s as %s", (raw, instant) => {
    expect(new Date(readInstant(raw).value ?? Number.NaN).toISOString()).toBe(instant);
  });

  test("takes a time without an offset as UTC and says so", () => {
    expect(readInstant("2026-03-02T12:00:00")).toEqual({
      value: Date.UTC(2026, 2, 2, 12),
      fault: null,
      noOffset: true,
      zeroDate: false,
    });
    expect(readInstant("2026-03-02T12:00:00Z").noOffset).toBe(false);
  });

  test.each([
    "2026-02-30T12:00:00Z",
    "2025-02-29T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-00-01T12:00:00Z",
    "2026-03-00T12:00:00Z",
    "2026-01-99T12:00:00Z",
    "2026-12-32T12:00:00Z",
    "2026-03-02T24:00:00Z",
    "2026-03-02T12:60:00Z",
    "2026-03-02T12:00:60Z",
    "2026-03-02",
    "2026-03-02T12:00:00Z\n",
    " 2026-03-02T12:00:00Z",
    "2026-03-02t12:00:00Z",
    "yesterday",
    1_772_442_000,
    {},
    ["2026-03-02T12:00:00Z"],
  ])("refuses %j", (raw) => {
    expect(readInstant(raw)).toEqual({ ...WRONG_TYPE, noOffset: false, zeroDate: false });
  });
});

describe("zero dates, which systems write for none", () => {
  const ofTheForm = [
    "0001-01-01T00:00:00Z",
    "0001-01-01 00:00:00",
    "0000-01-01T00:00:00Z",
    "0099-12-31T23:59:59.999+03:00",
    "1899-12-30T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "1970-01-01T00:00:00.0009Z",
    "1970-01-01T03:00:00+03:00",
    "1969-12-31T23:59:59Z",
    "-0001-11-30T00:00:00+00:00",
    "-0001-11-30 00:00:00",
  ];
  const ofNoDate = ["0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00Z", "0000-00-00T00:00:00.000000+00:00"];

  test.each([...ofTheForm, ...ofNoDate])("%s is null, without a fault", (raw) => {
    expect(readInstant(raw)).toEqual({ value: null, fault: null, noOffset: false, zeroDate: true });
  });

  test.each(ofTheForm)("%s is out of range for a creation", (raw) => {
    expect(readRequiredInstant(raw)).toEqual({ value: null, fault: "outOfRange", noOffset: false, zeroDate: false });
  });

  test.each(ofNoDate)("%s is of no form for a creation", (raw) => {
    expect(readRequiredInstant(raw)).toEqual({ value: null, fault: "wrongType", noOffset: false, zeroDate: false });
  });

  test.each(["0000-00-000", "0000-00-01T00:00:00Z", "-0001-02-30T00:00:00Z", "--0001-11-30T00:00:00Z", "0001-01-01"])(
    "%s is bad, not a zero date",
    (raw) => {
      expect(readInstant(raw)).toEqual({ ...WRONG_TYPE, noOffset: false, zeroDate: false });
    },
  );

  test("a creation that is a date like any other is read as such", () => {
    expect(readRequiredInstant("2026-03-02T12:00:00Z")).toEqual(readInstant("2026-03-02T12:00:00Z"));
  });
});

describe("group ids", () => {
  test("takes each whole number once, as text", () => {
    expect(readGroupIds([4, "4", 4.0, "7.0", -1])).toEqual({ value: ["4", "7", "-1"], fault: null });
  });

  test("a bad element makes the field bad and leaves the good ones", () => {
    expect(readGroupIds([4, "x", null, 5.5, [6]])).toEqual({ value: ["4"], fault: "wrongType" });
  });

  test("a number beyond those that JSON carries exactly is a bad element, as text too", () => {
    const outOfRange = { value: ["4"], fault: "outOfRange" };
    expect(readGroupIds([4, 2 ** 53, "9007199254740993", 1e300])).toEqual(outOfRange);
    expect(readGroupIds([2 ** 53, "x", 4])).toEqual({ ...outOfRange, fault: "wrongType" });
  });

  test("a list longer than any session's is bad as a whole", () => {
    expect(readGroupIds(Array.from({ length: 1001 }, (_, id) => id))).toEqual(WRONG_TYPE);
    expect(readGroupIds(Array.from({ length: 1000 }, (_, id) => id)).value).toHaveLength(1000);
  });

  test.each([4, "4", {}, true])("refuses %j, which is no array", (raw) => {
    expect(readGroupIds(raw)).toEqual(WRONG_TYPE);
  });
});
