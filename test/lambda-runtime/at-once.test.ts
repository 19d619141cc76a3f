import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { TooManyRequestsError } from "./lambda-service.ts";
import { answerOf } from "./read-execution.ts";
import { GROUP, READERS, sessionsOn, stageReport } from "./stage-reports.ts";

const DATE = "2021-01-11";

describe("calls at the same time", () => {
  let stage: DeployedStage;
  beforeAll(async () => {
    stage = await deployStage({ reports: [stageReport({ restateDays: 0 })], sessions: sessionsOn([DATE]) });
  });
  afterAll(() => stage?.stop());

  test("an event that Lambda delivers three times makes one revision and one mail for each reader", async () => {
    const event = stage.scheduled(GROUP, "2021-01-12T04:30:00Z");

    const deliveries = await Promise.all([1, 2, 3].map(() => stage.service.deliver(event)));
    await stage.figures("one event delivered three times at once");

    expect(stage.service.mostAtOnce()).toBe(3);
    const runs = deliveries.map((attempts) => answerOf(attempts.at(-1)).runs[0]);
    expect(runs.map((run) => run?.revision)).toEqual([1, 1, 1]);
    expect((await stage.mailed()).sort()).toEqual(READERS);
    const manifests = (await stage.deployment.keys()).filter((key) => /\/r\d+\.json$/.test(key));
    expect(manifests).toEqual(["reports/support/2021/01/11/r1.json"]);
    expect(await stage.failures()).toEqual([]);
  });

  test("more calls than the template reserves are refused, and asynchronous ones wait for their turn", async () => {
    const event = stage.scheduled(GROUP, "2021-01-12T05:30:00Z");
    const refused: unknown[] = [];
    const calls = Array.from({ length: 7 }, () =>
      stage.service.invoke(event).catch((error) => void refused.push(error)),
    );
    const later = stage.service.deliver(event);
    await Promise.all(calls);
    const [execution] = await later;
    await stage.figures("seven calls at once and one later");

    expect(refused).toHaveLength(2);
    expect(refused.every((error) => error instanceof TooManyRequestsError)).toBe(true);
    expect(stage.service.mostAtOnce()).toBe(5);
    expect(answerOf(execution).runs).toMatchObject([{ status: "already sent" }]);
    expect(await stage.mailed()).toHaveLength(2);
  });
});
