import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import type { ArchiveStore } from "../functions/daily-report/ports.ts";
import { summarizeBackfill } from "../functions/daily-report/summarize-backfill.ts";
import { emptyFolder } from "./story-world.ts";

const plan = { from: "2026-03-01", to: "2026-03-02", report: "support" };
const results = "backfills/b/run/manifest.json";
const stage = "dev";

/** An archive with these files of results by their names, which begin with what became of their days. */
async function archiveOf(files: Record<string, unknown>) {
  const archive: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  const write = (key: string, value: unknown) =>
    archive.put(key, Buffer.from(JSON.stringify(value)), "application/json");
  const ResultFiles: Record<string, { Key: string }[]> = {};
  for (const [name, records] of Object.entries(files)) {
    const [status = ""] = name.split("_");
    const Key = `backfills/b/run/${name}.json`;
    await write(Key, records);
    ResultFiles[status] = [...(ResultFiles[status] ?? []), { Key }];
  }
  await write(results, { ResultFiles });
  return archive;
}

const day = (date: string, fields: object = {}) => ({
  Input: JSON.stringify({ report: "support", from: date, to: date, missing: true }),
  ...fields,
});
const output = (made: number) => ({ Output: JSON.stringify({ made }) });

describe("the summary of a backfill", () => {
  test("counts the days of all files of results", async () => {
    const archive = await archiveOf({
      SUCCEEDED_0: [day("2026-03-01", output(1)), day("2026-03-02", output(0))],
      SUCCEEDED_1: [day("2026-03-03", output(1))],
      FAILED_0: [day("2026-03-04", { Error: "TwinAnswerError" })],
    });

    expect(await summarizeBackfill({ backfill: "b", plan, results, stage }, archive)).toMatchObject({
      made: 2,
      before: 1,
      notMade: 1,
      failed: [{ report: "support", date: "2026-03-04", error: "TwinAnswerError" }],
      subject: "Backfill 2026-03-01 to 2026-03-02: 1 of 4 failed",
    });
  });

  test("names the days that were not begun, and how to try them again", async () => {
    const archive = await archiveOf({ PENDING_0: [day("2026-03-02")] });

    const request = { backfill: "b", plan: { ...plan, again: true }, results, stage };
    const { message } = await summarizeBackfill(request, archive);

    expect(message).toContain("  support of 2026-03-02 (not begun)\n");
    expect(message).toContain(
      "To try these again: npm run backfill -- --from 2026-03-01 --to 2026-03-02 --report support --stage dev --again\n",
    );
  });

  test.each(["prod", null])("names no stage in the command if the stage is %s", async (own) => {
    const archive = await archiveOf({ PENDING_0: [day("2026-03-02")] });

    const { message } = await summarizeBackfill({ backfill: "b", plan, results, stage: own }, archive);

    expect(message).toContain(
      "To try these again: npm run backfill -- --from 2026-03-01 --to 2026-03-02 --report support\n",
    );
  });

  test("holds no message of an error, and no name that is not one", async () => {
    const Cause = "canary-cause";
    const archive = await archiveOf({ FAILED_0: [day("2026-03-02", { Error: "a canary, not a name", Cause })] });

    const summary = await summarizeBackfill({ backfill: "b", plan, results, stage }, archive);

    expect(summary.failed).toEqual([{ report: "support", date: "2026-03-02", error: "Error" }]);
    expect(JSON.stringify(summary)).not.toContain("canary");
  });

  test("stays below the 256 KB of a workflow if thousands of days failed", async () => {
    const report = "r".repeat(63);
    const Input = JSON.stringify({ report, from: "2026-03-02", to: "2026-03-02" });
    const record = { Input, Error: "E".repeat(60) };
    const archive = await archiveOf({ FAILED_0: Array.from({ length: 5000 }, () => record) });

    const summary = await summarizeBackfill({ backfill: "b", plan, results, stage }, archive);

    expect(summary).toMatchObject({ notMade: 5000, made: 0 });
    expect(summary.message).toContain("\n  and 4700 more\n");
    expect(JSON.stringify(summary).length).toBeLessThan(128 * 1024);
  });

  test.each([
    ["backfills/other/manifest.json", "it must be in backfills/b/"],
    ["backfills/b/none.json", "it does not exist"],
    ["backfills/b/run/FAILED_0.json", "it must be as Step Functions writes it"],
  ])("is refused if the results are %s", async (key, why) => {
    const archive = await archiveOf({ FAILED_0: [day("2026-03-02")] });

    await expect(summarizeBackfill({ backfill: "b", plan, results: key, stage }, archive)).rejects.toThrow(
      `The results of a backfill, ${key}, cannot be read: ${why}.`,
    );
  });

  test("is refused if a result is of no day", async () => {
    const archive = await archiveOf({ FAILED_0: [{ Input: "no day" }] });

    await expect(summarizeBackfill({ backfill: "b", plan, results, stage }, archive)).rejects.toThrow(
      "each of its records must have the event of a day as Input",
    );
  });
});
