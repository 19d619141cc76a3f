import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { runOverItems } from "../../local/run-locally.ts";
import { inventSessions } from "../../local/twin-emulator/invent-sessions.ts";
import { definitionOf } from "../plain-story.ts";
import { emptyFolder } from "../story-world.ts";
import { expectNear } from "./expect-near.ts";
import { sessionFormulas } from "./session-formulas.ts";
import { askArchive } from "./write-tables.ts";

test("the archive that a run leaves answers with the figures of its report.json, from both tables", async () => {
  const day = reportDay("2026-03-02", "Europe/Moscow");
  const [folder, definition] = [await emptyFolder(), definitionOf({ groups: { "1": { firstReplySeconds: 30 } } })];
  const { paths } = await runOverItems({ definition, day, folder }, inventSessions({ ...day, seed: 4, count: 400 }));
  const report: Report = JSON.parse(await readFile(paths.files["report.json"] ?? "", "utf8"));
  const metrics = Object.entries(report.metrics);

  const days = await askArchive(folder, "SELECT metric, value, revision FROM days WHERE scope = 'day'");
  const formulas = Object.entries(sessionFormulas).map(([id, sql]) => `${sql} AS ${id}`);
  const sessions = await askArchive(folder, `SELECT ${formulas.join(", ")} FROM sessions`);

  expect(days.rows.map(([metric]) => metric)).toEqual(metrics.map(([id]) => id));
  for (const [index, [id, { value }]] of metrics.entries()) {
    expect(days.rows[index]?.slice(1)).toEqual([value, 1n]);
    const column = sessions.names.indexOf(id);
    if (column !== -1) expectNear(sessions.rows[0]?.[column], value, id);
  }
  expect(await readFile(`${folder}/tables/days/report=support/day=2026-03-02/days.parquet`)).toEqual(
    await readFile(paths.files["days.parquet"] ?? ""),
  );
});
