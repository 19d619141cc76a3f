import { expect, test } from "vitest";
import { jsonIn } from "../functions/daily-report/json-in.ts";

test("jsonIn returns the value, or undefined for text that is not JSON", () => {
  expect(jsonIn('{"a":[1]}')).toEqual({ a: [1] });
  expect(["", "{", "<html>"].map(jsonIn)).toEqual([undefined, undefined, undefined]);
});
