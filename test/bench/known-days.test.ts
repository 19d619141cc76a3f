import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { daysOfArchive, daysOfSessions } from "../../bench/known-days.ts";
import { judgedDays, rulesTable } from "../../bench/rules-table.ts";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { archiveTally, sessionsOf } from "../history/archived-days.ts";
import { handled, lost } from "../session-rows.ts";
import { emptyFolder } from "../story-world.ts";

test("counts the sessions of a file by the local dates of the zone", async () => {
  const path = join(await emptyFolder(), "sessions.ndjson");
  const rows = [
    handled({ createdAt: "2026-03-02T23:30:00Z", closedAt: null }),
    lost({ createdAt: "2026-03-02T12:00:00Z", closedAt: null }),
    handled({ createdAt: "2026-03-02T12:00:00Z", closedAt: null }),
    handled({ createdAt: "2 March" }),
  ];
  await writeFile(path, rows.map((row) => JSON.stringify(row)).join("\n"));

  const days = await daysOfSessions(path, "Europe/Moscow");

  expect([...days].map(([date, { sessions, lost_rate }]) => [date, sessions.value, lost_rate.value])).toEqual([
    ["2026-03-03", 1, 0],
    ["2026-03-02", 2, 50],
  ]);
});

test("reads the days of an archive that can be compared with the newest day", async () => {
  const folder = await emptyFolder();
  const world = { archive: createFolderArchiveStore(folder) };
  await archiveTally(world, "2026-03-02", sessionsOf("2026-03-02", 3));
  await archiveTally(world, "2026-03-03", sessionsOf("2026-03-03", 4), { zone: "Europe/Berlin" });
  await archiveTally(world, "2026-03-04", sessionsOf("2026-03-04", 5));

  const days = await daysOfArchive(folder, "support");

  expect([...days].map(([date, { sessions }]) => [date, sessions.value])).toEqual([
    ["2026-03-02", 3],
    ["2026-03-04", 5],
  ]);
  await expect(daysOfArchive(folder, "sales")).rejects.toMatchObject({
    message: `There is no day of the report sales in ${folder}; name a report that has some.`,
  });
});

test("prints the share of days that each rule flags, with the days that it judges", async () => {
  const path = join(await emptyFolder(), "sessions.ndjson");
  const rows = Array.from({ length: 63 }, (_, index) => {
    const date = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
    // 10 sessions a day and 12, to and fro; 100 on the last day.
    return sessionsOf(date, index === 62 ? 100 : 10 + 2 * (index % 2));
  });
  await writeFile(
    path,
    rows
      .flat()
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );

  const printed = rulesTable(judgedDays(await daysOfSessions(path, "Europe/Moscow")), 1);

  // The rule in force needs 6 same weekdays: 21 of 63 days have them, and one of these is unusual.
  expect(printed).toContain("| `sessions` | 4.8 % of 21 [0.8, 22.7] | 4.8 % of 21 [0.8, 22.7] | ");
  // A rate that is 0 on all days has no row.
  expect(printed).not.toContain("`lost_rate`");
});
