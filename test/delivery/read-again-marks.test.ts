import { expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import {
  claimReadAgain,
  endReadAgain,
  readAgainMarks,
} from "../../functions/daily-report/delivery/read-again-marks.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };
const claim = { runId: "run-1", at: 5, dates: ["2026-02-28", "2026-03-01"] };
const openLedger = async () => createFolderArchiveStore(await emptyFolder());

test("only the first run gets the claim of a report's day, and its end is kept", async () => {
  const ledger = await openLedger();
  expect(await readAgainMarks(ledger, ref)).toBeNull();

  expect([
    await claimReadAgain(ledger, ref, claim),
    await claimReadAgain(ledger, ref, { ...claim, runId: "run-2" }),
    await claimReadAgain(ledger, { ...ref, date: "2026-03-03" }, claim),
  ]).toEqual([true, false, true]);
  expect(await readAgainMarks(ledger, ref)).toEqual({ claim, notReadAgain: null });
  await endReadAgain(ledger, ref, [{ date: "2026-03-01", reason: "time" }]);
  await endReadAgain(ledger, ref, []);

  expect(await readAgainMarks(ledger, ref)).toEqual({ claim, notReadAgain: [{ date: "2026-03-01", reason: "time" }] });
});

test.each([
  ["claim", "[]"],
  ["claim", "{"],
  ["claim", '{"runId":"run-1","at":5,"dates":[5]}'],
  ["claim", '{"runId":"run-1","dates":[]}'],
  ["end", "5"],
  ["end", '{"notReadAgain":[null]}'],
  ["end", '{"notReadAgain":[{"date":"2026-03-01","reason":"later"}]}'],
])("a mark %s that holds %s is refused with its key", async (name, text) => {
  const ledger = await openLedger();
  await claimReadAgain(ledger, ref, claim);
  await ledger.put(`ledger/support/2026-03-02/read-again-${name}.json`, Buffer.from(text));

  await expect(readAgainMarks(ledger, ref)).rejects.toMatchObject({
    code: "BAD_MARK",
    message: expect.stringContaining(`ledger/support/2026-03-02/read-again-${name}.json is not a mark`),
  });
});
