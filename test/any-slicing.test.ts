import { fc, test } from "@fast-check/vitest";
import ExcelJS from "exceljs";
import { parquetReadObjects } from "hyparquet";
import { expect } from "vitest";
import { createdAtOf } from "../functions/daily-report/domain/session.ts";
import type { ArchiveStore, Drawings, SessionSource } from "../functions/daily-report/ports.ts";
import { runReport } from "../functions/daily-report/run-report.ts";
import { openSessionTable } from "../functions/daily-report/session-table/open-session-table.ts";
import { columnsFor } from "../functions/daily-report/session-table/table-columns.ts";
import { wordsFor } from "../functions/daily-report/texts/words.ts";
import type { ListPage } from "../functions/daily-report/twin/list-sessions.ts";
import { defaultTwinLimits, type TwinLimits } from "../functions/daily-report/twin/twin-limits.ts";
import { walkDay } from "../functions/daily-report/twin/walk-day.ts";
import { hostileRows } from "./oracle/hostile-rows.ts";
import { dailyRun, definitionOf, plainDrawings } from "./plain-story.ts";
import { botOnly, day } from "./session-rows.ts";
import { storyWorld } from "./story-world.ts";

/** Whole runs over the real walk, with the real session table and a folder as archive. */

const drawings: Drawings = {
  ...plainDrawings,
  sessionTable: async (_definition, of, settings, folder) =>
    openSessionTable({
      columns: columnsFor("keep", ""),
      words: wordsFor("en", null),
      frame: { day: of, settings },
      sheetSettings: { groupNames: {}, sessionUrl: null },
      folder,
    }),
};

/** How a server lists its rows and how the walk reads them. */
type Way = {
  /** Decides the order of rows that were created at the same time. */
  readonly order: number;
  /** Rows of a page besides those without a creation time, which are on every page. */
  readonly room: number;
  readonly unplaced: "first" | "last";
  readonly sessionsPerSlice: number;
  readonly cutAbove: number;
  readonly parallelSlices: number;
  readonly heldBytes: number;
};

const ways: fc.Arbitrary<Way> = fc.record({
  order: fc.nat(),
  room: fc.integer({ min: 2, max: 60 }),
  unplaced: fc.constantFrom("first", "last"),
  sessionsPerSlice: fc.integer({ min: 5, max: 80 }),
  cutAbove: fc.integer({ min: 150, max: 500 }),
  parallelSlices: fc.integer({ min: 1, max: 5 }),
  heldBytes: fc.constantFrom(1, 50, 1000, 1_000_000),
});

test.prop([hostileRows(day, 120), ways, ways], { numRuns: 25 })(
  "any slicing, order of equal times and page size gives the same report.json and tally.json to the byte, and the same rows",
  async (hostile, one, other) => {
    // A day without a readable session fails, however it is read.
    const rows = [...hostile, botOnly({ id: "readable" })];
    const [expected, found] = [await filesOfRun(rows, one), await filesOfRun(rows, other)];

    expect(found.report).toBe(expected.report);
    expect(found.tally).toBe(expected.tally);
    expect(found.parquet).toEqual(expected.parquet);
    expect(found.xlsx).toEqual(expected.xlsx);
  },
  120_000,
);

/** The files of a run, as far as two runs of the same rows must agree. */
type Files = { report: string; tally: string; xlsx: unknown; parquet: unknown };

async function filesOfRun(rows: readonly unknown[], way: Way): Promise<Files> {
  const world = await storyWorld();
  const run = { ...dailyRun, definition: definitionOf({ personalData: "keep" }), day, deliver: "none" } as const;
  await runReport(run, { ...world, drawings, source: sourceOf(rows, way) });
  const files = await archivedFiles(world.archive);
  return {
    report: text(files, "report.json"),
    tally: text(files, "tally.json"),
    xlsx: await sheetsOf(files.get("sessions.xlsx")),
    parquet: await parquetRows(files.get("sessions.parquet")),
  };
}

function sourceOf(rows: readonly unknown[], way: Way): SessionSource {
  const unplaced = rows.filter((row) => createdAtOf(row) === null).length;
  const pageRows = unplaced + way.room;
  const limits: TwinLimits = { ...defaultTwinLimits, ...way, pageRows };
  const list = serverOf(rows, way, pageRows);
  return {
    readDay: ({ from, to, onProgress = () => {} }) =>
      walkDay({ from, to, list, instantOf: createdAtOf, limits, onProgress }),
  };
}

/** A server that sorts by creation time, and puts rows without one at an end of every answer. */
function serverOf(rows: readonly unknown[], { order, unplaced }: Way, limit: number): ListPage {
  const ranked = rows.map((row, index) => ({ row, at: createdAtOf(row), rank: (index * 7919 + order) % 1009 }));
  const apart = ranked.filter(({ at }) => at === null);
  const placed = ranked.filter(({ at }) => at !== null).sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.rank - b.rank);
  return async ({ from, to, offset }) => {
    const asked = placed.filter(({ at }) => at !== null && at >= from && at <= to);
    const all = unplaced === "first" ? [...apart, ...asked] : [...asked, ...apart];
    const items = all.slice(offset, offset + limit).map(({ row }) => row);
    return { count: all.length, items, bytes: 100 * items.length };
  };
}

async function archivedFiles(archive: ArchiveStore): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const folder of ["reports/", "sessions/"]) {
    for (const key of await archive.list(folder)) {
      files.set(key.split("/").at(-1) ?? key, (await archive.get(key)) ?? new Uint8Array());
    }
  }
  return files;
}

function text(files: Map<string, Uint8Array>, name: string): string {
  const body = files.get(name);
  if (body === undefined) throw new Error(`the run wrote no ${name}`);
  return Buffer.from(body).toString();
}

/** The rows of every sheet. Rows without a time or an id may come in any order, so rows are sorted by their text. */
async function sheetsOf(body: Uint8Array | undefined): Promise<Record<string, string[]>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(body ?? []).buffer);
  return Object.fromEntries(
    workbook.worksheets.map((sheet) => [
      sheet.name,
      sheet
        .getSheetValues()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );
}

async function parquetRows(body: Uint8Array | undefined): Promise<unknown[]> {
  return await parquetReadObjects({ file: new Uint8Array(body ?? []).buffer });
}
