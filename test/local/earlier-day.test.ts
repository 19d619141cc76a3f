import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { earlierDay } from "../../local/earlier-day.ts";
import { runOverItems } from "../../local/run-locally.ts";
import { inventSessions } from "../../local/twin-emulator/invent-sessions.ts";
import { definitionOf } from "../plain-story.ts";
import { emptyFolder } from "../story-world.ts";

/** The content of the file at a path that a run returned. */
async function read(path: string | undefined): Promise<string> {
  return readFile(path ?? "", "utf8");
}

test.each([
  ["without filters", {}, "2026-03-02"],
  ["on a day on which clocks change", { zone: "Europe/Berlin" }, "2026-10-25"],
  ["of one bot", { botId: "b0700000-0000-4000-8000-000000000002" }, "2026-03-02"],
  ["of another company", { companyId: 77 }, "2026-03-02"],
  ["with targets of groups", { groups: { 2: { firstReplySeconds: 20, name: "Support" } } }, "2026-03-02"],
])("an invented earlier day %s is, to the byte, what a run over the emulator archives", async (_, fields, date) => {
  const definition = definitionOf(fields);
  const invented = { day: reportDay(date, definition.zone), seed: 5, count: 450 };
  const run = { definition, day: invented.day, folder: await emptyFolder() };

  const { report, paths } = await runOverItems(run, inventSessions({ ...invented.day, ...invented }));
  const earlier = earlierDay(invented, definition);

  expect(earlier.tally).toBe(await read(paths.files["tally.json"]));
  expect({ ...earlier.report, fetchedAt: report.fetchedAt, history: report.history }).toEqual(report);
});
