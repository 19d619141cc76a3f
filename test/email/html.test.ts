import { describe, expect, test } from "vitest";
import { type Html, html, toText } from "../../functions/daily-report/email/html.ts";
import { oneLine } from "../../functions/daily-report/email/one-line.ts";
import { readHtml } from "./read-html.ts";

describe("html", () => {
  test("escapes text in slots, both in content and in attributes", () => {
    const hostile = `"><script>alert('1')</script>&amp;`;
    const { elements, texts } = readHtml(toText(html`<p title="${hostile}">${hostile}</p>`));
    expect(elements).toEqual([{ name: "p", attributes: { title: hostile } }]);
    expect(texts).toEqual([{ text: hostile, inside: ["p"] }]);
  });

  test("inserts markup unchanged, alone and in lists", () => {
    const bold = html`<b>1 &#60; 2</b>`;
    expect(toText(html`<p>${bold}${[bold, bold]}</p>`)).toBe(`<p>${"<b>1 &#60; 2</b>".repeat(3)}</p>`);
  });

  test("does not accept objects that only look like markup", () => {
    const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as Html;
    expect(() => toText(html`<p>${forged}</p>`)).toThrow(TypeError);
  });
});

describe("oneLine", () => {
  test("stays on one line", () => {
    expect(oneLine("a\r\nBcc: b\u2028c\td")).toBe("a Bcc: b c d");
  });

  test("has U+FFFD in place of control characters, direction marks and lone surrogates", () => {
    expect(oneLine("a\u0000b\u202Ec\u2066d\uD800e\u009Ff\uFFFF")).toBe("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFD");
  });

  test("keeps letters of every script and joined emoji", () => {
    const names = "Жанна d’Arc שלום عمر 山田 👩‍👩‍👧";
    expect(oneLine(names)).toBe(names);
  });
});
