import { Writable } from "node:stream";
import { setImmediate, setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type CellRow, computed } from "../../functions/daily-report/session-table/column.ts";
import { createXlsxFile, type Sink } from "../../functions/daily-report/session-table/write-xlsx.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { day } from "../session-rows.ts";
import { openWorkbook, rowsOf, sheetOf } from "./table-files.ts";

const columns = (["text", "timestamp", "integer", "number"] as const).map((type) =>
  computed({ name: type, type }, () => null),
);
const words = wordsFor("en", null);
const open = (sink?: Sink) => createXlsxFile({ columns, words, day, rowLimit: 1_048_576 }, sink);

describe("a value that exceljs would write as a broken cell:", () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "%d gives an empty cell",
    async (value) => {
      const file = open();
      await file.add([["a", value, value, value]]);
      await file.addInvalid(columns, [["b", value, value, value]]);
      const workbook = await openWorkbook(await file.finish());

      const empty = { timestamp: null, integer: null, number: null };
      expect(rowsOf(sheetOf(workbook, "Sessions"))).toEqual([{ text: "a", ...empty }]);
      expect(rowsOf(sheetOf(workbook, "Invalid rows"))).toEqual([{ text: "b", ...empty }]);
    },
  );

  test("a number too large for spreadsheets gives text, and an invalid time gives an empty cell", async () => {
    const file = open();
    await file.add([["a", 9e15, -Number.MAX_VALUE, 1e308]]);
    await file.addInvalid(columns, []);

    expect(rowsOf(sheetOf(await openWorkbook(await file.finish()), "Sessions"))).toEqual([
      { text: "a", timestamp: null, integer: "-1.7976931348623157e+308", number: "1e+308" },
    ]);
  });
});

/** A sink that fails after `room` bytes, or when it is closed. */
function fullAfter(room: number): Sink {
  let left = room;
  const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      done(left < 0 ? full : null);
    },
    final(done) {
      done(full);
    },
  });
  return { sink, bytes: () => new Uint8Array() };
}

/** Writes a file of 3000 rows; returns the bytes, the error, or "never settled". */
async function written(sink: Sink): Promise<unknown> {
  const file = open(sink);
  const rows = Array.from(
    { length: 3_000 },
    (_, index): CellRow => [`text ${index} ${Math.random()}`, null, index, 0.5],
  );
  const writing = async () => {
    for (let start = 0; start < rows.length; start += 500) await file.add(rows.slice(start, start + 500));
    await file.addInvalid(columns, rows.slice(0, 20));
    return await file.finish();
  };
  const settled = writing().catch((error: unknown) => error);
  return await Promise.race([settled, setTimeout(10_000, "never settled", { ref: false })]);
}

describe("createXlsxFile rejects if its sink fails, although exceljs itself would wait forever:", () => {
  test("a sink that fails at the first byte", async () => {
    expect(await written(fullAfter(0))).toMatchObject({ code: "ENOSPC" });
  });

  test("a sink that fails in the middle", async () => {
    expect(await written(fullAfter(20_000))).toMatchObject({ code: "ENOSPC" });
  });

  test("a sink that fails when it is closed", async () => {
    expect(await written(fullAfter(Number.POSITIVE_INFINITY))).toMatchObject({ code: "ENOSPC" });
  });

  test("a sink that was destroyed before the first row", async () => {
    const sink = fullAfter(0);
    sink.sink.destroy();
    expect(await written(sink)).toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
  });

  test("a sink that is destroyed between two calls of add", async () => {
    const sink = fullAfter(Number.POSITIVE_INFINITY);
    const file = open(sink);
    await file.add([["a", null, 1, 1]]);
    sink.sink.destroy(new Error("the upload was given up"));
    await setImmediate();
    await expect(file.add([["b", null, 2, 2]])).rejects.toThrow("the upload was given up");
  });
});
