import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasProgram } from "../programs.ts";
import { handled } from "../session-rows.ts";
import { emptyFolder } from "../story-world.ts";
import { type DeployedStack, startDeployedStack } from "./deployed/deployed-stack.ts";
import { withoutAws } from "./invoke-command.ts";
import { runCommand } from "./run-command.ts";

const report = { id: "support", zone: "Europe/Moscow", sender: "reports@example.com", recipients: ["a@example.com"] };

async function reportsFile(content: unknown = [report]): Promise<string> {
  const file = join(await emptyFolder(), "reports.json");
  await writeFile(file, JSON.stringify(content));
  return file;
}

describe("npm run status over a folder", () => {
  test("tells a day that is not made from one that npm run report made", async () => {
    const [out, reports] = [await emptyFolder(), await reportsFile()];
    const data = join(out, "sessions.ndjson");
    await writeFile(data, JSON.stringify(handled()));
    const status = (...args: string[]) =>
      runCommand("status.ts", [
        "--out",
        out,
        "--reports",
        reports,
        "--report",
        "support",
        "--date",
        "2026-03-02",
        ...args,
      ]);

    const before = await status();
    await runCommand("report.ts", ["--out", out, "--reports", reports, "--data", data, "--date", "2026-03-02"]);
    const after = JSON.parse((await status("--json")).stdout);

    expect(before.stderr).toBe("");
    expect(before.stdout).toContain("support 2026-03-02: not made");
    expect(before.stdout).toContain("run        npm run report -- --report support --date 2026-03-02\n");
    expect(after.links).toBe(null);
    expect(after.reports).toMatchObject([
      { date: "2026-03-02", revision: 1, state: "made", mails: [{ fate: "sent" }] },
    ]);
    expect(JSON.stringify(after)).not.toContain("@");
  });

  test("refuses wrong options by one sentence", async () => {
    const refused = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCommand("status.ts", args, { env: withoutAws });
      expect([code, stdout]).toEqual([1, ""]);
      return stderr.trim();
    };
    expect(await refused("--out", "nowhere-at-all")).toBe(
      "There is no folder nowhere-at-all; --out must be the folder of an archive.",
    );
    expect(await refused("--stage", "Prod!")).toMatch(/^--stage is "Prod!"; it must be a name such as "prod" or "dev"/);
    expect(await refused("--out", ".", "--function", "f")).toBe(
      "--out and --function exclude each other; give one of them.",
    );
    expect(await refused("--date", "today")).toBe(
      'The event has a wrong date; it must be a date such as "2026-03-02".',
    );
    expect(await refused("--since", "2026-03-02", "--date", "2026-03-02")).toBe(
      "--since and --date exclude each other; give one of them.",
    );
    expect(await refused("--since", "2026-03-02", "--out", ".")).toBe(
      "--since asks what a schedule missed; an archive in a folder has none.",
    );
    for (const since of ["2000-03-02", `${new Date().getUTCFullYear()}-02-30`, "9999-03-02"]) {
      expect(await refused("--since", since)).toMatch(
        /^--since is "\d{4}-\d\d-\d\d"; it must be a date from \d{4}-\d\d-\d\d to today\.$/,
      );
    }
  });
});

describe.skipIf(!hasProgram("moto_server", "npm run status over AWS"))("npm run status over AWS", () => {
  let stack: DeployedStack;
  beforeAll(async () => {
    stack = await startDeployedStack("dev");
    const mark = { tries: 2, at: "2026-03-03T05:30:00.000Z", error: "TWIN_UNAVAILABLE" };
    await stack.archive.put(
      "ledger/support/2026-03-02/tries.json",
      Buffer.from(JSON.stringify(mark)),
      "application/json",
    );
  });
  afterAll(() => stack?.stop());

  const day = ["--report", "support", "--date", "2026-03-02"];

  test("finds the stage's function, bucket, definitions, log group and queue by itself", async () => {
    const reports = await reportsFile({
      context: { reports: [report], stages: { dev: { everyReport: { at: "09:00" } } } },
    });

    const { code, stdout, stderr } = await runCommand("status.ts", [...day, "--stage", "dev", "--reports", reports], {
      env: stack.env,
    });

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").map((line) => line.trim())).toEqual([
      "support 2026-03-02: missing (TWIN_UNAVAILABLE)",
      "due        2026-03-03 09:00 Europe/Moscow",
      "tries      2, the last began 2026-03-03 08:30",
      "last error TWIN_UNAVAILABLE (docs/errors.md)",
      "revision   none",
      expect.stringMatching(/^mails {6}[0-9a-f]{12} not sent yet$/),
      `run        npm run invoke -- --function ${stack.functionName} --report support --date 2026-03-02 --mail`,
      'or send    {"report":"support","scheduledTime":"2026-03-03T06:00:00.000Z"}',
      "",
      `log    https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252F${stack.functionName}`,
      "queue  https://eu-central-1.console.aws.amazon.com/sqs/v3/home?region=eu-central-1#/queues/https%3A%2F%2Fsqs.eu-central-1.amazonaws.com%2F123456789012%2Ffailures",
      "",
    ]);
  });

  test("names what was missed since a date, and the commands that make and mail it", async () => {
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    const key = `ledger/missed/${ago(9)}/tries.json`;
    await stack.archive.put(key, Buffer.from('{"tries":1,"at":"2026-03-03T05:30:00.000Z","error":null}'), "");
    const reports = await reportsFile([{ ...report, id: "missed", zone: "UTC", at: "00:00", again: 0 }]);
    const since = ["--since", ago(5), "--stage", "dev", "--reports", reports];

    const { code, stdout, stderr } = await runCommand("status.ts", since, { env: stack.env });

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      `Missed:\n  missed: ${ago(6)} to ${ago(1)}\n\nTo make and mail it, in this order:\n` +
        `  npm run invoke -- --function ${stack.functionName} --from ${ago(6)} --to ${ago(1)} --mail\n`,
    );
  });

  test("says which function it did not find", async () => {
    const refused = async (...args: string[]) =>
      (await runCommand("status.ts", args, { env: stack.env })).stderr.trim();

    expect(await refused()).toBe(
      "There is no report function of the stage prod in this account and region; give --function with the name that the stack prints.",
    );
    expect(await refused("--function", "nobody")).toBe(
      'There is no function "nobody" in this account and region; the stack prints its name as ReportFunctionName.',
    );
    expect(await refused("--function", "another-function")).toBe(
      '"another-function" is not the report function; give --function with the name that the stack prints.',
    );
    expect(await refused("--function", stack.functionName, "--stage", "prod")).toBe(
      `${stack.functionName} is of the stage dev, not prod; give only one of --function and --stage.`,
    );
  });
});
