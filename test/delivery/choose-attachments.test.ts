import { expect, test } from "vitest";
import { chooseAttachments } from "../../functions/daily-report/delivery/choose-attachments.ts";

const MB = 1_000_000;

test.each([
  ["both while they fit together", [3 * MB, 4 * MB - 1], [0, 1]],
  ["the smaller when they do not", [4 * MB, 3 * MB], [1]],
  ["the first of equals", [5 * MB, 5 * MB], [0]],
  ["the one that fits beside a giant", [1, 40 * MB], [0]],
  ["none when neither fits", [7 * MB, 9 * MB], []],
  ["none of none", [], []],
])("%s", (_, sizes, chosen) => {
  const files = sizes.map((bytes, index) => ({ bytes, index }));

  expect(chooseAttachments(files).map(({ index }) => index)).toEqual(chosen);
});
