import { describe, expect, test } from "vitest";
import { dateDaysBefore } from "../functions/daily-report/domain/report-day.ts";
import { type RunRequest, runReport } from "../functions/daily-report/run-report.ts";
import { archiveTally, sessionsOf } from "./history/archived-days.ts";
import { dailyRun, definitionOf } from "./plain-story.ts";
import { day, handled, settings } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

const back = (days: number) => dateDaysBefore(day.date, days);

function run(world: StoryWorld, other: Partial<RunRequest> = {}) {
  return runReport({ definition: definitionOf({ restateDays: 0 }), day, ...dailyRun, ...other }, world);
}

/** A world whose API lists so many sessions, and whose archive has ten days: eight Mondays, and the two days before the day. */
async function worldOfTenDays(sessions: number): Promise<StoryWorld> {
  const world = await storyWorld(Array.from({ length: sessions }, () => handled()));
  const days = [56, 49, 42, 35, 28, 21, 14, 7, 2, 1];
  for (const [index, before] of days.entries()) {
    await archiveTally(world, back(before), sessionsOf(back(before), 20 + (index % 3)));
  }
  return world;
}

async function reportFileOf(world: StoryWorld): Promise<unknown> {
  const body = await world.archive.get("reports/support/2026/03/02/run-1-r1/report.json");
  return JSON.parse(Buffer.from(body ?? []).toString());
}

describe("a run over an archive of ten days", () => {
  test("writes into report.json whether the day is usual", async () => {
    const world = await worldOfTenDays(60);
    const { report } = await run(world);

    expect(report.history?.usual.sessions).toMatchObject({ verdict: "unusually_high", known: 8, of: 8 });
    expect(report.history?.usual.nps).toMatchObject({ verdict: null, known: 0 });
    expect(report.history?.before).toMatchObject({ from: back(28), to: back(1), known: 6, of: 28, leftOut: [] });
    expect(report.history?.trend.map(({ date }) => date)).toEqual([56, 49, 42, 35, 28, 21, 14, 7, 2, 1].map(back));
    expect(await reportFileOf(world)).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test("finds a usual day usual, also in a dry run, which writes nothing", async () => {
    const world = await worldOfTenDays(21);
    const { report } = await run(world, { dryRun: true });

    expect(report.history?.usual.sessions.verdict).toBe("usual");
    expect(await world.archive.list("reports/")).toEqual([]);
  });

  test("does not call a day unusual for its few sessions if others are missing", async () => {
    const world = await worldOfTenDays(2);
    world.readings[0] = { declared: 21, rows: world.readings[0]?.rows ?? [] };
    const { report } = await run(world);

    expect(report.reconciliation.short).toBe(19);
    expect(report.history?.usual.sessions).toMatchObject({ verdict: null, known: 8 });
  });

  test("leaves out holidays of the definition, and days that were made under other targets", async () => {
    const world = await worldOfTenDays(21);
    await archiveTally(world, back(1), sessionsOf(back(1), 5), { settings: { ...settings, firstReplySeconds: 5 } });
    const { report } = await run(world, { definition: definitionOf({ holidays: [back(14), back(21), day.date] }) });

    expect(report.history).toMatchObject({ holiday: true, usual: { sessions: { known: 6 }, sl1: { known: 6 } } });
    expect(report.history?.before).toMatchObject({ known: 4, fewer: { sl1: 3, sl1_answered: 3 } });
    expect(report.history?.before.leftOut).toEqual([
      { date: back(21), reason: "holiday", metrics: null },
      { date: back(14), reason: "holiday", metrics: null },
      { date: back(1), reason: "settings", metrics: ["sl1", "sl1_answered"] },
    ]);
  });

  test("says how many days are known if they are too few", async () => {
    const { report } = await run(await storyWorld([handled()]));

    expect(report.history?.usual.sessions).toEqual({
      ...{ verdict: null, mean: null, low: null, high: null, known: 0, of: 8 },
    });
    expect(report.history?.before.known).toBe(0);
  });
});

test("a day gets no new revision because its earlier days or its holidays have changed", async () => {
  const world = await worldOfTenDays(21);
  await run(world);
  await archiveTally(world, back(7), sessionsOf(back(7), 90));

  const { answer } = await run(world, { definition: definitionOf({ restateDays: 0, holidays: [back(2)] }) });

  expect(answer).toMatchObject({ revision: 1 });
});
