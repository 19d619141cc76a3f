import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LambdaClient, PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, CreateScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SESClient, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { describe, expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../local/twin-emulator/start-emulator.ts";
import { clientOptions } from "../archive/moto-server.ts";
import { hasProgram } from "../programs.ts";
import { emptyFolder } from "../story-world.ts";
import { type DeployedStack, startDeployedStack } from "./deployed/deployed-stack.ts";
import { withoutAws } from "./invoke-command.ts";
import { runCommand } from "./run-command.ts";

describe("npm run doctor with a TWIN login alone", () => {
  test("prints one line for each check, and exits with 1 if one does not hold", async () => {
    const emulator = await startEmulator({ sessions: [], email: "reader@example.com", password: "right" });
    onTestFinished(() => emulator.close());
    const doctor = (TWIN_PASSWORD: string) => {
      const twin = { TWIN_EMAIL: "reader@example.com", TWIN_PASSWORD };
      const urls = { TWIN_AUTH_URL: emulator.authUrl, TWIN_CHAT_URL: emulator.chatUrl };
      return runCommand("doctor.ts", [], { env: { ...withoutAws, ...twin, ...urls } });
    };

    const [right, wrong] = [await doctor("right"), await doctor("wrong")];

    expect([right.code, right.stderr]).toEqual([0, ""]);
    expect(right.stdout).toMatch(/^holds {4}the login is accepted .*\n.*\n\n5 hold, 0 fail, 1 unknown\.\n$/s);
    expect([wrong.code, wrong.stderr]).toEqual([1, ""]);
    expect(wrong.stdout).toContain("FAILS    the login is accepted and answered with a token\n");
    expect(wrong.stdout).toContain("0 hold, 1 fail, 0 unknown.");
  });
});

/** Makes the schedules of a stack that is stopped in both ways. */
async function stopSchedules({ endpoint, functionName }: DeployedStack): Promise<void> {
  const scheduler = new SchedulerClient(clientOptions(endpoint));
  const GroupName = "daily-report-prod";
  await scheduler.send(new CreateScheduleGroupCommand({ Name: GroupName }));
  const Target = {
    Arn: `arn:aws:lambda:eu-central-1:123456789012:function:${functionName}`,
    RoleArn: "arn:aws:iam::123456789012:role/role",
  };
  const common = { GroupName, Target, ScheduleExpression: "cron(30 7 ? * * *)", State: "DISABLED" } as const;
  for (const Name of ["daily-0730-europe-moscow", "daily-0730-europe-moscow-watch"]) {
    await scheduler.send(new CreateScheduleCommand({ ...common, Name, FlexibleTimeWindow: { Mode: "OFF" } }));
  }
  scheduler.destroy();
  const lambda = new LambdaClient(clientOptions(endpoint));
  const stop = { FunctionName: functionName, ReservedConcurrentExecutions: 0 };
  await lambda.send(new PutFunctionConcurrencyCommand(stop));
  lambda.destroy();
}

describe.skipIf(!hasProgram("moto_server", "npm run doctor over AWS"))("npm run doctor over AWS", () => {
  test("checks the stack, then TWIN with the login of its secret", async () => {
    const emulator = await startEmulator({ sessions: [], email: "reader@example.com", password: "right" });
    onTestFinished(() => emulator.close());
    const urls = { TWIN_AUTH_URL: emulator.authUrl, TWIN_CHAT_URL: emulator.chatUrl };
    const stack = await startDeployedStack("prod", urls);
    onTestFinished(() => stack.stop());
    const reports = join(await emptyFolder(), "reports.json");
    const definition = { id: "support", zone: "Europe/Moscow", sender: "Reports <reports@example.com>" };
    const definitions = [{ ...definition, recipients: ["canary@example.com", "reports@example.com"] }];
    await writeFile(reports, JSON.stringify(definitions));
    const doctor = () => runCommand("doctor.ts", ["--reports", reports], { env: stack.env });

    const bare = await doctor();
    expect([bare.code, bare.stderr]).toEqual([1, ""]);
    expect(bare.stdout).toContain("FAILS    the secret of the TWIN login is filled\n         it has no value\n");
    expect(bare.stdout).toContain("FAILS    the bucket is there and keeps versions\n");
    expect(bare.stdout).toContain("FAILS    SES may send as the sender at example.com\n");
    expect(bare.stdout).toContain("unknown  SES is out of its sandbox\n");
    expect(bare.stdout).toMatch(
      /holds {4}support is on time \(\d{4}-\d\d-\d\d: (new; first due at|tried again|not due yet)/,
    );
    expect(bare.stdout).not.toContain("the login is accepted");
    expect(bare.stdout).toContain("holds    calls of the function may run (as many as the account allows)\n");
    expect(bare.stdout).toContain(
      "FAILS    the schedule daily-0730-europe-moscow calls the function, for support\n         there is no daily-0730-europe-moscow, ",
    );

    await stack.storeSecret("twin-login", JSON.stringify({ email: "reader@example.com", password: "right" }));
    const ses = new SESClient(clientOptions(stack.endpoint));
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: "reports@example.com" }));
    ses.destroy();
    await stopSchedules(stack);
    await writeFile(reports, JSON.stringify({ context: { reports: definitions, sandbox: true } }));
    const filled = await doctor();
    expect(filled.stdout).toContain(
      "holds    the schedule daily-0730-europe-moscow calls the function, for support (daily-0730-europe-moscow, daily-0730-europe-moscow-watch)\n",
    );
    expect(filled.stdout).toContain("note     the schedules are on\n");
    expect(filled.stdout).toContain("note     calls of the function may run\n         its concurrency is 0");
    expect(filled.stdout).toContain(", 2 notes.\n");
    expect(filled.stdout).toContain("holds    the secret of the TWIN login is filled\n");
    expect(filled.stdout).toContain("holds    SES may send as the sender at example.com\n");
    // SHA-256 of canary@example.com, 12 digits.
    expect(filled.stdout).toMatch(
      /FAILS {4}SES is in its sandbox, and the readers are verified\n.* of the address: support: 785161145e1f \(/,
    );
    expect(filled.stdout).toContain("holds    the login is accepted and answered with a token");
    expect(filled.stdout).not.toMatch(/canary|right|reader@/);
  });
});
