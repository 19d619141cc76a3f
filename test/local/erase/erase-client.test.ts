import { describe, expect, onTestFinished, test } from "vitest";
import { pseudonymOf } from "../../../functions/daily-report/session-table/mask.ts";
import { openClientRows } from "../../../local/erase/client-rows.ts";
import { eraseClient } from "../../../local/erase/erase-client.ts";
import { erasedAsText } from "../../../local/erase/erased-as-text.ts";
import { handled } from "../../session-rows.ts";
import { filesOf } from "../../session-table/table-files.ts";
import { maskKey } from "../../session-table/table-of.ts";
import { emptyFolder } from "../../story-world.ts";
import { type VersionMemory, versionMemory } from "./version-memory.ts";

const CLIENT = "client-7";
const names = [CLIENT, pseudonymOf(CLIENT, maskKey)];

const theirs = [
  handled({ id: "s-1", clientId: CLIENT, nps: 9, csi: 4.5 }),
  handled({ id: "s-2", clientId: CLIENT, closedAt: null }),
];
const others = [
  handled({ id: "s-3", clientId: "client-8", operatorName: "Борис", createdAt: "2026-03-02T10:00:00.123+03:00" }),
  handled({ id: "s-4", clientId: null, price: 0.1 }),
  handled({ id: "s-5", clientId: "client-70", operatorMessageCount: 12 }),
];

type Parquet = Uint8Array;
const parquetOf = async (rows: readonly unknown[], personalData: "keep" | "mask" | "drop"): Promise<Parquet> =>
  (await filesOf([rows], { personalData })).parquet;

const keys = {
  xlsx: "sessions/support/2026/03/02/run-1-r1/sessions.xlsx",
  mail: "sessions/support/2026/03/02/run-1-r1/email.eml",
  r1: "sessions/support/2026/03/02/run-1-r1/sessions.parquet",
  r2: "sessions/support/2026/03/02/run-2-r2/sessions.parquet",
  table: "tables/sessions/report=support/day=2026-03-02/sessions.parquet",
  nextDay: "tables/sessions/report=support/day=2026-03-03/sessions.parquet",
  otherFile: "sessions/support/2026/03/03/run-1-r1/sessions.parquet",
};

/** A day with two revisions, an older version of its table, and a day of other clients. */
async function archive(personalData: "keep" | "mask"): Promise<VersionMemory & { readonly without: Parquet }> {
  const memory = versionMemory();
  const [all, without] = [await parquetOf([...theirs, ...others], personalData), await parquetOf(others, personalData)];
  for (const key of [keys.r1, keys.r2, keys.table, keys.table]) memory.put(key, all);
  for (const key of [keys.mail, keys.mail]) memory.put(key, Buffer.from("rows"));
  memory.put(keys.xlsx, (await filesOf([[...theirs, ...others]], { personalData })).xlsx);
  for (const key of [keys.nextDay, keys.otherFile]) memory.put(key, without);
  return { ...memory, without };
}

async function erase(memory: VersionMemory, dryRun = false) {
  const scratch = await emptyFolder();
  const rows = await openClientRows(scratch);
  onTestFinished(() => rows.close());
  return eraseClient({ ...memory, rows, client: names, dryRun, scratch });
}

const erasedDay = { report: "support", date: "2026-03-02", sessions: ["s-1", "s-2"], removed: 6, isRewritten: true };

