import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revisionsOf } from "../../functions/daily-report/delivery/commit-day.ts";
import { parameters } from "../../functions/daily-report/twin/api-assumptions.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { answerOf } from "./read-execution.ts";
import { sessionsOn, stageReport } from "./stage-reports.ts";

const dates = Array.from({ length: 12 }, (_, day) => `2021-01-${String(day + 1).padStart(2, "0")}`);

/** A report is begun only if two minutes are left, so that a call makes as many days as it can in a few seconds. */
const timeoutSeconds = 123;

describe("npm run invoke over the deployed bundle", () => {
  let stage: DeployedStage;
  beforeAll(async () => {
    const reports = [stageReport({ restateDays: 0 })];
    stage = await deployStage({ reports, sessions: sessionsOn(dates), timeoutSeconds });
  });
  afterAll(() => stage?.stop());

  test("makes a range that needs several calls, reads no day twice, and mails nobody", async () => {
    const range = ["--from", "2021-01-01", "--to", "2021-01-12"];

    const { code, stderr, stdout } = await stage.command("invoke.ts", "--function", stage.functionName, ...range);
    await stage.figures("npm run invoke, 12 days");

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.trim().split("\n")).toEqual(
      dates.map((date) => expect.stringMatching(new RegExp(`^${date} support: archived, revision 1, `))),
    );
    const { executions } = stage.service;
    expect(executions.length).toBeGreaterThan(1);
    const rests = executions.map((execution) => answerOf(execution).next?.from ?? null);
    expect(rests.at(-1)).toBe(null);
    expect(rests.slice(0, -1)).toEqual([...new Set(rests.slice(0, -1))].sort());
    const read = stage.twin.requests.flatMap(({ query }) => query[parameters.from] ?? []);
    expect(read).toEqual([...new Set(read)]);
    const revisions = await Promise.all(dates.map((date) => revisionsOf(stage.archive, { report: "support", date })));
    expect(revisions).toEqual(dates.map(() => [1]));
    expect(await stage.mailed()).toEqual([]);
  });

  test("shows the function's own sentence for a wrong request, and exits with 1", async () => {
    const { code, stderr, stdout } = await stage.command(
      ...(["invoke.ts", "--function", stage.functionName, "--report", "suport"] as const),
    );

    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain('There is no report "suport"; the reports are: support.');
  });
});
