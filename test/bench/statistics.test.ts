import { expect, test } from "vitest";
import { marginals, spreadOf } from "../../bench/statistics.ts";

test("the spread of an odd number of values has the middle one as its median, in whatever order they came", () => {
  expect(spreadOf([31.5, 37.8, 33, 32, 35])).toEqual({ min: 31.5, median: 33, max: 37.8 });
});

test("the median of an even number of values is the mean of the two in the middle", () => {
  expect(spreadOf([4, 1, 3, 10])).toEqual({ min: 1, median: 3.5, max: 10 });
});

test("one value is its own spread, and no values have none", () => {
  expect(spreadOf([2])).toEqual({ min: 2, median: 2, max: 2 });
  expect(spreadOf([])).toBeNull();
});

test("the cost of one more session is the difference of each pair of runs over the sessions between them", () => {
  expect(marginals([5, 6], [32, 33], 90_000)).toEqual([0.0003, 0.0003]);
});

test("runs without a partner give no cost", () => {
  expect(marginals([1], [2, 3], 1)).toEqual([1]);
  expect(marginals([1, 2], [], 1)).toEqual([]);
});
