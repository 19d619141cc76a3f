import { expect, test } from "vitest";
import { isPartly, type Period } from "../../functions/daily-report/domain/period.ts";

const week: Period = {
  kind: "week",
  name: "2026-W48",
  from: "2026-11-23",
  to: "2026-11-29",
  of: "support",
  days: 7,
  known: 7,
  missing: [],
  leftOut: [],
  incomplete: [],
};

test.each([
  ["a day", null, false],
  ["a week of which every day is merged", week, false],
  ["a week of which a day is missing", { ...week, known: 6, missing: ["2026-11-25"] }, true],
  ["a week with a day of which sessions are missing", { ...week, incomplete: ["2026-11-25"] }, true],
])("%s is known in part: %j", (_, period, expected) => {
  expect(isPartly(period)).toBe(expected);
});
