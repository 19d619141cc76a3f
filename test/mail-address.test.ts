import { domainToUnicode } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asciiAddress,
  asciiDomain,
  domainOf,
  hasForeignLocalPart,
  identitiesFor,
} from "../functions/daily-report/mail-address.ts";

describe("asciiAddress", () => {
  test.each([
    "a@example.com",
    "Me@Example.COM",
    "first.last+tag@mail.example.co",
    "o'neil@example.com",
    "x_y@xn--e1afmkfd.xn--p1ai",
    "boss@XN--80A1ACNY.xn--p1ai",
    "!#$%&'*+/?=^`{|}~-@example.com",
    "a@ab--cd.example",
    `${"a".repeat(64)}@example.com`,
  ])("returns an address in ASCII unchanged: %s", (address) => {
    expect(asciiAddress(address)).toBe(address);
  });

  test.each([
    ["boss@почта.рф", "boss@xn--80a1acny.xn--p1ai"],
    ["Boss@ПОЧТА.РФ", "Boss@xn--80a1acny.xn--p1ai"],
    ["a@mail.почта.рф", "a@mail.xn--80a1acny.xn--p1ai"],
    ["a@EXAMPLE.рф", "a@example.xn--p1ai"],
    ["a@faß.de", "a@xn--fa-hia.de"],
    ["a@bücher.de", "a@xn--bcher-kva.de"],
    ["a@bu\u0308cher.de", "a@xn--bcher-kva.de"],
    ["a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"],
    ["a@ｅｘａｍｐｌｅ.com", "a@example.com"],
    // Of Cyrillic letters, so it is not example.com.
    ["a@ехаmрlе.com", "a@xn--ml-6kctd8d6a.com"],
  ])("converts the domain to ASCII: %s", (address, ascii) => {
    expect(asciiAddress(address)).toBe(ascii);
  });

  test.each([
    "a@example.com\r\nBcc: b@example.com",
    "a@example.com\n",
    " a@example.com",
    "a@example.com, b@example.com",
    "a@@example.com",
    "a b@example.com",
    ".a@example.com",
    "a.@example.com",
    "a..b@example.com",
    '"a b"@example.com',
    "<a@example.com>",
    "=?utf-8?q?a?=@example.com",
    "a@localhost",
    "a@почта",
    "a@-example.com",
    "a@-почта.рф",
    "a@почта-.рф",
    "a@example.com.",
    "a@почта.рф.",
    "a@.рф",
    "a@почта..рф",
    "a@1.2.3.4",
    "a@1.2.3.0x7f",
    "a@[1.2.3.4]",
    "a@a_b.example.com",
    "a@a_b.рф",
    "почта@example.com",
    "почта@почта.рф",
    "a＠example.com",
    "a@example．com",
    "a@example。com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(64)}.com`,
    `a@${"я".repeat(63)}.рф`,
    `a@${"b.".repeat(130)}com`,
    `${"a".repeat(60)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.com`,
    "@example.com",
    "example.com",
    "a@",
    "",
  ])("returns null for %j", (text) => {
    expect(asciiAddress(text)).toBeNull();
  });
});

describe("a domain in another script", () => {
  test.each([
    ...["почта.рф:25", "почта.рф/x", "почта.рф?x", "почта.рф#x", "x@почта.рф", "почта.рф\\x", "почта%2eрф"],
    ...["ex\u2100mple.com", "\u2488com.рф", "\u2474.рф", "½.рф", "😀.рф"],
  ])("is refused with a part of a URL or a sign: %s", (text) => {
    expect(asciiDomain(text)).toBeNull();
  });

  test.each(["\u00AD", "\u200B", "\u200D", "\u2060", "\u3164", "\uFE0F", "\u034F", "\u202E"])(
    "is refused with an invisible character: %j",
    (character) => {
      expect([asciiDomain(`по${character}чта.рф`), asciiDomain(`exa${character}mple.com`)]).toEqual([null, null]);
    },
  );

  test("stays the same when it is read again, and is converted back to its first spelling", () => {
    const letters = fc.constantFrom(..."абвгдеёжяїґαβγşçñöß例え한국שא".split(""));
    const name = fc.array(letters, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(name, fc.constantFrom("рф", "com", "de"), (label, top) => {
        const ascii = asciiDomain(`${label}.${top}`);
        fc.pre(ascii !== null);
        expect(ascii).toMatch(/^[a-z\d-]+\.[a-z\d-]+$/);
        expect(asciiDomain(ascii)).toBe(ascii);
        expect(domainToUnicode(ascii).normalize("NFC")).toBe(`${label}.${top}`.normalize("NFC"));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("is null or plain ASCII for any text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.array(fc.constantFrom(..."а例a1.-:/@%\\?#_＠．\u200B\uFE0F[]".split(""))).map((parts) => parts.join("")),
    );
    const property = fc.property(text, fc.constantFrom("", ".com", ".рф"), (start, end) => {
      const ascii = asciiDomain(start + end);
      if (ascii !== null)
        expect(ascii).toMatch(/^(?=.{1,253}$)([A-Za-z\d-]{1,63}\.)+[A-Za-z][A-Za-z\d-]{0,61}[A-Za-z\d]$/);
    });
    fc.assert(property, { seed: 5, numRuns: 5_000 });
  });
});

test("domainOf returns the domain in lower case", () => {
  expect(domainOf("Me@Example.COM")).toBe("example.com");
  expect(domainOf("boss@XN--80A1ACNY.xn--p1ai")).toBe("xn--80a1acny.xn--p1ai");
});

test("identitiesFor returns the address, its domain and the domains above that, but no top-level domain", () => {
  expect(identitiesFor("Me@mail.Example.co.uk")).toEqual([
    "Me@mail.Example.co.uk",
    "mail.example.co.uk",
    "example.co.uk",
    "co.uk",
  ]);
});

test.each([
  ["почта@example.com", true],
  ["josé.m@почта.рф", true],
  ["team\u200B@example.com", true],
  ["team@почта.рф", false],
  ["nobody", false],
  ["почта", false],
  ["почта@localhost", false],
  ["", false],
])("hasForeignLocalPart of %j is %j", (text, expected) => {
  expect(hasForeignLocalPart(text)).toBe(expected);
});
