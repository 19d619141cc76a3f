import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dateDaysBefore } from "../../functions/daily-report/domain/report-day.ts";
import { parseReportDefinitions } from "../../functions/daily-report/report-definition.ts";
import { dueLast } from "../../local/status/due-of-day.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { answerOf } from "./read-execution.ts";
import { GROUP, sessionsOn, stageReport } from "./stage-reports.ts";

// The doctor looks at what was due last by the clock of the machine.
describe("npm run doctor over the deployed bundle", () => {
  const reports = [stageReport({ restateDays: 0 })];
  const [definition, ...others] = parseReportDefinitions(reports, "test");
  if (definition === undefined) throw new Error("there is a report");
  const { span, due: dueTimes } = dueLast(definition, [definition, ...others], Date.now());
  const due = dueTimes?.calls[0] ?? 0;
  const dayBefore = dateDaysBefore(span.day.date, 1);
  const DAY_MS = 86_400_000;
  const callAt = (time: number) => stage.service.deliver(stage.scheduled(GROUP, new Date(time).toISOString()));
  let stage: DeployedStage;
  let file: string;
  beforeAll(async () => {
    stage = await deployStage({ reports, sessions: sessionsOn([dayBefore, span.day.date]) });
    file = join(stage.bundle.folder, "definitions.json");
    await writeFile(file, JSON.stringify(reports));
    const [execution] = await callAt(due - DAY_MS);
    expect(answerOf(execution).runs).toMatchObject([{ date: dayBefore, status: "sent" }]);
  });
  afterAll(() => stage?.stop());

  const doctor = async () => {
    const { code, stdout, stderr } = await stage.command("doctor.ts", "--reports", file);
    expect(stderr).toBe("");
    expect(stdout).not.toMatch(/canary|demo@/);
    const verdicts = stdout.split("\n").filter((line) => /^(holds|FAILS|unknown) /.test(line));
    process.stdout.write(`FIGURES doctor: ${stdout.trim().split("\n").at(-1)}\n`);
    return { code, stdout, verdicts: verdicts.map((line) => line.replace(/ +/, " ").replace(/ \(.*\)$/, "")) };
  };
  const stackHolds = [
    "holds the secret of the TWIN login is filled",
    "holds the bucket is there and keeps versions",
    "holds SES may send as the sender at example.com",
  ];

  test("before the report that was due last: the stack and TWIN are right, and the report is not made", async () => {
    const { verdicts } = await doctor();

    expect(verdicts).toEqual(
      expect.arrayContaining([
        ...stackHolds,
        "holds the login is accepted and answered with a token",
        "holds from and to limit createdAt",
        "holds a token is renewed with the refresh token",
      ]),
    );
    expect(verdicts).not.toContain("holds support is on time");
  });

  test("while TWIN is away: the stack is right, and the login fails", async () => {
    stage.hooks.twin = () => ({ kind: "status", status: 503 });

    const { code, stdout, verdicts } = await doctor();

    expect(code).toBe(1);
    expect(verdicts).toEqual(
      expect.arrayContaining([...stackHolds, "FAILS the login is accepted and answered with a token"]),
    );
    expect(stdout).toContain("TWIN answered with status 503");
  });

  test("after the call of the schedule: the report that was due last is made, as status says too", async () => {
    stage.hooks.twin = () => null;
    const [execution] = await callAt(due);

    const { stdout, verdicts } = await doctor();
    const status = await stage.command("status.ts", "--reports", file);

    expect(answerOf(execution).runs).toMatchObject([{ date: span.day.date, status: "sent" }]);
    expect(verdicts).toEqual(expect.arrayContaining([...stackHolds, "holds support is on time"]));
    expect(stdout).toContain(`support is on time (${span.day.date}: done)`);
    expect(status.stdout).toContain(`support ${span.day.date}: done\n`);
  });
});
