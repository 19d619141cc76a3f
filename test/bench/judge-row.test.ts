import { expect, test } from "vitest";
import { type Goal, judgeRow, type Row } from "../../bench/judge-row.ts";

function row(values: readonly number[], goal: Goal | null): Row {
  return { measure: "CPU", unit: "s", values, goal };
}

const half: Goal = { most: 0.5, than: { what: "pandas", values: [39, 40, 50] } };

test("a goal is reached if the median is at most so many times the median that it is compared with", () => {
  expect(judgeRow(row([19, 20, 90], half))).toMatchObject({ ratio: 0.5, verdict: "reached" });
});

test("a shortfall is the share above the goal, rounded up", () => {
  expect(judgeRow(row([30], half))).toMatchObject({ ratio: 0.75, verdict: "short by 50 %" });
  expect(judgeRow(row([20.001], half))).toMatchObject({ verdict: "short by 1 %" });
});

test("a goal in the unit of the row is compared with the median itself and has no ratio", () => {
  const goal: Goal = { most: 2.5, than: null };

  expect(judgeRow(row([2.5], goal))).toMatchObject({ ratio: null, verdict: "reached" });
  expect(judgeRow(row([3], goal))).toMatchObject({ ratio: null, verdict: "short by 20 %" });
});

test("a row without a goal has no verdict", () => {
  expect(judgeRow(row([1, 2, 3], null))).toEqual({
    spread: { min: 1, median: 2, max: 3 },
    ratio: null,
    verdict: "",
  });
});

test("a row is not measured if it has no values, if what it is compared with has none, or if that is lost in noise", () => {
  const than = (values: readonly number[]): Goal => ({ most: 2, than: { what: "got", values } });

  expect(judgeRow(row([], null)).verdict).toBe("not measured");
  expect(judgeRow(row([], half)).verdict).toBe("not measured");
  expect(judgeRow(row([1], than([]))).verdict).toBe("not measured");
  expect(judgeRow(row([1], than([-0.5]))).verdict).toBe("not measured");
});
