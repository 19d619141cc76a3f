import { describe, expect, test } from "vitest";
import { reportDay } from "../functions/daily-report/domain/report-day.ts";
import { type RunRequest, runReport, type World } from "../functions/daily-report/run-report.ts";
import { runOverItems } from "../local/run-locally.ts";
import { inventSessions } from "../local/twin-emulator/invent-sessions.ts";
import { asked } from "./checked-day.ts";
import { dailyRun, definitionOf } from "./plain-story.ts";
import { day, handled } from "./session-rows.ts";
import { emptyFolder, type StoryWorld, storyWorld } from "./story-world.ts";

function run(world: World, other: Partial<RunRequest> = {}) {
  return runReport({ definition: definitionOf(), day, ...dailyRun, ...other }, world);
}

const weekBefore = reportDay("2026-02-23", "Europe/Moscow");

/** A world whose archive has one session a week earlier, and whose API lists these rows. */
async function worldWithHistory(rows: readonly unknown[] = []): Promise<StoryWorld> {
  const world = await storyWorld([handled({ createdAt: "2026-02-23T12:00:00+03:00" })]);
  await run(world, { day: weekBefore, deliver: "none" });
  world.queries.length = 0;
  world.readings[0] = { declared: rows.length, rows };
  return world;
}

test("a run asks the API for the fields that only the checks read, even in a dry run", async () => {
  const world = await storyWorld();
  await run(world);
  await run(world, { dryRun: true });

  for (const { fields } of world.queries) expect(fields).toEqual(expect.arrayContaining([...asked.fields]));
});

test("a run checks the rows against the fields and filters of its query", async () => {
  const rows = [handled({ clientId: "c", companyId: 6 })];
  const masked = await run(await storyWorld(rows), { definition: definitionOf({ companyId: 5 }) });
  const dropped = await run(await storyWorld(rows), { definition: definitionOf({ personalData: "drop" }) });

  expect(masked.answer.findings).toEqual(["sessions_of_other_company"]);
  expect(dropped.answer.findings).toEqual(["fields_not_asked"]);
  expect(dropped.report.findings).toEqual([{ id: "fields_not_asked", count: 1, of: 1, fields: [] }]);
});

test("a run reports a finding if the API did not list the day in order", async () => {
  const world = await storyWorld([handled()]);
  const readDay = async (query: Parameters<World["source"]["readDay"]>[0]) => ({
    ...(await world.source.readDay(query)),
    inOrder: false,
  });

  expect((await run({ ...world, source: { readDay } })).answer.findings).toEqual(["rows_out_of_order"]);
});

describe("a day without sessions", () => {
  test.each([false, true])(
    "is reported as unusual if the same weekday had sessions before (dry run: %s)",
    async (dryRun) => {
      const { answer, report } = await run(await worldWithHistory(), { dryRun });

      expect(answer.findings).toEqual(["no_sessions_unusual"]);
      expect(report.findings).toEqual([{ id: "no_sessions_unusual", count: 1, of: 1, fields: [] }]);
    },
  );

  test("is measured like every finding, and logged", async () => {
    const world = await worldWithHistory();

    await run(world);

    expect(world.measured.at(-1)?.measures).toMatchObject({
      ...{ Findings: 1, UnexpectedlyQuiet: 1, "Finding.no_sessions_unusual": 1 },
    });
    expect(world.told.at(-1)?.facts).toMatchObject({ found: "no_sessions_unusual" });
  });

  test("has no finding if nothing is known of the weekday", async () => {
    expect((await run(await storyWorld())).answer.findings).toEqual([]);
  });

  test("gets no new revision if an earlier day is reported later", async () => {
    const world = await storyWorld();
    await run(world);
    world.readings.push({ declared: 1, rows: [handled({ createdAt: "2026-02-23T12:00:00+03:00" })] });
    await run(world, { day: weekBefore, deliver: "none" });
    world.readings.push({ declared: 0, rows: [] });

    expect((await run(world)).answer).toMatchObject({ revision: 1, status: "already sent", findings: [] });
  });
});

test.each([
  ["with sessions", [handled()], 1],
  ["with missing sessions", [handled({ createdAt: "2026-03-03T00:00:00+03:00", closedAt: null })], 2],
  [
    "with an unreadable row",
    [handled({ id: null }), handled({ createdAt: "2026-03-03T00:00:00+03:00", closedAt: null })],
    2,
  ],
])("a day %s is not reported as unusually quiet", async (_, rows, declared) => {
  const world = await worldWithHistory(rows);
  world.readings[0] = { declared, rows };

  expect((await run(world)).answer.findings).not.toContain("no_sessions_unusual");
});

test.each([0, 25, 600, 1500])("a day of %d invented sessions has no findings", async (count) => {
  const items = inventSessions({ ...day, seed: 11, count });
  const { report } = await runOverItems({ definition: definitionOf(), day, folder: await emptyFolder() }, items);

  expect(report.findings).toEqual([]);
});
