import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { expectKilled, expectMade } from "./expect-made.ts";
import { answerOf } from "./read-execution.ts";
import { GROUP, READERS, sessionsOn, stageReport } from "./stage-reports.ts";
import { isWrite, stopAt } from "./stop-the-process.ts";

/** Each test has a day of its own, with several pages of sessions. */
const dates = ["2021-01-11", "2021-01-12", "2021-01-13", "2021-01-14", "2021-01-15"];

/** The last try for a date: a failure is not left to a later one. */
const lastTryFor = (date: string) => new Date(Date.parse(`${date}T07:30:00Z`) + 86_400_000).toISOString();

describe("a process that is killed in the middle of a call", () => {
  let stage: DeployedStage;
  beforeAll(async () => {
    // No day is read again for the next one.
    stage = await deployStage({ reports: [stageReport({ restateDays: 0 })], sessions: sessionsOn(dates, 1_500) });
  });
  afterAll(() => stage?.stop());

  async function callOn(date: string, title: string) {
    const mailsBefore = (await stage.mailed()).length;
    const scheduledTime = lastTryFor(date);
    await stage.service.cool();
    const attempts = await stage.service.deliver(stage.scheduled(GROUP, scheduledTime));
    await stage.figures(title);
    expectKilled(expect, attempts[0]);
    return { date, scheduledTime, attempts, mailsBefore };
  }

  test("while it reads: the next attempt makes and mails the report", async () => {
    let pages = 0;
    stage.hooks.twin = ({ route }) => {
      if (route !== "sessions") return null;
      pages += 1;
      if (pages !== 2) return null;
      stage.service.kill("SIGKILL");
      return { kind: "silent" };
    };

    const called = await callOn("2021-01-11", "crash while it reads");

    expect(called.attempts[1]?.initMs).toBeGreaterThan(0);
    await expectMade(expect, stage, { ...called, mails: READERS });
  });

  test.each([
    ["2021-01-12", "the first file", "reports/", "/report.xlsx"],
    ["2021-01-13", "the manifest, which commits the others", "reports/", "/r1.json"],
    ["2021-01-14", "a table, after the commit", "tables/", "/days.parquet"],
  ])("on %s, before it writes %s: the next attempt makes one whole revision", async (date, what, start, end) => {
    stopAt(stage, "SIGKILL", (call) => isWrite(call, end, start));

    const called = await callOn(date, `crash before it writes ${what}`);

    await expectMade(expect, stage, { ...called, mails: READERS });
  });

  test("before it writes that the day is done: the next attempt mails nobody again", async () => {
    stopAt(stage, "SIGKILL", (call) => isWrite(call, "/done.json", "ledger/"));

    const { attempts, mailsBefore } = await callOn("2021-01-15", "crash before it writes that the day is done");

    expect(attempts).toHaveLength(2);
    expect(answerOf(attempts[1]).runs).toMatchObject([{ status: "already sent", revision: 1, mails: { sent: [] } }]);
    expect((await stage.mailed()).slice(mailsBefore).sort()).toEqual(READERS);
    expect(await stage.deployment.keys()).toContain("ledger/support/2021-01-15/done.json");
  });
});
