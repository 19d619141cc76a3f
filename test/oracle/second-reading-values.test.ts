import { expect, it } from "vitest";
import { INVISIBLE, NOT_QUITE_BLANK } from "./hostile-values.ts";
import {
  isBlank,
  readBoolean,
  readCreation,
  readGroupIds,
  readNumber,
  readText,
  readTimestamp,
} from "./second-reading-values.ts";

// The expected values were worked out by hand from docs/metrics.md section 0.2.

const NOON = Date.parse("2021-01-11T12:00:00+03:00");
const fine = { bad: false, outOfRange: false, noOffset: false, zeroDate: false };
const nothing = { ...fine, value: null };
const bad = { ...nothing, bad: true };
const beyond = { ...bad, outOfRange: true };
const zero = { ...nothing, zeroDate: true };

it("every reader of the second reading reads a blank text as null", () => {
  for (const raw of ["", " ", "\u200b", "\u2060", "\u3164", "\u0000", "\u007f\u009f", "\ufeff \u00ad\u{e0001}"]) {
    for (const read of [readText, readNumber, readBoolean, readTimestamp, readCreation, readGroupIds])
      expect(read(raw)).toEqual(nothing);
  }
});

it("isBlank is true for exactly Unicode's white space, control characters and default ignorable code points", () => {
  const blank = /[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
  const differ: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    if (isBlank(character) !== blank.test(character)) differ.push(code.toString(16));
  }
  expect(differ).toEqual([]);
  expect(INVISIBLE.filter((text) => !isBlank(text))).toEqual([]);
  expect(NOT_QUITE_BLANK.filter(isBlank)).toEqual([]);
});

it("readNumber reads only numbers and texts in the form of JSON numbers", () => {
  expect(["9", "9.0", "-0", "9e1", 9].map((raw) => readNumber(raw).value)).toEqual([9, 9, -0, 90, 9]);
  for (const raw of [" 9", "+9", "1,5", "09", ".5", "1e400", "9\u200b", Number("1e400"), true, {}])
    expect(readNumber(raw)).toEqual(bad);
  expect(readNumber("\u0085\u2003")).toMatchObject({ value: null, bad: false });
});

