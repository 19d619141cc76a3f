import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revisionsOf } from "../../functions/daily-report/delivery/commit-day.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { parameters } from "../../functions/daily-report/twin/api-assumptions.ts";
import type { Fault } from "../../local/twin-emulator/fault.ts";
import { type CallFunction, type Mail, runBackfill } from "../cdk/run-backfill.ts";
import { askQuery } from "../local/deployed/deployed-stack.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { TooManyRequestsError } from "./lambda-service.ts";
import { answerOf, errorOf } from "./read-execution.ts";
import { sessionsOn, stageReport } from "./stage-reports.ts";

const plan = { from: "2021-01-01", to: "2021-01-30" };
const dates = Array.from({ length: 30 }, (_, day) => `2021-01-${String(day + 1).padStart(2, "0")}`);

const failing = new Map<string, Fault>([
  ["2021-01-03", { kind: "status", status: 503 }],
  ["2021-01-17", { kind: "altered", alter: () => ({ items: "none" }) }],
  ["2021-01-29", { kind: "status", status: 503 }],
]);

describe("a backfill of 30 days, of which 3 fail", () => {
  let stage: DeployedStage;
  beforeAll(async () => {
    stage = await deployStage({ reports: [stageReport({ restateDays: 0 })], sessions: sessionsOn(dates, 40) });
  });
  afterAll(() => stage?.stop());

  /** The function under the runtime client; its errors have the names that Step Functions gives them. */
  const call: CallFunction = async (event) => {
    const execution = await stage.service.invoke(event).catch((error) => {
      if (!(error instanceof TooManyRequestsError)) throw error;
      throw Object.assign(new Error(error.message), { name: `Lambda.${error.name}` });
    });
    if (!execution.isError) return answerOf(execution);
    const { errorType, errorMessage } = errorOf(execution);
    throw Object.assign(new Error(errorMessage), { name: errorType });
  };
  /** Publishes the mails to a topic, which refuses a subject that is too long or not ASCII. */
  const publish = async (mails: readonly Mail[]) => {
    const topic = await askQuery(stage.awsEndpoint, "sns", { Action: "CreateTopic", Name: "operations" });
    const [, TopicArn = ""] = /<TopicArn>(.*?)</.exec(topic) ?? [];
    for (const { Subject, Message } of mails)
      await askQuery(stage.awsEndpoint, "sns", { Action: "Publish", TopicArn, Subject, Message });
  };
  const backfill = (name: string) => runBackfill({ name, plan, archive: stage.archive, call });

  test("makes the other 27, at most 4 at the same time, and one announcement names the 3", async () => {
    const faults = new Map([...failing].map(([date, fault]) => [reportDay(date, "Europe/Moscow").from, fault]));
    stage.hooks.twin = ({ query }) => faults.get(Date.parse(query[parameters.from] ?? "")) ?? null;

    const outcome = await backfill("first");
    await stage.figures("backfill of 30 days, 3 fail");

    expect(outcome.error).toBeUndefined();
    expect(outcome.output?.summary).toMatchObject({ made: 27, before: 0, notMade: 3 });
    expect(outcome.mails.map(({ Subject }) => Subject)).toEqual([
      "Daily report, stage test: Backfill 2021-01-01 to 2021-01-30: 3 of 30 failed",
    ]);
    const named = outcome.mails[0]?.Message.split("\n").filter((line) => line.startsWith("  "));
    expect(named).toEqual([
      "  support of 2021-01-03 (TwinUnavailableError)",
      "  support of 2021-01-17 (TwinAnswerError)",
      "  support of 2021-01-29 (TwinUnavailableError)",
    ]);
    await publish(outcome.mails);
    expect([outcome.mostAtOnce, stage.service.mostAtOnce()]).toEqual([4, 4]);
    expect(stage.service.executions.map(({ output }) => output).join()).not.toContain("CallsFailed");
    expect([await stage.mailed(), await stage.failures()]).toEqual([[], []]);
  });

  test("started again when they are repaired, makes these 3 alone, though their processes are killed", async () => {
    stage.hooks.twin = () => null;
    let isOver = false;
    stage.hooks.aws = (call) => {
      if (isOver || call.is !== "put" || !call.key.endsWith("/report.xlsx")) return null;
      isOver = true;
      stage.service.kill("SIGKILL");
      return "drop";
    };

    const outcome = await backfill("second");
    await stage.figures("backfill again, repaired, with a crash");

    expect(isOver).toBe(true);
    expect(outcome.output?.summary).toMatchObject({
      made: 3,
      before: 27,
      notMade: 0,
      subject: "Backfill 2021-01-01 to 2021-01-30: all done",
    });
    const revisions = await Promise.all(dates.map((date) => revisionsOf(stage.archive, { report: "support", date })));
    expect(revisions).toEqual(dates.map(() => [1]));
    expect(await stage.mailed()).toEqual([]);
  });
});
