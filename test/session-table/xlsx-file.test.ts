import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type CellRow, computed } from "../../functions/daily-report/session-table/column.ts";
import { createXlsxFile } from "../../functions/daily-report/session-table/write-xlsx.ts";
import type { ByteSink } from "../../functions/daily-report/session-table/write-zip.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { day } from "../session-rows.ts";
import { openWorkbook, rowsOf, sheetOf } from "./table-files.ts";

const columns = (["text", "timestamp", "integer", "number"] as const).map((type) =>
  computed({ name: type, type }, () => null),
);
const words = wordsFor("en", null);
const sheetSettings = { groupNames: {}, sessionUrl: null };
const open = (sink: ByteSink) => createXlsxFile({ columns, words, day, sheetSettings }, sink);

/** Writes the rows, in pieces, and the invalid rows; returns the bytes of the file. */
async function fileOf(pieces: readonly (readonly CellRow[])[], invalid: readonly CellRow[] = []): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const file = open(async (bytes) => void chunks.push(bytes));
  for (const rows of pieces) await file.add(rows);
  await file.addInvalid(columns, invalid);
  await file.finish();
  return Buffer.concat(chunks);
}

/** Rows with texts that do not repeat, so that the file grows with them. */
const manyRows = Array.from(
  { length: 6_000 },
  (_, index): CellRow => [`text ${index} ${(index * 7919) % 104_729}`, null, index, 0.5],
);

describe("a value that would be a broken cell:", () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "%d gives an empty cell",
    async (value) => {
      const workbook = await openWorkbook(await fileOf([[["a", value, value, value]]], [["b", value, value, value]]));

      const empty = { timestamp: null, integer: null, number: null };
      expect(rowsOf(sheetOf(workbook, "Sessions"))).toEqual([{ text: "a", ...empty }]);
      expect(rowsOf(sheetOf(workbook, "Invalid rows"))).toEqual([{ text: "b", ...empty }]);
    },
  );

  test("a number too large for spreadsheets gives text, and an invalid time gives an empty cell", async () => {
    const workbook = await openWorkbook(await fileOf([[["a", 9e15, -Number.MAX_VALUE, 1e308]]]));

    expect(rowsOf(sheetOf(workbook, "Sessions"))).toEqual([
      { text: "a", timestamp: null, integer: "-1.7976931348623157e+308", number: "1e+308" },
    ]);
  });
});

describe("a text of sessions.xlsx", () => {
  test("is the same whether it is shared or, beyond 1000 different texts of a column, in its cell", async () => {
    const texts = [...Array.from({ length: 1_200 }, (_, index) => `text ${index}`), "text 3", " blanks ", "a&b<c>"];
    const workbook = await openWorkbook(await fileOf([texts.map((text): CellRow => [text, null, null, null])]));

    expect(rowsOf(sheetOf(workbook, "Sessions")).map(({ text }) => text)).toEqual(texts);
  });
});

test("sessions.xlsx has the same bytes no matter how its rows are split into chunks", async () => {
  const whole = await fileOf([manyRows]);
  const cut = await fileOf([manyRows.slice(0, 1), [], manyRows.slice(1, 5_999), manyRows.slice(5_999)]);

  expect(whole.length).toBeGreaterThan(100_000);
  expect(cut.equals(whole)).toBe(true);
});

/** A sink that fails after `room` bytes. */
function fullAfter(room: number): ByteSink {
  let left = room;
  return async (bytes) => {
    left -= bytes.length;
    if (left < 0) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
}

/** Writes a file of many rows; returns nothing, the error, or "never settled". */
async function written(sink: ByteSink): Promise<unknown> {
  const file = open(sink);
  const writing = async () => {
    for (let start = 0; start < manyRows.length; start += 500) await file.add(manyRows.slice(start, start + 500));
    await file.addInvalid(columns, manyRows.slice(0, 20));
    await file.finish();
  };
  const settled = writing().catch((error: unknown) => error);
  return await Promise.race([settled, setTimeout(10_000, "never settled", { ref: false })]);
}

describe("createXlsxFile rejects if its sink fails:", () => {
  test.each([
    ["at the first byte", 0],
    ["in the middle", 20_000],
  ])("%s", async (_, room) => {
    expect(await written(fullAfter(room))).toMatchObject({ code: "ENOSPC" });
  });

  test("at the last byte", async () => {
    const { length } = await fileOf([manyRows], manyRows.slice(0, 20));

    expect(await written(fullAfter(length))).toBeUndefined();
    expect(await written(fullAfter(length - 1))).toMatchObject({ code: "ENOSPC" });
  });

  test("between two calls of add, at the latest when the file is finished", async () => {
    let isFull = false;
    const file = open(async () => {
      if (isFull) throw new Error("the disk was taken away");
    });
    await file.add([["a", null, 1, 1]]);
    isFull = true;

    const rest = async () => {
      await file.add([["b", null, 2, 2]]);
      await file.addInvalid(columns, []);
      await file.finish();
    };
    await expect(rest()).rejects.toThrow("the disk was taken away");
  });
});

test("a slow sink holds up add, so that few bytes wait in memory", async () => {
  let [taken, mostAtOnce] = [0, 0];
  const calls: (() => void)[] = [];
  const file = open(async (bytes) => {
    await new Promise<void>((resolve) => calls.push(resolve));
    taken += bytes.length;
    mostAtOnce = Math.max(mostAtOnce, bytes.length);
  });
  let added = 0;
  const adding = (async () => {
    for (const row of manyRows) {
      await file.add([row]);
      added++;
    }
  })();
  // Nothing is taken: adding stops at some row.
  await setTimeout(50);
  const stopped = added;
  await setTimeout(50);
  expect(added).toBe(stopped);
  expect(stopped).toBeLessThan(manyRows.length);

  while (added < manyRows.length) {
    calls.shift()?.();
    await setTimeout(0);
  }
  await adding;
  expect(taken).toBeGreaterThan(0);
  expect(mostAtOnce).toBeLessThan(200_000);
});
