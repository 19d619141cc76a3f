import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { answerOf } from "./read-execution.ts";
import { GROUP, READERS, sessionsOn, stageReport } from "./stage-reports.ts";

const DATE = "2021-01-11";

describe("a scheduled call of a group", () => {
  let stage: DeployedStage;
  beforeAll(async () => {
    const reports = [stageReport(), stageReport({ id: "sales", recipients: ["c@example.com"] })];
    stage = await deployStage({ reports, sessions: sessionsOn([DATE]) });
  });
  afterAll(() => stage?.stop());

  test("archives and mails each report of the group, once to each reader, after a cold start", async () => {
    const event = stage.scheduled(GROUP, "2021-01-12T04:30:00Z");

    const [execution, ...others] = await stage.service.deliver(event);
    await stage.figures("scheduled, cold start");

    expect(event).toEqual({ schedule: GROUP, scheduledTime: "2021-01-12T04:30:00Z", attempt: "1" });
    expect(others).toEqual([]);
    const { runs } = answerOf(execution);
    expect(runs).toMatchObject([
      { report: "support", date: DATE, status: "sent", revision: 1 },
      { report: "sales", date: DATE, status: "sent", revision: 1 },
    ]);
    const keys = await stage.deployment.keys();
    for (const run of runs) expect(keys).toEqual(expect.arrayContaining(Object.values(run.keys)));
    // Both reports are made of one reading.
    expect(stage.twin.requests.map(({ route }) => route)).toEqual(["login", "sessions"]);
    expect((await stage.mailed()).sort()).toEqual([...READERS, "c@example.com"]);
    const mail = await PostalMime.parse((await stage.deployment.mails())[0]?.raw_data ?? "");
    expect(mail.attachments.map(({ filename }) => filename?.replace(/^.*\./, ""))).toEqual(["xlsx", "xlsx"]);
    expect(execution?.output).not.toMatch(/canary|Bearer|k{64}/);
    expect(execution?.initMs).toBeGreaterThan(0);
    expect(execution?.memoryMb).toBeLessThan(stage.memoryMb);
    expect(await stage.failures()).toEqual([]);
  });

  test("finds each report done by one read when it is called again, and asks TWIN nothing", async () => {
    const [before, twinBefore] = [stage.awsRequests.length, stage.twin.requests.length];

    const [execution] = await stage.service.deliver(stage.scheduled(GROUP, "2021-01-12T05:30:00Z"));
    await stage.figures("scheduled again, warm");

    expect(execution?.initMs).toBe(null);
    expect(answerOf(execution).runs).toMatchObject([
      { report: "support", status: "already sent" },
      { report: "sales", status: "already sent" },
    ]);
    expect(stage.awsRequests.slice(before).sort()).toEqual(
      ["sales", "support"].map((id) => `GET /${stage.deployment.bucket}/ledger/${id}/${DATE}/done.json`),
    );
    expect(stage.twin.requests.length).toBe(twinBefore);
    expect(await stage.mailed()).toHaveLength(3);
  });
});
