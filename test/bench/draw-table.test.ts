import { expect, test } from "vitest";
import { drawTable } from "../../bench/draw-table.ts";
import { grouped } from "../../bench/grouped.ts";

test("the table has a line for each row, with units, and with what a goal compares with", () => {
  const drawn = drawTable([
    { measure: "CPU of pandas", unit: "s", values: [40, 38.5, 41], goal: null },
    { measure: "CPU", unit: "s", values: [24], goal: { most: 0.5, than: { what: "pandas", values: [40] } } },
    { measure: "peak RSS", unit: "MB", values: [287.6], goal: { most: 300, than: null } },
    { measure: "CPU per session", unit: "µs", values: [], goal: null },
  ]);

  expect(drawn.split("\n")).toEqual([
    "| measure         | goal                | min     | median  | max     | ratio | result        |",
    "|-----------------|---------------------|---------|---------|---------|-------|---------------|",
    "| CPU of pandas   |                     | 38.50 s | 40.00 s | 41.00 s |       |               |",
    "| CPU             | at most 0.5x pandas | 24.00 s | 24.00 s | 24.00 s | 0.60x | short by 20 % |",
    "| peak RSS        | at most 300 MB      | 288 MB  | 288 MB  | 288 MB  |       | reached       |",
    "| CPU per session |                     |         |         |         |       | not measured  |",
  ]);
});

test("numbers of sessions are written in groups of three digits", () => {
  expect([1, 999, 1000, 10_000, 1_000_000].map(grouped)).toEqual(["1", "999", "1 000", "10 000", "1 000 000"]);
});
