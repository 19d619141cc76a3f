import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type DeployedStage, deployStage, type StageSettings } from "./deployed-stage.ts";
import { expectKilled, expectMade } from "./expect-made.ts";
import { answerOf, errorOf } from "./read-execution.ts";
import { GROUP, READERS, sessionsOn, stageReport } from "./stage-reports.ts";
import { isWrite, stopAt } from "./stop-the-process.ts";

const date = "2021-01-11";

/** The last try: a failure is not left to a later one. */
const scheduledTime = "2021-01-12T07:30:00Z";

/** The waits of Lambda itself: the claim of a mail ends in them. */
const retryWaits: StageSettings["retryWaits"] = [60_000, 120_000];

// At the same time, because they wait for a minute or more; each in a stage of its own.
describe.concurrent("a call that is ended", () => {
  const stages: DeployedStage[] = [];
  const deploy = async (settings: Partial<StageSettings>) => {
    const reports = [stageReport({ restateDays: 0 })];
    const stage = await deployStage({ reports, sessions: sessionsOn([date]), ...settings });
    stages.push(stage);
    return stage;
  };
  let unsent: DeployedStage;
  let unnoted: DeployedStage;
  let frozen: DeployedStage;
  let silent: DeployedStage;
  beforeAll(async () => {
    // One after the other: the start of four needs both cores for a while, which the calls then have for themselves.
    unsent = await deploy({ retryWaits });
    unnoted = await deploy({ retryWaits });
    frozen = await deploy({ timeoutSeconds: 75 });
    silent = await deploy({ timeoutSeconds: 75 });
  });
  afterAll(() => Promise.all(stages.map((stage) => stage.stop())));

  async function called(stage: DeployedStage, title: string) {
    const attempts = await stage.service.deliver(stage.scheduled(GROUP, scheduledTime));
    await stage.figures(title);
    return { date, scheduledTime, attempts, mailsBefore: 0 };
  }

  test("before the mail service has a mail: the next attempt sends it, as a possible repeat", async ({ expect }) => {
    stopAt(unsent, "SIGKILL", ({ is }) => is === "mail");

    const call = await called(unsent, "crash before a mail is sent");

    expectKilled(expect, call.attempts[0]);
    const { sent } = answerOf(call.attempts[1]).runs[0]?.mails ?? { sent: [] };
    expect(sent.map(({ possibleRepeat }) => possibleRepeat)).toEqual([true, undefined]);
    await expectMade(expect, unsent, { ...call, mails: READERS });
  });

  test("after the mail service has a mail, before it is noted: only that reader gets it again, with a note", async ({
    expect,
  }) => {
    stopAt(unnoted, "SIGKILL", (call) => isWrite(call, "/sent.json"));

    const call = await called(unnoted, "crash before a sent mail is noted");

    expectKilled(expect, call.attempts[0]);
    await expectMade(expect, unnoted, { ...call, mails: ["a@example.com", ...READERS] });
    const mails = await unnoted.deployment.mails();
    const texts = await Promise.all(mails.map(async ({ raw_data }) => (await PostalMime.parse(raw_data)).text));
    const isTold = texts.map((text) => text?.includes("You may already have this mail"));
    expect(isTold).toEqual([false, true, false]);
  });

  test("at its deadline, because its process is frozen: the next attempt makes the report", async ({ expect }) => {
    stopAt(frozen, "SIGSTOP", (call) => isWrite(call, "/report.xlsx"));

    const call = await called(frozen, "a call beyond its deadline");

    expect(errorOf(call.attempts[0])).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${call.attempts[0]?.requestId} Error: Task timed out after 75.00 seconds`,
    });
    await expectMade(expect, frozen, { ...call, mails: READERS });
  });

  test("by itself before its deadline, by name, because TWIN is silent: the next attempt makes the report", async ({
    expect,
  }) => {
    let isSilent = true;
    silent.hooks.twin = ({ route }) => (isSilent && route === "sessions" ? { kind: "silent" } : null);
    silent.hooks.aws = (call) => {
      // The mark of the failed try, after the one that the try begins.
      if (isWrite(call, "/tries.json") && silent.twin.requests.length > 1) isSilent = false;
      return null;
    };

    const call = await called(silent, "a silent TWIN");

    expect(errorOf(call.attempts[0]).errorType).toBe("OutOfTimeError");
    expect(call.attempts[0]?.durationMs).toBeLessThan(75_000);
    await expectMade(expect, silent, { ...call, mails: READERS });
  });
});
