import { expect, test } from "vitest";
import { harmlessLine, jsonIn } from "../../local/foreign-text.ts";

test("jsonIn returns the value, or undefined for text that is not JSON", () => {
  expect(jsonIn('{"a":[1]}')).toEqual({ a: [1] });
  expect(["", "{", "<html>"].map(jsonIn)).toEqual([undefined, undefined, undefined]);
});

test("harmlessLine replaces line ends, escape sequences and signs that turn the direction of text, and shortens the text", () => {
  expect(harmlessLine("\na\r\nb\u001b[2Jc\u202ed\u2028e\n", 100)).toBe("a b [2Jc d e");
  expect(harmlessLine("abcdef", 3)).toBe("abc");
});