it("readBoolean reads true and false in any case and numbers, and no other texts", () => {
  expect(["TRUE", 2, "0.5", "False", "-0"].map((raw) => readBoolean(raw).value)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  for (const raw of [" true", "yes", "fal\u017fe", []]) expect(readBoolean(raw)).toMatchObject(bad);
});

it("readText collapses white space, converts to NFC, and keeps invisible characters next to visible ones", () => {
  expect(readText(" Zoe\u0308\u00a0\u2003Ann\u0085").value).toBe("Zo\u00eb Ann");
  expect(["\ufeffZo\u00eb", "\u2060Ann\u200b ", "\u0000a"].map((raw) => readText(raw).value)).toEqual([
    "\ufeffZo\u00eb",
    "\u2060Ann\u200b",
    "\u0000a",
  ]);
});

it("readText reads a number only if it is a safe integer", () => {
  const good = [0, -0, 7, 9007199254740991, -9007199254740991, "9007199254740993", "1269943055849660418", "4.5"];
  expect(good.map((raw) => readText(raw))).toEqual(
    ["0", "0", "7", "9007199254740991", "-9007199254740991", "9007199254740993", "1269943055849660418", "4.5"].map(
      (value) => ({ ...fine, value }),
    ),
  );
  for (const raw of [2 ** 53, -(2 ** 53), Number("1269943055849660418"), 1e21, 4.5, -0.1, Number("1e400")])
    expect(readText(raw)).toEqual(beyond);
  for (const raw of [true, [7], {}]) expect(readText(raw)).toEqual(bad);
});

it("readTimestamp reads existing instants, cut to milliseconds, and no others", () => {
  const good = ["2021-01-11 12:00+03", "2021-01-11T09:00:00.0009999Z", "2021-01-11T09:00", "2021-01-10T23:30:00-0930"];
  expect(good.map((raw) => readTimestamp(raw).value)).toEqual(good.map(() => NOON));
  expect(good.map((raw) => readTimestamp(raw).noOffset)).toEqual([false, false, true, false]);
  for (const raw of ["2021-02-29T10:00Z", "2021-01-11T24:00:00Z", "2021-01-11T10:00:60Z", "2021-01-11", 0])
    expect(readTimestamp(raw)).toEqual(bad);
});

// Each zero date, and how it is read in createdAt, which every session must have.
it.each([
  ["1970-01-01T00:00:00Z", beyond],
  ["1970-01-01T03:00:00+03:00", beyond],
  ["1970-01-01 00:00", beyond],
  ["1970-01-01T00:00:00.0009Z", beyond],
  ["1969-12-31T23:59:59.999Z", beyond],
  ["0001-01-01T00:00:00Z", beyond],
  ["0000-01-01T00:00:00Z", beyond],
  ["-0001-11-30T00:00:00+00:00", beyond],
  ["-0001-11-30 00:00:00", beyond],
  ["0000-00-00", bad],
  ["0000-00-00 00:00:00", bad],
  ["0000-00-00T00:00:00.000+00:00", bad],
  ["0000-00-00T", bad],
  ["0000-00-00 never", bad],
])("readTimestamp reads %s as a zero date, and readCreation reads it as bad", (raw, creation) => {
  expect(readTimestamp(raw)).toEqual(zero);
  expect(readCreation(raw)).toEqual(creation);
});

it("readTimestamp and readCreation read the first instants after the start of 1970, in any offset", () => {
  const [first, halfHour] = ["1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00-00:30"];
  for (const read of [readTimestamp, readCreation]) {
    expect(read(first)).toEqual({ ...fine, value: 1 });
    expect(read(halfHour)).toEqual({ ...fine, value: 1_800_000 });
    expect(read("1970-01-01 00:00:01")).toEqual({ ...fine, value: 1000, noOffset: true });
  }
});

it("readTimestamp and readCreation read a text that only looks like a zero date as bad", () => {
  const others = ["0000-00-00Z", "0000-00-00t00:00", " 0000-00-00", "0000-00-01T00:00:00Z", "0000-01-00T00:00:00Z"];
  const negative = ["-0000-00-00", "-0001-02-30T00:00:00Z", "-0001-11-30", "-00001-11-30T00:00:00Z"];
  for (const raw of [...others, ...negative, "1970-01-01", 0, {}]) {
    expect(readTimestamp(raw)).toEqual(bad);
    expect(readCreation(raw)).toEqual(bad);
  }
});

it("readGroupIds returns each id once and keeps the good ids of a bad field", () => {
  expect(readGroupIds([4, "4", "4.0", 10])).toMatchObject({ value: ["4", "10"], bad: false });
  expect(readGroupIds([4, null, 9.5])).toMatchObject({ value: ["4"], bad: true });
  expect(readGroupIds("4")).toEqual(bad);
});

it("readGroupIds marks ids that are not safe integers as out of range, unless another element has a wrong type", () => {
  const large = Number("1269943055849660418");
  const byRange = { ...fine, bad: true, outOfRange: true };
  expect(readGroupIds([4, large])).toEqual({ ...byRange, value: ["4"] });
  expect(readGroupIds(["1269943055849660418", "-9007199254740992"])).toEqual({ ...byRange, value: [] });
  for (const noInteger of [9.5, "9.5", Number("1e400")])
    expect(readGroupIds([noInteger])).toEqual({ ...fine, bad: true, value: [] });
  expect(readGroupIds([9007199254740991, "-9007199254740991"])).toEqual({
    ...fine,
    value: ["9007199254740991", "-9007199254740991"],
  });
  for (const worse of ["x", null, "", "\u200b", true, " 9", {}])
    expect(readGroupIds([4, large, worse])).toEqual({ ...fine, bad: true, value: ["4"] });
});
