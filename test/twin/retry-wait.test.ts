import { describe, expect, it } from "vitest";
import { retryWait } from "../../functions/daily-report/twin/retry-wait.ts";

const now = Date.parse("2026-01-12T04:30:00Z");
const wait = (retryAfter: string | undefined, attempt = 1, random = 0) =>
  retryWait({ attempt, retryAfter, now, random, firstWaitMs: 500, longestWaitMs: 30_000 });

describe("retryWait with a Retry-After header", () => {
  it.each([
    ["0", 0],
    ["1", 1000],
    [" 7 ", 7000],
    ["3600", 30_000],
    ["99999999999999999999", 30_000],
    ["Mon, 12 Jan 2026 04:30:05 GMT", 5000],
    ["Mon, 12 Jan 2026 05:30:00 GMT", 30_000],
    ["Sun, 11 Jan 2026 04:30:00 GMT", 0],
  ])("returns for Retry-After %j a wait of %d ms, at most 30 s", (header, ms) => {
    expect(wait(header)).toBe(ms);
  });

  it.each([
    undefined,
    "",
    "soon",
    "soon 5",
    "-5",
    "1.5",
    "1e9",
    "Infinity",
    "2026-01-12T04:30:05Z",
    "Xxx, 99 Yyy 2026 99:99:99 GMT",
  ])("ignores an unreadable Retry-After of %j", (header) => {
    expect(wait(header)).toBe(250);
  });
});

describe("retryWait without a Retry-After header", () => {
  it("doubles the wait with each attempt and picks a random value in its upper half", () => {
    expect([1, 2, 3, 4].map((attempt) => wait(undefined, attempt, 0))).toEqual([250, 500, 1000, 2000]);
    expect([1, 2, 3, 4].map((attempt) => wait(undefined, attempt, 1))).toEqual([500, 1000, 2000, 4000]);
  });

  it("returns at most 30 s", () => {
    expect(wait(undefined, 20, 1)).toBe(30_000);
  });
});
