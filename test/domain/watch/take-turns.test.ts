import { expect, test } from "vitest";
import { takeTurns } from "../../../functions/daily-report/domain/watch/take-turns.ts";

test("half of the list at most comes from the first items, the rest from each queue in turn", () => {
  const first = ["a", "b", "c"];
  const queues = [["k1", "k2", "k3"], ["l1"], ["m1", "m2"]];

  expect(takeTurns(first, queues, 4)).toEqual(["a", "b", "k1", "l1"]);
  expect(takeTurns(first, queues, 10)).toEqual(["a", "b", "c", "k1", "l1", "m1", "k2", "m2", "k3"]);
});

test("an item that is chosen already is passed over, so that its queue still gets its turn", () => {
  expect(
    takeTurns(
      ["a"],
      [
        ["a", "b"],
        ["b", "a", "c"],
      ],
      4,
    ),
  ).toEqual(["a", "b", "c"]);
});

test("nothing is chosen from nothing", () => {
  expect(takeTurns([], [[], []], 10)).toEqual([]);
});
