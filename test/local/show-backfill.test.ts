import { expect, test } from "vitest";
import type { BackfillState } from "../../local/backfill-workflow.ts";
import { backfillLine } from "../../local/show-backfill.ts";

const running = (done: number, total = 30): BackfillState => ({ status: "running", total, done, failed: 1 });

/** What is written for a list that is asked for twice, two changes, and the end. */
function written(isTTY: boolean): string[] {
  const texts: string[] = [];
  const line = backfillLine({ isTTY, write: (text: string) => texts.push(text) > 0 });
  for (const state of [running(0, 0), running(0, 0), running(2), running(7)]) line.show(state, "id");
  line.clear();
  return texts;
}

test("a backfill shows a line for each change on a stream that is not a terminal", () => {
  expect(written(false)).toEqual([
    "id: the days are being listed\n",
    "id: 2 of 30 report-days done, 1 failed\n",
    "id: 7 of 30 report-days done, 1 failed\n",
  ]);
});

test("a backfill shows one line on a terminal, and empties it at the end", () => {
  expect(written(true)).toEqual([
    "\r\u001b[Kid: the days are being listed",
    "\r\u001b[Kid: the days are being listed",
    "\r\u001b[Kid: 2 of 30 report-days done, 1 failed",
    "\r\u001b[Kid: 7 of 30 report-days done, 1 failed",
    "\r\u001b[K",
  ]);
});
