import { expect, it } from "vitest";
import { readBoolean, readGroupIds, readNumber, readText, readTimestamp } from "./second-reading-values.ts";

const NOON = Date.parse("2021-01-11T12:00:00+03:00");
const bad = { value: null, bad: true };

it("takes a number only as JSON writes it", () => {
  expect(["9", "9.0", "-0", "9e1", 9].map((raw) => readNumber(raw).value)).toEqual([9, 9, -0, 90, 9]);
  for (const raw of [" 9", "+9", "1,5", "09", ".5", "1e400", "\ufeff", true, {}])
    expect(readNumber(raw)).toMatchObject(bad);
  expect(readNumber("\u0085\u2003")).toMatchObject({ value: null, bad: false });
});

it("takes words and numbers as booleans", () => {
  expect(["TRUE", 2, "0.5", "False", "-0"].map((raw) => readBoolean(raw).value)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  for (const raw of [" true", "yes", "fal\u017fe", []]) expect(readBoolean(raw)).toMatchObject(bad);
});

it("collapses white space, composes, and keeps what is not white space", () => {
  expect(readText(" Zoe\u0308\u00a0\u2003Ann\u0085").value).toBe("Zo\u00eb Ann");
  expect([1e21, -0, "\ufeff"].map((raw) => readText(raw).value)).toEqual(["1e+21", "0", "\ufeff"]);
});

it("takes real instants, cut to milliseconds", () => {
  const good = ["2021-01-11 12:00+03", "2021-01-11T09:00:00.0009999Z", "2021-01-11T09:00", "2021-01-10T23:30:00-0930"];
  expect(good.map((raw) => readTimestamp(raw).value)).toEqual(good.map(() => NOON));
  expect(good.map((raw) => readTimestamp(raw).noOffset)).toEqual([false, false, true, false]);
  for (const raw of ["2021-02-29T10:00Z", "2021-01-11T24:00:00Z", "2021-01-11T10:00:60Z", "2021-01-11", 0])
    expect(readTimestamp(raw)).toMatchObject(bad);
});

it("takes group ids once and keeps the good ones of a bad field", () => {
  expect(readGroupIds([4, "4", "4.0", 10])).toMatchObject({ value: ["4", "10"], bad: false });
  expect(readGroupIds([4, null, 9.5])).toMatchObject({ value: ["4"], bad: true });
  expect(readGroupIds("4")).toMatchObject(bad);
});
