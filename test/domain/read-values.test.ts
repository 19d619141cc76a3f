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

describe("blank values", () => {
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
  ])("every reader reads %j as null", (raw) => {
    for (const read of [readText, readNumber, readInteger, readCount, readBoolean, readGroupIds]) {
      expect(read(raw)).toEqual(NOTHING);
    }
    expect(readInstant(raw)).toEqual({ ...NOTHING, noOffset: false, zeroDate: false });
  });

  test("readText keeps an invisible character next to a visible one", () => {
    expect(readText("\u200bAnna\ufeff").value).toBe("\u200bAnna\ufeff");
  });

  test("readText does not read a braille blank as null", () => {
    expect(readText("\u2800").value).toBe("\u2800");
  });
});

describe("readText", () => {
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
    "returns the fault outOfRange for the number %s, because two ids may have become one",
    (raw) => {
      expect(readText(raw)).toEqual({ value: null, fault: "outOfRange" });
    },
  );

  test.each([true, {}, [], ["Anna"]])("returns the fault wrongType for %j", (raw) => {
    expect(readText(raw)).toEqual(WRONG_TYPE);
  });
});

test("readText reads a text with two million blanks without a time-out", () => {
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
  ])("readNumber reads %j as %j", (raw, value) => {
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
  ])("readNumber returns the fault wrongType for %j", (raw) => {
    expect(readNumber(raw)).toEqual(WRONG_TYPE);
  });

  test("readInteger reads 9.0 and returns the fault wrongType for 9.5", () => {
    expect(readInteger("9.0").value).toBe(9);
    expect(readInteger(9.5)).toEqual(WRONG_TYPE);
  });

  test("readCount reads 0 and returns the fault outOfRange without a value for -1", () => {
    expect(readCount(-1)).toEqual({ value: null, fault: "outOfRange" });
    expect(readCount(0).value).toBe(0);
  });
});

describe("readBoolean", () => {
  test.each([true, "true", "TRUE", 1, -2, "0.5"])("reads %j as true", (raw) => {
    expect(readBoolean(raw).value).toBe(true);
  });

  test.each([false, "False", 0, "0", "-0.0", "0e5"])("reads %j as false", (raw) => {
    expect(readBoolean(raw).value).toBe(false);
  });

  test.each(["yes", " true", "true story", "untrue", "fal\u017fe", {}, [], ["true"]])(
    "returns the fault wrongType for %j",
    (raw) => {
      expect(readBoolean(raw)).toEqual(WRONG_TYPE);
    },
  );
});

describe("readInstant", () => {
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

  test("reads a time without an offset as UTC and sets noOffset", () => {
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
  ])("returns the fault wrongType for %j", (raw) => {
    expect(readInstant(raw)).toEqual({ ...WRONG_TYPE, noOffset: false, zeroDate: false });
  });
});

describe("zero dates", () => {
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

  test.each([...ofTheForm, ...ofNoDate])("readInstant reads %s as null without a fault", (raw) => {
    expect(readInstant(raw)).toEqual({ value: null, fault: null, noOffset: false, zeroDate: true });
  });

  test.each(ofTheForm)("readRequiredInstant returns the fault outOfRange for %s", (raw) => {
    expect(readRequiredInstant(raw)).toEqual({ value: null, fault: "outOfRange", noOffset: false, zeroDate: false });
  });

  test.each(ofNoDate)("readRequiredInstant returns the fault wrongType for %s", (raw) => {
    expect(readRequiredInstant(raw)).toEqual({ value: null, fault: "wrongType", noOffset: false, zeroDate: false });
  });

  test.each(["0000-00-000", "0000-00-01T00:00:00Z", "-0001-02-30T00:00:00Z", "--0001-11-30T00:00:00Z", "0001-01-01"])(
    "readInstant returns the fault wrongType for %s, which is not a zero date",
    (raw) => {
      expect(readInstant(raw)).toEqual({ ...WRONG_TYPE, noOffset: false, zeroDate: false });
    },
  );

  test("readRequiredInstant reads an ordinary date like readInstant", () => {
    expect(readRequiredInstant("2026-03-02T12:00:00Z")).toEqual(readInstant("2026-03-02T12:00:00Z"));
  });
});

describe("readGroupIds", () => {
  test("returns each whole number once, as text", () => {
    expect(readGroupIds([4, "4", 4.0, "7.0", -1])).toEqual({ value: ["4", "7", "-1"], fault: null });
  });

  test("returns the fault wrongType and the good elements if an element is bad", () => {
    expect(readGroupIds([4, "x", null, 5.5, [6]])).toEqual({ value: ["4"], fault: "wrongType" });
  });

  test("returns the fault outOfRange for a number that JSON does not carry exactly, also if it is a text", () => {
    const outOfRange = { value: ["4"], fault: "outOfRange" };
    expect(readGroupIds([4, 2 ** 53, "9007199254740993", 1e300])).toEqual(outOfRange);
    expect(readGroupIds([2 ** 53, "x", 4])).toEqual({ ...outOfRange, fault: "wrongType" });
  });

  test("returns the fault wrongType without a value for a list of more than 1000 elements", () => {
    expect(readGroupIds(Array.from({ length: 1001 }, (_, id) => id))).toEqual(WRONG_TYPE);
    expect(readGroupIds(Array.from({ length: 1000 }, (_, id) => id)).value).toHaveLength(1000);
  });

  test.each([4, "4", {}, true])("returns the fault wrongType for %j, which is not an array", (raw) => {
    expect(readGroupIds(raw)).toEqual(WRONG_TYPE);
  });
});
