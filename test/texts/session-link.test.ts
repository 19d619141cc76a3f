import { test as property } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sessionLink } from "../../functions/daily-report/texts/session-link.ts";

const pattern = "https://example.com/chats/{id}";

describe("sessionLink", () => {
  test.each([
    ["5e9c1f9a-77f0-4c6b-9f0e-3d1f2a5b6c7d", "https://example.com/chats/5e9c1f9a-77f0-4c6b-9f0e-3d1f2a5b6c7d"],
    ["a/b?c#d&e", "https://example.com/chats/a%2Fb%3Fc%23d%26e"],
    ['",1)', "https://example.com/chats/%22%2C1%29"],
    ["it's (!*)", "https://example.com/chats/it%27s%20%28%21%2A%29"],
    ["%2e%2e", "https://example.com/chats/%252e%252e"],
    ["$&", "https://example.com/chats/%24%26"],
    ["\u0436", "https://example.com/chats/%D0%B6"],
  ])("encodes the id %j", (id, link) => {
    expect(sessionLink(pattern, id)).toBe(link);
  });

  test.each(["", ".", "..", "\ud800"])("returns null for the id %j", (id) => {
    expect(sessionLink(pattern, id)).toBeNull();
  });

  test("returns null if the address has more than 255 characters", () => {
    const [longest, longer] = [229, 230].map((length) => sessionLink(pattern, "x".repeat(length)));

    expect(longest).toHaveLength(255);
    expect(longer).toBeNull();
  });

  property.prop([fc.string({ unit: "binary", maxLength: 60 })])(
    "leads to the page of the id and nowhere else",
    (id) => {
      const link = sessionLink(pattern, id);
      if (link === null) return;

      expect(link).toMatch(/^https:\/\/example\.com\/chats\/[\w\-.~%]+$/);
      const { origin, pathname } = new URL(link);
      expect([origin, decodeURIComponent(pathname)]).toEqual(["https://example.com", `/chats/${id}`]);
    },
  );
});
