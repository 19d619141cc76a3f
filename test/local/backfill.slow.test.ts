import { describe, expect, test } from "vitest";
import { withoutAws } from "./invoke-command.ts";
import { runCommand } from "./run-command.ts";
import { startStatesDouble } from "./states-double.ts";

const machine = "arn:aws:states:eu-central-1:123456789012:stateMachine:daily-report-prod-backfill";
const days = ["--from", "2026-02-01", "--to", "2026-03-02"];
const output = (notMade: number) =>
  JSON.stringify({ planned: {}, summary: { message: `30 report-days: ${notMade} failed.`, notMade } });

const usual = {
  ListStateMachines: ({ nextToken }: { nextToken?: unknown }) =>
    nextToken === undefined
      ? { stateMachines: [{ name: "other", stateMachineArn: "arn:other" }], nextToken: "more" }
      : { stateMachines: [{ name: "daily-report-prod-backfill", stateMachineArn: machine }] },
  ListExecutions: () => ({ executions: [] }),
  StartExecution: () => ({ executionArn: "arn", startDate: 1 }),
  DescribeExecution: () => ({ status: "SUCCEEDED", output: output(0) }),
  ListMapRuns: () => ({ mapRuns: [{ mapRunArn: "arn:map" }] }),
  DescribeMapRun: () => ({ itemCounts: { total: 30, succeeded: 14, failed: 1, running: 4, pending: 11 } }),
};

type Replies = Parameters<typeof startStatesDouble>[0];

async function backfill(replies: Partial<Replies>, ...args: string[]) {
  const states = await startStatesDouble({ ...usual, ...replies } as Replies);
  try {
    const env = { ...withoutAws, AWS_ENDPOINT_URL_SFN: states.endpoint };
    return { ...(await runCommand("backfill.ts", args, { env })), calls: states.calls };
  } finally {
    await states.stop();
  }
}

const running = { DescribeExecution: () => ({ status: "RUNNING" }) };

describe("npm run backfill", () => {
  test("finds the workflow of the stage, starts it with the plan, and shows how it ended", async () => {
    const { calls, stdout, stderr, code } = await backfill({}, ...days, "--report", "support", "--wait");

    const start = calls.find(({ action }) => action === "StartExecution")?.body;
    expect(start?.stateMachineArn).toBe(machine);
    expect(start?.name).toMatch(/^2026-02-01\.2026-03-02\.support\.\d{8}T\d{9}Z$/);
    expect(JSON.parse(String(start?.input))).toEqual({ from: "2026-02-01", to: "2026-03-02", report: "support" });
    expect(calls.at(-1)?.body.executionArn).toBe(`${machine.replace("stateMachine", "execution")}:${start?.name}`);
    expect([stdout, stderr, code]).toEqual(["30 report-days: 0 failed.\n", "", 0]);
  });

  test("returns at once without --wait", async () => {
    const { stdout, code } = await backfill(running, ...days);

    expect(stdout).toMatch(/^The backfill 2026-02-01\.2026-03-02\.\w+ has begun\.\n.*--wait shows its progress/);
    expect(code).toBe(0);
  });

  test("shows the progress of one that is running, and starts no second one", async () => {
    const name = "2026-02-01.2026-03-02.20260303T040000000Z";
    const { stdout, calls } = await backfill(
      { ...running, ListExecutions: () => ({ executions: [{ name }] }) },
      ...days,
    );

    expect(stdout).toContain(`The backfill ${name} is running: 14 of 30 report-days done, 1 failed.`);
    expect(calls.map(({ action }) => action)).not.toContain("StartExecution");
  });

  test("shows how far it is while it waits", async () => {
    let asked = 0;
    const ending = {
      DescribeExecution: () => {
        asked += 1;
        return asked === 1 ? { status: "RUNNING" } : { status: "SUCCEEDED", output: output(1) };
      },
    };
    const { stdout, stderr, code } = await backfill(ending, ...days, "--wait");

    expect(stderr).toMatch(/^2026-02-01\.2026-03-02\.\w+: 14 of 30 report-days done, 1 failed\n$/);
    expect([stdout, code]).toEqual(["30 report-days: 1 failed.\n", 1]);
  });

  test("exits with 1 if days failed", async () => {
    const failing = { DescribeExecution: () => ({ status: "SUCCEEDED", output: output(3) }) };
    const { stdout, code } = await backfill(failing, ...days, "--wait");

    expect([stdout, code]).toEqual(["30 report-days: 3 failed.\n", 1]);
  });

  test("says why a backfill ended early", async () => {
    const cause = JSON.stringify({ errorType: "RequestError", errorMessage: "There is no report.", trace: ["canary"] });
    const ended = { DescribeExecution: () => ({ status: "FAILED", error: "RequestError", cause }) };
    const { stderr, code } = await backfill(ended, ...days, "--wait");

    expect(stderr).toMatch(/^The backfill \S+ ended early: There is no report\. What is made is kept/);
    expect(stderr).not.toContain("canary");
    expect(code).toBe(1);
  });
});

describe.concurrent("npm run backfill refuses", () => {
  test.each([
    [[], "Give --from and --to, the first and the last day"],
    [["--from", "2026-02-01"], "Give --from and --to, the first and the last day"],
    [
      ["--from", "1.2.", "--to", "2026-03-02"],
      'The event has a wrong plan.from; it must be a date such as "2026-03-02".',
    ],
    [[...days, "--stage", "Prod"], '--stage is "Prod"; it must be a name such as "prod" or "dev"'],
  ])("the options %j", async (args, sentence) => {
    const { stderr, code, calls } = await backfill({}, ...args);

    expect(stderr).toContain(sentence);
    expect([code, calls]).toEqual([1, []]);
  });

  test("a stage that is not deployed", async () => {
    const { stderr } = await backfill({}, ...days, "--stage", "dev");

    expect(stderr).toBe(
      'There is no backfill of stage "dev" in this account and region; deploy the stage, or set AWS_REGION to its region.\n',
    );
  });

  test.each([
    [
      "AccessDeniedException",
      "These AWS credentials may not run the backfill; they must allow states:ListStateMachines",
    ],
    ["ExpiredTokenException", "AWS rejected the credentials (ExpiredTokenException); log in again"],
    [
      "ValidationException",
      "Step Functions did not do what was asked (ValidationException); give the same command again",
    ],
  ])("to go on after %s, in a sentence without the message of AWS", async (refused, sentence) => {
    const { stderr, code } = await backfill({ ListStateMachines: () => ({ refused }) }, ...days);

    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain("canary");
    expect(code).toBe(1);
  });
});
