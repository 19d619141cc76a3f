import { afterAll, beforeAll, describe, test } from "vitest";
import type { Fault } from "../../local/twin-emulator/fault.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { answerOf } from "./read-execution.ts";
import { GROUP, READERS, sessionsOn, stageReport } from "./stage-reports.ts";

const down: Fault = { kind: "status", status: 503 };

/** A try of the group: at 07:30 in Moscow, or some hours later. */
const tryAt = (hours: number) => `2021-01-12T0${4 + hours}:30:00Z`;

// Minutes long, as the function's own waits are: these tests run at the same time, each in a stage of its own.
describe.concurrent("TWIN is away in the morning", () => {
  const stages: DeployedStage[] = [];
  afterAll(() => Promise.all(stages.map((stage) => stage.stop())));
  const deploy = async () => {
    const stage = await deployStage({ reports: [stageReport()], sessions: sessionsOn(["2021-01-11"]) });
    stages.push(stage);
    return stage;
  };
  let [early, late]: (DeployedStage | undefined)[] = [];
  beforeAll(async () => {
    [early, late] = [await deploy(), await deploy()];
  });
  const opened = (stage: DeployedStage | undefined): DeployedStage => {
    if (stage === undefined) throw new Error("the stage was not deployed");
    return stage;
  };

  test("at the first try and back at the second: mailed once to each reader, and nobody is called", async ({
    expect,
  }) => {
    const stage = opened(early);
    stage.hooks.twin = () => down;
    const [first, ...repeated] = await stage.service.deliver(stage.scheduled(GROUP, tryAt(0)));
    await stage.figures("tries again: the first try, TWIN away");
    stage.hooks.twin = () => null;
    const [second] = await stage.service.deliver(stage.scheduled(GROUP, tryAt(1)));
    await stage.figures("tries again: the second try, TWIN back");
    const [third] = await stage.service.deliver(stage.scheduled(GROUP, tryAt(2)));

    expect(repeated).toEqual([]);
    expect(answerOf(first)).toEqual({
      runs: [],
      left: [{ report: "support", day: "2021-01-11", code: "TWIN_UNAVAILABLE" }],
    });
    expect(first?.durationMs).toBeGreaterThan(180_000);
    expect(first?.output).not.toContain("CallsFailed");
    expect(answerOf(second).runs).toMatchObject([{ status: "sent", revision: 1 }]);
    expect(answerOf(third).runs).toMatchObject([{ status: "already sent" }]);
    expect((await stage.mailed()).sort()).toEqual(READERS);
    expect(await stage.failures()).toEqual([]);
  });

  test("for less than the waits of one try: the same try makes the report", async ({ expect }) => {
    const stage = opened(late);
    const begun = Date.now();
    stage.hooks.twin = () => (Date.now() - begun < 60_000 ? down : null);
    const [execution, ...repeated] = await stage.service.deliver(stage.scheduled(GROUP, tryAt(0)));
    await stage.figures("tries again: TWIN away for a minute");

    expect(repeated).toEqual([]);
    expect(answerOf(execution)).toMatchObject({ runs: [{ status: "sent", revision: 1 }] });
    expect(answerOf(execution).left).toBeUndefined();
    expect((await stage.mailed()).sort()).toEqual(READERS);
    expect(await stage.failures()).toEqual([]);
  });
});
