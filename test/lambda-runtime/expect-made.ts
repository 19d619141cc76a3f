import type { ExpectStatic } from "vitest";
import type { DeployedStage } from "./deployed-stage.ts";
import type { Execution } from "./lambda-service.ts";
import { answerOf, errorOf } from "./read-execution.ts";
import { GROUP } from "./stage-reports.ts";

export type Made = {
  readonly date: string;
  /** A time of the group's schedule for that date. */
  readonly scheduledTime: string;
  /** The executions of one call. */
  readonly attempts: readonly Execution[];
  /** The recipients of the mails of that date, sorted. */
  readonly mails: readonly string[];
  /** How many mails there were before. */
  readonly mailsBefore: number;
};

/**
 * Expects that the second attempt, after one that died, has made one whole revision of the report "support", mailed it, and left
 * nothing of the first attempt; and that the next call of the schedule finds it done.
 */
export async function expectMade(expect: ExpectStatic, stage: DeployedStage, made: Made): Promise<void> {
  const { date, scheduledTime, attempts, mails, mailsBefore } = made;
  expect(attempts.map(({ isError }) => isError)).toEqual([true, false]);
  const [run] = answerOf(attempts[1]).runs;
  expect(run).toMatchObject({ report: "support", date, status: "sent", revision: 1 });
  const folder = `support/${date.replaceAll("-", "/")}`;
  const keys = (await stage.deployment.keys()).filter(
    (key) => /^(reports|sessions)\//.test(key) && key.includes(folder),
  );
  expect(keys).toEqual([...Object.values(run?.keys ?? {}), `reports/${folder}/r1.json`].sort());
  expect((await stage.mailed()).slice(mailsBefore).sort()).toEqual(mails);
  expect(await stage.failures()).toEqual([]);

  const [asked, mailed] = [stage.twin.requests.length, (await stage.mailed()).length];
  const [again] = await stage.service.deliver(stage.scheduled(GROUP, scheduledTime));
  expect(answerOf(again).runs).toMatchObject([{ status: "already sent" }]);
  expect([stage.twin.requests.length, (await stage.mailed()).length]).toEqual([asked, mailed]);
}

/** Expects that the attempt ended because its process was killed, as Lambda tells it. */
export function expectKilled(expect: ExpectStatic, attempt: Execution | undefined): void {
  expect(errorOf(attempt)).toEqual({
    errorType: "Runtime.ExitError",
    errorMessage: `RequestId: ${attempt?.requestId} Error: Runtime exited with error: signal: killed`,
  });
}
