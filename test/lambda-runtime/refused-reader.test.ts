import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revisionsOf } from "../../functions/daily-report/delivery/commit-day.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import type { Execution } from "./lambda-service.ts";
import { answerOf, errorOf } from "./read-execution.ts";
import { GROUP, READERS, sessionsOn, stageReport } from "./stage-reports.ts";

const [accepted = "", refused = ""] = READERS;
const [before, date] = ["2021-01-10", "2021-01-11"];

const WATCH = `${GROUP}-watch`;

/** A try of the group for the date: at 07:30 in Moscow, or some hours later. */
const tryAt = (hours: number) => `2021-01-12T0${4 + hours}:30:00Z`;

// In order: each test finds the stage as the one before left it.
describe("SES does not accept a reader", () => {
  let stage: DeployedStage;
  /** The readers of the mails that SES was asked to send since `deliver` was called last. */
  let asked: string[] = [];
  beforeAll(async () => {
    stage = await deployStage({ reports: [stageReport({ restateDays: 0 })], sessions: sessionsOn([before, date]) });
    const [execution] = await stage.service.deliver(stage.scheduled(GROUP, "2021-01-11T04:30:00Z"));
    expect(answerOf(execution).runs).toMatchObject([{ date: before, status: "sent" }]);
    stage.hooks.aws = (call, body) => {
      if (call.is !== "mail") return null;
      const reader = new URLSearchParams(body).get("Destinations.member.1") ?? "";
      asked.push(reader);
      return reader === refused ? "refuse mail" : null;
    };
  });
  afterAll(() => stage?.stop());

  /** Sends the event of a schedule; `read`: how many requests TWIN had from it. */
  const deliver = async (schedule: string, time: string) => {
    asked = [];
    const requests = stage.twin.requests.length;
    const executions = await stage.service.deliver(stage.scheduled(schedule, time));
    return { executions, read: stage.twin.requests.length - requests };
  };
  const mailed = async () => (await stage.mailed()).slice(READERS.length);
  const isCalledBy = ({ output }: Execution) => output.includes("CallsFailed");

  test("the first try mails the others, throws once and calls once; Lambda's repetition does neither", async () => {
    const { executions } = await deliver(GROUP, tryAt(0));
    await stage.figures("refused reader: the first try");

    const [first, second, ...others] = executions;
    expect(errorOf(first).errorType).toBe("MailsFailedError");
    expect(errorOf(first).errorMessage).toContain(
      "1 of 2 recipients did not get their mail: SES did not accept the mail",
    );
    expect(answerOf(second).runs).toMatchObject([{ status: "already sent", revision: 1, mails: { refused: 1 } }]);
    expect(others).toEqual([]);
    expect(executions.map(isCalledBy)).toEqual([true, false]);
    expect(asked).toEqual([accepted, refused]);
    expect(await mailed()).toEqual([accepted]);
    expect(await stage.failures()).toEqual([]);
  });

  test.each([1, 2, 3])("%i hours later: only SES is asked for this reader, and nobody is called", async (hours) => {
    const { executions, read } = await deliver(GROUP, tryAt(hours));

    expect(executions).toHaveLength(1);
    expect(answerOf(executions[0]).runs).toMatchObject([
      { status: "already sent", revision: 1, mails: { refused: 1 } },
    ]);
    expect(executions.map(isCalledBy)).toEqual([false]);
    expect([read, asked]).toEqual([0, [refused]]);
    expect(await mailed()).toEqual([accepted]);
    expect(await stage.failures()).toEqual([]);
  });

  test("the watchdog names the report; the reader's mail of the same revision goes out when SES accepts it", async () => {
    const { executions } = await deliver(WATCH, "2021-01-12T09:30:00Z");
    const { errorMessage } = errorOf(executions[0]);
    const [, event = ""] = /To run it: (\{.*?\})\./.exec(errorMessage) ?? [];
    stage.hooks.aws = () => null;
    const made = await stage.service.invoke(JSON.parse(event));
    const quiet = await deliver(WATCH, "2021-01-12T09:30:00Z");
    await stage.figures("refused reader: the watchdog, the event it names, the watchdog");

    expect(errorMessage).toMatch(
      /^Report support of 2021-01-11 is not done: it was tried \d times \(MAILS_FAILED\)\. /,
    );
    expect(answerOf(made).runs).toMatchObject([{ date, revision: 1, mails: { refused: 0 } }]);
    expect(answerOf(made).runs[0]?.mails.sent).toHaveLength(1);
    expect(quiet.executions.map((execution) => answerOf(execution).watched)).toEqual([
      [{ report: "support", date, isDone: true }],
    ]);
    expect(await mailed()).toEqual([accepted, refused]);
    expect(await revisionsOf(stage.archive, { report: "support", date })).toEqual([1]);
    const outputs = stage.service.executions.map(({ output, payload }) => output + JSON.stringify(payload));
    expect(outputs.join()).not.toMatch(/canary|[ab]@example\.com/);
  });
});