describe("erasing a client", () => {
  test.each(["keep", "mask"] as const)(
    "with %s leaves the bytes that the day would have without the client",
    async (personalData) => {
      const memory = await archive(personalData);

      const { days, unreadable } = await erase(memory);

      expect({ days, unreadable }).toEqual({ days: [erasedDay], unreadable: [] });
      expect(Buffer.compare(memory.newest(keys.table) ?? Buffer.of(), memory.without)).toBe(0);
      expect(memory.contents()).toEqual([keys.otherFile, keys.table, keys.nextDay]);
    },
  );

  test("finds nothing the second time, and changes nothing", async () => {
    const memory = await archive("mask");
    await erase(memory);
    const made = memory.changes.made;

    expect(await erase(memory)).toEqual({ days: [], unreadable: [] });
    expect(memory.changes.made).toBe(made);
  });

  test("in a dry run says the same and changes nothing", async () => {
    const memory = await archive("keep");

    expect((await erase(memory, true)).days).toEqual([erasedDay]);
    expect(memory.changes.made).toBe(0);
  });

  test("after a failure at any step has left whole tables, and the next run does the rest", async () => {
    // All removals, the table, and its older versions.
    for (let failAt = 1; failAt <= 8; failAt += 1) {
      const memory = await archive("keep");
      const before = memory.newest(keys.table);
      memory.changes.failAt = failAt;
      await expect(erase(memory), `change ${failAt}`).rejects.toThrow("an injected failure");

      const left = Buffer.from(memory.newest(keys.table) ?? []);
      expect([before, memory.without].some((whole) => whole && left.equals(whole))).toBe(true);
      // While the day's files exist, a run would copy the table from them; so it is not yet rewritten.
      const isRewritten = left.equals(memory.without);
      expect(isRewritten && memory.contents().some((key) => key.startsWith("sessions/support/2026/03/02/"))).toBe(
        false,
      );

      memory.changes.failAt = null;
      expect((await erase(memory)).days).toHaveLength(1);
      expect(memory.contents()).toEqual([keys.otherFile, keys.table, keys.nextDay]);
      expect((await erase(memory)).days).toEqual([]);
    }
  });

  test("finds a client that only an older revision has, and leaves the table as it is", async () => {
    const memory = versionMemory();
    const [all, without] = [await parquetOf([...theirs, ...others], "keep"), await parquetOf(others, "keep")];
    memory.put(keys.r1, all);
    memory.put(keys.r2, without);
    memory.put(keys.table, without);

    expect((await erase(memory)).days).toEqual([{ ...erasedDay, removed: 2, isRewritten: false }]);
    expect(memory.contents()).toEqual([keys.table]);
  });

  test("finds a client in the versions of a day that was deleted, and does not bring it back", async () => {
    const memory = versionMemory();
    memory.put(keys.table, await parquetOf(theirs, "keep"));
    memory.put(keys.table, null);

    expect((await erase(memory)).days).toEqual([{ ...erasedDay, removed: 1, isRewritten: false }]);
    expect([memory.contents(), memory.newest(keys.table)]).toEqual([[], null]);
  });

  test("leaves a table without rows if the client is alone in it", async () => {
    const memory = versionMemory();
    memory.put(keys.table, await parquetOf(theirs, "keep"));

    await erase(memory);

    const empty = Buffer.from(await parquetOf([], "keep"));
    expect(empty.equals(memory.newest(keys.table) ?? Buffer.of())).toBe(true);
  });

  test("finds a client in the rows that could not be read, which only the workbook has, and counts them", async () => {
    const memory = versionMemory();
    const unread = ["9001", "9002"].map((id) => ({ ...theirs[0], id, createdAt: "soon" }));
    const files = await filesOf([[...others, ...unread]], { personalData: "mask" });
    memory.put(keys.xlsx, files.xlsx);
    memory.put(keys.xlsx, files.xlsx);
    memory.put(keys.r1, files.parquet);
    memory.put(keys.table, files.parquet);

    const { days, unreadable } = await erase(memory);

    const sessions = ["unreadable row 1", "unreadable row 2"];
    expect({ days, unreadable }).toEqual({
      days: [{ ...erasedDay, sessions, removed: 3, isRewritten: false }],
      unreadable: [],
    });
    expect(memory.contents()).toEqual([keys.table]);
    expect((await erase(memory)).days).toEqual([]);
  });

  test("names what it could not search", async () => {
    const memory = versionMemory();
    memory.put(keys.r1, Buffer.from("not a table"));
    memory.put(keys.xlsx, Buffer.from("not a workbook"));

    const erased = await erase(memory);

    expect(erased).toEqual({ days: [], unreadable: [keys.r1, keys.xlsx] });
    expect(erasedAsText({ erased, remains: [], dryRun: false, outbox: null })).toBe(
      `Could not be searched, repair or remove it: ${keys.r1}\nCould not be searched, repair or remove it: ${keys.xlsx}\nNo session table has rows of this client.`,
    );
  });
});
