import { expect, test } from "vitest";
import { chooseAttachments } from "../../functions/daily-report/delivery/choose-attachments.ts";

const MB = 1_000_000;

test.each([
  ["both files if they fit together", [3 * MB, 4 * MB - 1], [0, 1]],
  ["the smaller file if they do not", [4 * MB, 3 * MB], [1]],
  ["the first of two equal files", [5 * MB, 5 * MB], [0]],
  ["the one file that fits if the other is huge", [1, 40 * MB], [0]],
  ["nothing if neither file fits", [7 * MB, 9 * MB], []],
  ["nothing if there are no files", [], []],
])("%s", (_, sizes, chosen) => {
  const files = sizes.map((bytes, index) => ({ bytes, index }));

  expect(chooseAttachments(files).map(({ index }) => index)).toEqual(chosen);
});
