import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  type ScheduleState,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { namesOf } from "../../cdk/stack-names.ts";
import { clientOptions } from "../archive/moto-server.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { answerOf } from "./read-execution.ts";
import { GROUP, sessionsOn, stageReport } from "./stage-reports.ts";

/** The report of 2021-01-11 is due at 07:30 in Moscow, and its last try is at 10:30. */
const [betweenTries, afterTheLast] = ["2021-01-12T05:00:00Z", "2021-01-12T08:00:00Z"];
const [before, date] = ["2021-01-10", "2021-01-11"];
const [tries, watchdog] = [GROUP, `${GROUP}-watch`];

describe("npm run doctor over the deployed bundle", () => {
  const reports = [stageReport({ restateDays: 0 })];
  let stage: DeployedStage;
  let file: string;
  let scheduler: SchedulerClient;
  beforeAll(async () => {
    stage = await deployStage({ reports, sessions: sessionsOn([before, date]) });
    scheduler = new SchedulerClient(clientOptions(stage.awsEndpoint));
    file = join(stage.bundle.folder, "definitions.json");
    await writeFile(file, JSON.stringify(reports));
    const [execution] = await callAt("2021-01-11T04:30:00Z");
    expect(answerOf(execution).runs).toMatchObject([{ date: before, status: "sent" }]);
  });
  afterAll(async () => {
    scheduler?.destroy();
    await stage?.stop();
  });

  const callAt = (time: string) => stage.service.deliver(stage.scheduled(GROUP, time));
  const doctor = async (time = afterTheLast) => {
    const { code, stdout, stderr } = await stage.commandAt(time, "doctor.ts", "--reports", file);
    expect(stderr).toBe("");
    expect(stdout).not.toMatch(/canary|demo@/);
    const verdicts = stdout.split("\n").filter((line) => /^(holds|FAILS|unknown|note) /.test(line));
    process.stdout.write(`FIGURES doctor: ${stdout.trim().split("\n").at(-1)}\n`);
    return { code, stdout, verdicts: verdicts.map((line) => line.replace(/ +/, " ").replace(/ \(.*\)$/, "")) };
  };
  /** Switches schedules of the stage on or off, as operations do in EventBridge Scheduler. */
  const switchTo = async (State: ScheduleState, ...names: string[]) => {
    for (const Name of names) {
      const GroupName = namesOf("prod").prefix;
      const { ScheduleExpression, FlexibleTimeWindow, Target } = await scheduler.send(
        new GetScheduleCommand({ GroupName, Name }),
      );
      await scheduler.send(
        new UpdateScheduleCommand({ GroupName, Name, State, ScheduleExpression, FlexibleTimeWindow, Target }),
      );
    }
  };
  /** The schedules of the template that call for reports which this stage does not have. */
  const namesOfOthers = async () => {
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName: namesOf("prod").prefix }));
    return Schedules.flatMap(({ Name = "" }) => (Name === tries || Name === watchdog ? [] : [Name]));
  };
  const schedulesHold = `holds the schedule ${GROUP} calls the function, for support`;
  const stackHolds = [
    "holds the secret of the TWIN login is filled",
    "holds the bucket is there and keeps versions",
    "holds SES may send as the sender at example.com",
    "holds calls of the function may run",
    schedulesHold,
  ];

  test("between the tries: the stack and TWIN are right, and the report is tried again", async () => {
    const { stdout, verdicts } = await doctor(betweenTries);

    expect(verdicts).toEqual(
      expect.arrayContaining([
        ...stackHolds,
        "holds support is on time",
        "holds the login is accepted and answered with a token",
        "holds from and to limit createdAt",
        "holds a token is renewed with the refresh token",
      ]),
    );
    expect(stdout).toContain(`support is on time (${date}: tried again)`);
    expect(stdout).toContain(`${GROUP} calls the function, for support (${tries}, ${watchdog})`);
  });

  test("after the last try, for which no schedule called: the report is missing", async () => {
    const { code, stdout, verdicts } = await doctor();

    expect(code).toBe(1);
    expect(verdicts).toEqual(expect.arrayContaining([...stackHolds, "FAILS support is on time"]));
    expect(stdout).toContain(`${date}: missing; its schedule did not call`);
  });

  test("while TWIN is away: the stack is right, and the login fails", async () => {
    stage.hooks.twin = () => ({ kind: "status", status: 503 });

    const { code, stdout, verdicts } = await doctor();

    expect(code).toBe(1);
    expect(verdicts).toEqual(
      expect.arrayContaining([...stackHolds, "FAILS the login is accepted and answered with a token"]),
    );
    expect(stdout).toContain("TWIN answered with status 503 (the last of 2 attempts); try again once TWIN answers.\n");
  });

  test("after the call of the schedule: the report that was due last is made, as status says too", async () => {
    stage.hooks.twin = () => null;
    const [execution] = await callAt("2021-01-12T07:30:00Z");

    const { stdout, verdicts } = await doctor();
    const status = await stage.commandAt(afterTheLast, "status.ts", "--reports", file);

    expect(answerOf(execution).runs).toMatchObject([{ date, status: "sent" }]);
    expect(verdicts).toEqual(expect.arrayContaining([...stackHolds, "holds support is on time"]));
    expect(stdout).toContain(`support is on time (${date}: done)`);
    expect(status.stdout).toContain(`support ${date}: done\n`);
  });

  test("with the watchdog switched off: names it", async () => {
    await switchTo("DISABLED", watchdog);

    const { code, stdout, verdicts } = await doctor();

    expect(code).toBe(1);
    expect(verdicts).toContain(`FAILS the schedule ${GROUP} calls the function, for support`);
    expect(stdout).toContain(`         ${watchdog}: off\n`);
  });

  test("with all schedules off: a note, because operations have stopped the stage; on again, they hold", async () => {
    const others = await namesOfOthers();
    await switchTo("DISABLED", tries, ...others);
    const { stdout, verdicts } = await doctor();
    await switchTo("ENABLED", tries, watchdog, ...others);
    const again = await doctor();

    expect(verdicts).toEqual(expect.arrayContaining([schedulesHold, "note the schedules are on"]));
    expect(stdout).toContain("all are off: no report is made or mailed by itself");
    expect(again.verdicts).toContain(schedulesHold);
    expect(again.verdicts).not.toContain("note the schedules are on");
  });
});
