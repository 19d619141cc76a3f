import { describe, expect, test } from "vitest";
import { handled, reportOf } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { mailOf } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";

describe("hostile names", () => {
  const names = [
    "<img src=x onerror=alert(1)>",
    "</td></table><h1>Hello</h1>",
    'a" onmouseover="alert(1)',
    "&lt;b&gt; {{7*7}} %s",
    "javascript:alert(1)",
    "<!-- -->",
    "]]>",
  ];
  const report = reportOf(names.map((operatorName, i) => handled({ userId: i, operatorName })));
  const document = readHtml(mailOf(report).html);

  test("are text and nothing but text", () => {
    const tame = readHtml(mailOf(reportOf(names.map((_, i) => handled({ userId: i })))).html);
    expect(document.elements).toEqual(tame.elements);
    for (const name of names)
      expect(document.texts).toContainEqual({ text: name, inside: expect.arrayContaining(["bdi"]) });
  });

  test("cannot turn, break or forge a line of the text", () => {
    const forged = mailOf(reportOf([handled({ operatorName: "Eve\u202E\u0007 \u2028All 1 1" })])).text;
    expect(forged).toMatch(/^Eve\uFFFD\uFFFD All 1 1 +1 +1 +0/m);
  });

  test("written from right to left leave the figures beside them in their order", () => {
    const { text } = mailOf(reportOf([handled({ operatorName: "שלום" })]));
    expect(text).toMatch(/^\u2068שלום\u2069 +1 +1 +0/m);
  });

  test("cannot come in by the title, the places or the filters either", () => {
    const hostile = "<script>alert(1)</script>";
    const filters = { companyId: null, botId: hostile, supervised: false };
    const { html } = mailOf(
      { ...busyDay(), filters },
      {
        title: hostile,
        enclosure: { attached: [hostile], archived: [hostile] },
      },
    );
    expect(readHtml(html).elements.map(({ name }) => name)).not.toContain("script");
  });
});
