import { expect, test } from "vitest";
import { beginOf, runIdAt } from "../../functions/daily-report/delivery/run-id.ts";

const time = Date.parse("2026-03-03T04:30:05.678Z");

test("runIdAt returns an id that begins with the second in which the run began", () => {
  expect(runIdAt(time, "0a1b2c3d")).toBe("20260303T043005Z-0a1b2c3d");
});

test("beginOf returns the second in which the run began", () => {
  expect(beginOf(runIdAt(time, "0a1b2c3d"))).toBe(Date.parse("2026-03-03T04:30:05Z"));
});

test.each([
  "run-1",
  "",
  "20260303T043005Z",
  "20260303T043005Z-0a1b2c3",
  "20260303T043005Z-0a1b2c3d-r1",
  "x20260303T043005Z-0a1b2c3d",
  "20261303T043005Z-0a1b2c3d",
  "20260303T253005Z-0a1b2c3d",
])("beginOf returns null for %j", (name) => {
  expect(beginOf(name)).toBeNull();
});
