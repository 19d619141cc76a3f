import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pseudonymOf } from "../../../functions/daily-report/session-table/mask.ts";
import { findInvalidRows } from "../../../local/erase/invalid-rows.ts";
import { handled } from "../../session-rows.ts";
import { filesOf, type TableRequest } from "../../session-table/table-files.ts";
import { maskKey } from "../../session-table/table-of.ts";
import { emptyFolder } from "../../story-world.ts";

const unreadable = (clientId: unknown, fields: object = {}) => handled({ id: null, clientId, ...fields });

async function findIn(content: Uint8Array, client: string): Promise<number | null> {
  const path = join(await emptyFolder(), "sessions.xlsx");
  await writeFile(path, content);
  const found = await findInvalidRows(path, [client, pseudonymOf(client, maskKey)]);
  // The rows of all revisions are counted by their different texts.
  return found && new Set(found).size;
}

async function find(rows: readonly unknown[], client: string, request: TableRequest = {}): Promise<number | null> {
  return findIn((await filesOf([rows], request)).xlsx, client);
}

describe("the search of the rows that could not be read", () => {
  test.each<[TableRequest, number]>([
    [{ personalData: "keep", locale: "en" }, 2],
    [{ personalData: "keep", locale: "ru" }, 2],
    [{ personalData: "mask", locale: "en" }, 2],
    [{ personalData: "mask", locale: "ru" }, 2],
    [{ personalData: "drop" }, 0],
    // With three rows on each sheet: a head and two rows.
    [{ personalData: "keep", rowLimit: 3 }, 2],
  ])("with %j finds %i", async (request, count) => {
    const rows = [
      unreadable("client-8"),
      unreadable("client-7"),
      unreadable(null),
      unreadable("client-7", { price: 2 }),
    ];

    expect(await find(rows, "client-7", request)).toBe(count);
    expect(await find(rows, "client", request)).toBe(0);
  });

  test("looks at no other column, and at no other sheet", async () => {
    const rows = [handled({ clientId: "42" }), unreadable("client-8", { operatorId: "42", name: "42" })];

    expect(await find(rows, "42")).toBe(0);
  });

  // A cell shows the last four in another form, see docs/hostile-text.md.
  test.each(['<b>&"', "42", "клиент", "+79991234567", "@client", "+7 (999) 123-45-67", "_x0041_", "a\u0001b"])(
    "finds the id %j",
    async (id) => {
      expect(await find([unreadable(id)], id)).toBe(1);
    },
  );

  test("tells a file that is no workbook, or damaged, from one without such rows", async () => {
    const { xlsx } = await filesOf([[unreadable("client-7")]]);
    const damaged = Buffer.from(xlsx).fill(255, 200, 5_000);

    expect(await findIn(Buffer.from("no workbook at all, but long enough"), "client-7")).toBe(null);
    expect(await findIn(Buffer.of(), "client-7")).toBe(null);
    expect(await findIn(xlsx.subarray(0, xlsx.length / 2), "client-7")).toBe(null);
    expect(await findIn(damaged, "client-7")).toBe(null);
    expect(await find([handled()], "client-7")).toBe(0);
  });
});
