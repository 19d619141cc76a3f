import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { botOnly, day } from "../session-rows.ts";
import { type TestFolder, withScratchFolder } from "./scratch-folder.ts";
import { filesOf, openTable } from "./table-files.ts";

/** Sessions with one second between them, whose texts do not repeat. */
const sessions = Array.from({ length: 6_000 }, (_, index) =>
  botOnly({
    id: `n${index}`,
    createdAt: new Date(day.from + index * 1000).toISOString(),
    chatName: `chat ${index * 7919} ${index * 104_729}`,
  }),
);
const piece = (from: number, to?: number) => sortOut(sessions.slice(from, to), day);

test("both files are in the folder, with their size and SHA-256", async () => {
  await withScratchFolder(async (folder) => {
    const table = openTable(folder);
    await table.add(piece(0, 10));
    const { xlsx, parquet, rows } = await table.finish();

    expect(rows).toBe(10);
    for (const [{ path, bytes, sha256 }, ending] of [
      [xlsx, "sessions.xlsx"],
      [parquet, "sessions.parquet"],
    ] as const) {
      expect(path.endsWith(ending)).toBe(true);
      expect((await stat(path)).size).toBe(bytes);
      expect(
        createHash("sha256")
          .update(await readFile(path))
          .digest("hex"),
      ).toBe(sha256);
    }
    expect(await folder.list()).toHaveLength(2);
  });
});

test("both files have the same bytes no matter how the rows are split into pieces", async () => {
  const whole = await filesOf([[...sessions, { nps: 5 }]]);
  const cut = await filesOf([
    [],
    sessions.slice(0, 1),
    sessions.slice(1, 5_500),
    [...sessions.slice(5_500), { nps: 5 }],
  ]);

  expect([cut.xlsx.equals(whole.xlsx), cut.parquet.equals(whole.parquet)]).toEqual([true, true]);
});

describe("abort leaves no file and never rejects", () => {
  test.each<[string, (table: ReturnType<typeof openTable>, folder: TestFolder) => Promise<unknown>]>([
    ["before the first piece", async () => {}],
    ["after many pieces", async (table) => table.add(piece(0))],
    ["while a piece is added", async (table) => void table.add(piece(0)).catch(() => {})],
    ["while the table is finished", async (table) => void table.finish().catch(() => {})],
    ["after the table was finished", async (table) => table.finish()],
    ["after the folder was removed", async (_, folder) => folder.remove()],
  ])("%s", async (_, before) => {
    await withScratchFolder(async (folder) => {
      const table = openTable(folder);
      await before(table, folder);
      await table.abort();

      expect(await folder.list().catch(() => [])).toEqual([]);
      await expect(table.finish()).rejects.toThrow();
    });
  });

  test("and a piece that is being added rejects", async () => {
    await withScratchFolder(async (folder) => {
      const table = openTable(folder);
      const adding = table.add(piece(0)).then(() => table.finish());
      const rejected = expect(adding).rejects.toThrow("The session table was aborted.");
      await table.abort();

      await rejected;
    });
  });
});

test("a table whose folder is gone rejects, at the latest when it is finished", async () => {
  await withScratchFolder(async (folder) => {
    await folder.remove();
    const table = openTable(folder);
    const writing = async () => {
      for (let at = 0; at < sessions.length; at += 2_000) await table.add(piece(at, at + 2_000));
      await table.finish();
    };

    await expect(writing()).rejects.toMatchObject({ code: "ENOENT" });
    await table.abort();
  });
});
