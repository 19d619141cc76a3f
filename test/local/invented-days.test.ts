import { expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { fileNames, manifestKey, tableKey } from "../../functions/daily-report/delivery/archive-layout.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import {
  noteInventedReport,
  readInventedDays,
  removeInvented,
  removeInventedDays,
  writeInventedDays,
} from "../../local/invented-days.ts";
import { emptyFolder } from "../story-world.ts";

const report = "support";
const [reported, replaced, week] = ["2026-03-01", "2026-03-02", "2026-02-28"];

function keysOf(date: string): string[] {
  return [fileNames.dayTable, fileNames.sessionRows, fileNames.tally].map((name) =>
    String(tableKey({ report, date }, name)),
  );
}

/** An invented week of one day, an invented day that has a report, and one of which revision 2 is real. */
async function inventedArchive(): Promise<ArchiveStore> {
  const archive = createFolderArchiveStore(await emptyFolder());
  for (const [date, revisions] of [
    [reported, [1]],
    [replaced, [1, 2]],
    [week, []],
  ] as const) {
    for (const key of keysOf(date)) await archive.put(key, Buffer.from(date));
    for (const revision of revisions) {
      const manifest = JSON.stringify({ schema: "daily-report-manifest/1", revision, files: [] });
      await archive.put(manifestKey({ report, date }, revision), Buffer.from(manifest));
    }
  }
  await writeInventedDays(archive, report, { madeFrom: "seed", dates: [week], reported: [] });
  await noteInventedReport(archive, report, { date: replaced, revision: 1 });
  await noteInventedReport(archive, report, { date: reported, revision: 1 });
  return archive;
}

const manifestsOf = [
  [reported, 1],
  [replaced, 1],
  [replaced, 2],
].map(([date, revision]) => manifestKey({ report, date: String(date) }, Number(revision)));

test("an invented report is noted once for each date, with its newest revision", async () => {
  const archive = await inventedArchive();

  await noteInventedReport(archive, report, { date: reported, revision: 3 });

  expect(await readInventedDays(archive, report)).toEqual({
    madeFrom: "seed",
    dates: [week],
    reported: [
      { date: replaced, revision: 1 },
      { date: reported, revision: 3 },
    ],
  });
});

test("a list of an older version, without reports, is read", async () => {
  const archive = await inventedArchive();
  const older = JSON.stringify({ schema: "invented-days/1", madeFrom: "seed", dates: [week] });
  await archive.put(`invented/${report}.json`, Buffer.from(older), "application/json");

  expect(await readInventedDays(archive, report)).toEqual({ madeFrom: "seed", dates: [week], reported: [] });
});

test("before a report on real sessions the tables of invented days are removed, unless a later revision is real", async () => {
  const archive = await inventedArchive();

  await removeInvented(archive, report);

  const sessionsOfWeek = keysOf(week)[1];
  expect(await archive.list("")).toEqual([...manifestsOf, ...keysOf(replaced), sessionsOfWeek].sort());
});

test("other weeks may be invented without losing the days that have a report", async () => {
  const archive = await inventedArchive();

  await removeInventedDays(archive, report);

  expect(await archive.list("tables/")).toEqual(expect.arrayContaining([...keysOf(reported), ...keysOf(replaced)]));
  expect(await readInventedDays(archive, report)).toMatchObject({ madeFrom: "", dates: [], reported: [{}, {}] });
});
