import { describe, expect, test } from "vitest";
import { missingFrom, partsOf } from "../../../local/twin-emulator/saved-answer.ts";

type Size = readonly [held: number, count: number];

/** Saved answers, each told by how many items it holds and the count it declares. */
function answers(sizes: readonly Size[]) {
  return sizes.map(([held, count]) => ({ items: Array.from({ length: held }, (_, id) => ({ id })), count }));
}

describe("of what saved answers declare, there lacks", () => {
  test.each<[string, readonly Size[], number]>([
    ["nothing without answers", [], 0],
    ["nothing of a whole list", [[84, 84]], 0],
    ["what follows a first page", [[1000, 1220]], 220],
    [
      "nothing of all pages of a list",
      [
        [1000, 2220],
        [1000, 2220],
        [220, 2220],
      ],
      0,
    ],
    [
      "the last of three pages",
      [
        [1000, 2220],
        [1000, 2220],
      ],
      220,
    ],
    [
      "what came in while the pages were saved and is on none",
      [
        [1000, 1220],
        [220, 1225],
      ],
      5,
    ],
    [
      "nothing of two whole lists",
      [
        [84, 84],
        [90, 90],
      ],
      0,
    ],
    [
      "the rest of a list that a whole list follows",
      [
        [1000, 1220],
        [300, 300],
      ],
      220,
    ],
    [
      "the rest of a list after a whole one",
      [
        [300, 300],
        [1000, 1220],
      ],
      220,
    ],
    ["nothing where there is more than declared", [[12, 10]], 0],
  ])("%s", (_, sizes, missing) => {
    expect(missingFrom(answers(sizes))).toBe(missing);
  });
});

test.each([["12"], [-1], [1.5], [null], [{}], [Number.POSITIVE_INFINITY]])("a count of %j is none", (count) => {
  expect(partsOf({ count, items: [{ id: "a" }] }, "here")).toEqual([{ items: [{ id: "a" }], count: null }]);
});
