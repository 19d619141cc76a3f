import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { answerOf } from "./read-execution.ts";
import { sessionsOn, stageReport } from "./stage-reports.ts";

const dates = Array.from({ length: 60 }, (_, day) => new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10));

describe("a process that stays warm over many calls, as in a long backfill", () => {
  let stage: DeployedStage;
  beforeAll(async () => {
    stage = await deployStage({ reports: [stageReport({ restateDays: 0 })], sessions: sessionsOn(dates, 40) });
  });
  afterAll(() => stage?.stop());

  test("needs no more memory after 60 reports than after 40, and less than half of what it has", async () => {
    const memory: number[] = [];
    for (const date of dates) {
      const execution = await stage.service.invoke({ report: "support", date });
      expect(answerOf(execution).runs).toMatchObject([{ date, status: "archived", revision: 1 }]);
      memory.push(execution.memoryMb ?? 0);
    }
    const [first = 0, after40 = 0, after60 = 0] = [memory[0], memory[39], memory[59]];
    process.stdout.write(
      `FIGURES 60 reports in one process: ${first} MB, ${after40} MB after 40, ${after60} MB at last\n`,
    );

    expect(stage.service.executions.filter(({ initMs }) => initMs !== null)).toHaveLength(1);
    // Until then it grows, because nothing makes the engine collect garbage sooner.
    expect(after60).toBeLessThan(1.1 * after40);
    expect(after60).toBeLessThan(stage.memoryMb / 2);
  });
});
