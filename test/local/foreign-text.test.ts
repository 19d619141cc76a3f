import { expect, test } from "vitest";
import { harmlessLine } from "../../local/foreign-text.ts";

test("harmlessLine replaces line ends, escape sequences and signs that turn the direction of text, and shortens the text", () => {
  expect(harmlessLine("\na\r\nb\u001b[2Jc\u202ed\u2028e\n", 100)).toBe("a b [2Jc d e");
  expect(harmlessLine("abcdef", 3)).toBe("abc");
});
