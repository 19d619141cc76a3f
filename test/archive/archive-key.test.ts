import { describe, expect, test } from "vitest";
import { checkArchiveKey, checkArchivePrefix, isArchiveKey } from "../../functions/daily-report/archive/archive-key.ts";

describe("checkArchiveKey", () => {
  test.each(["a", "reports/daily/2021/01/11/r1.json", "tables/report=a/day=2021-01-11/tally.json", "..a/...", "-_=."])(
    "accepts the key %s",
    (key) => {
      expect(() => checkArchiveKey(key)).not.toThrow();
      expect(isArchiveKey(key)).toBe(true);
    },
  );

  test("throws an error that names the broken rule and does not quote the key", () => {
    expect(() => checkArchiveKey("Иванов/a")).toThrow(
      /^An archive key has a character that is not allowed; a key must be/,
    );
    expect(() => checkArchiveKey("secret//a")).toThrow(/^An archive key has an empty segment; a key must be/);
    expect(() => checkArchiveKey("secret/../a")).toThrow(/^An archive key has a segment "\." or "\.\."; a key must be/);
    expect(() => checkArchiveKey("s".repeat(201))).toThrow(/^An archive key has 201 characters; a key must be/);
    for (const key of ["Иванов/a", "secret//a", "secret/../a"]) {
      expect(() => checkArchiveKey(key)).not.toThrow(/Иванов|secret/);
      expect(isArchiveKey(key)).toBe(false);
    }
  });

  test.each([
    "../../x",
    "reports/../../x",
    "a//b",
    "a/./b",
    "/a",
    "a/",
    ".",
    "..",
    "",
    "a\\..\\b",
    "a%2F..%2Fb",
    "a b",
    "a\nb",
    "a\n",
    "a\r\nb",
    "a\0b",
    "a\u2028b",
    "a\u202Eb",
    "a:b",
    "a?b#c",
    "s3://other/a",
    "а/b",
    "я".repeat(2000),
    "a".repeat(201),
  ])("is never %j", (key) => {
    expect(() => checkArchiveKey(key)).toThrow(/^An archive key/);
    expect(isArchiveKey(key)).toBe(false);
  });

  test.each(["", "a", "a/", "a/.", "a/.."])("accepts the prefix %j", (prefix) => {
    expect(() => checkArchivePrefix(prefix)).not.toThrow();
  });

  test.each(["/", "a//", "../", "a/./", "a\n"])("throws for the prefix %j", (prefix) => {
    expect(() => checkArchivePrefix(prefix)).toThrow(/^An archive key/);
  });
});
