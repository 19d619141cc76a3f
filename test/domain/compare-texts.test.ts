import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { canonicalJson, compareTexts, exactJson } from "../../functions/daily-report/domain/compare-texts.ts";

const anyText = fc.string({ unit: "binary" });

describe("compareTexts", () => {
  test.prop([anyText, anyText])("compares texts as their UTF-8 bytes compare", (a, b) => {
    expect(compareTexts(a, b)).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  });

  test("sorts an emoji after the end of the basic plane, unlike UTF-16", () => {
    expect(compareTexts("\u{1f600}", "\uffee")).toBe(1);
    expect("\u{1f600}" < "\uffee").toBe(true);
  });

  test.each(["", "x"])("compares texts that start with %j by code points", (start) => {
    const ascending = ["", "a", "\ud7ff", "\ue000", "\uffee", "\u{10000}", "\u{1f600}", "\u{10ffff}"];
    const texts = ascending.map((text) => start + text);

    for (const [n, text] of texts.entries()) {
      expect(texts.map((other) => compareTexts(text, other))).toEqual(texts.map((_, m) => Math.sign(n - m)));
    }
  });

  test("gives lone surrogates an order although their UTF-8 bytes are equal", () => {
    expect(compareTexts("\ud800", "\ud801")).toBe(-1);
    expect(compareTexts("\ud801", "\ud800")).toBe(1);
    expect(compareTexts("\ud800", "\ufffe")).toBe(-1);
  });
});

describe("canonicalJson", () => {
  test("sorts the keys of objects at every depth", () => {
    expect(canonicalJson({ b: [{ d: 1, c: "x" }], a: null })).toBe('{"a":null,"b":[{"c":"x","d":1}]}');
  });

  test("prints a number beyond the range of doubles as null, and exactJson prints it as Infinity", () => {
    const row = JSON.parse('{"price":1e999,"rating":[-1e999,1.5]}');
    expect(canonicalJson(row)).toBe('{"price":null,"rating":[null,1.5]}');
    expect(exactJson(row)).toBe('{"price":Infinity,"rating":[-Infinity,1.5]}');
  });

  test("prints undefined as null", () => {
    expect(canonicalJson([undefined])).toBe("[null]");
  });

  test("cuts a value that is nested deeper than 200 levels", () => {
    const nested = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
    const objects = JSON.parse(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`);

    expect(canonicalJson(nested(150))).toBe(JSON.stringify(nested(150)));
    expect(canonicalJson(nested(100_000))).toHaveLength(2 * 201 + 5);
    expect(canonicalJson(objects)).toBe(`${'{"a":'.repeat(201)}"..."${"}".repeat(201)}`);
  });

  test.prop([fc.jsonValue({ maxDepth: 20 })])("parses to the same value as the text of JSON.stringify", (value) => {
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });
});
