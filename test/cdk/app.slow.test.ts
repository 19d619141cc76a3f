import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { FLAGS } from "aws-cdk-lib/cx-api";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { readStackSettings } from "../../cdk/stack-settings.ts";
import { parseReportDefinitions } from "../../functions/daily-report/report-definition.ts";
import { runApp } from "../deployed/run-app.ts";
import { synthesizedApp } from "../deployed/synthesized-app.ts";
import { projectContext, report } from "./report-settings.ts";

const run = promisify(execFile);

test("all flags of the installed CDK are allowed in cdk.json", () => {
  const flags = Object.fromEntries(Object.keys(FLAGS).map((flag) => [flag, true]));

  expect(readStackSettings({ ...projectContext, ...flags }, 0)).toEqual(readStackSettings(projectContext, 0));
});

describe("cdk/app.ts with a mistake in cdk.json", () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      "a wrong zone",
      { reports: [report({ zone: "MSK" })] },
      'cdk.json: report "support": zone is "MSK"; it must be an IANA time zone such as "Europe/Moscow".',
    ],
    ["no reports", { reports: undefined }, "cdk.json: found nothing instead of a non-empty array of reports."],
    [
      "recipients without a sender",
      { reports: [report({ recipients: ["team@example.com"] })] },
      'report "support": sender is missing, but there are recipients; it must be an address such as "reports@example.com" or "Daily report <reports@example.com>".',
    ],
    [
      "no alarmEmail",
      { alarmEmail: undefined },
      'cdk.json or -c: alarmEmail is missing; it must be an e-mail address, or "none" if alarms should notify nobody.',
    ],
    [
      "an invalid alarmEmail",
      { alarmEmail: "operations@localhost" },
      'cdk.json or -c: alarmEmail is "operations@localhost"; it must be an e-mail address, or "none" if alarms should notify nobody.',
    ],
    [
      "a TWIN address without TLS",
      { twinChatUrl: "http://chat-api.twin24.ai/api/v1" },
      "cdk.json or -c: twinChatUrl is not an address of the TWIN API; it must be an https address at iam.twin24.ai, " +
        "chat-api.twin24.ai, iam.dev.twin24.ai, chats-api.dev.twin24.ai, without a login, a query or a fragment in it.",
    ],
    [
      "a stage that is not configured",
      { stage: "test" },
      'cdk.json: stages.test is missing; it must be an object such as {"everyReport": {"recipients": ["me@example.com"]}}, or {} if this stage mails the readers of prod.',
    ],
    [
      "a time of day that some dates lack",
      { reports: [report({ zone: "Europe/Berlin", at: "02:30" })] },
      'cdk.json: report "support": at is "02:30", but Europe/Berlin changes its clocks at night, so that this time of day may be skipped or come twice; it must be a time from "04:00" to "23:59".',
    ],
  ])("prints one sentence and exits with 1 for %s", async (_mistake, settings, sentence) => {
    const outdir = await mkdtemp(join(tmpdir(), "cdk-"));
    onTestFinished(() => rm(outdir, { recursive: true }));
    const { code, stdout, stderr } = await runApp(settings, outdir);
    expect(stderr).toBe(`${sentence}\n`);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });
});

describe("cdk/app.ts for one, 30 and 300 reports", () => {
  const zones = ["Europe/Moscow", "Asia/Kolkata", "Europe/Berlin"];
  /** Reports at 12 times of day, each with two readers at domains of their own. */
  const reports = (count: number) =>
    Array.from({ length: count }, (_, number) =>
      report({
        id: `r-${number}`,
        zone: zones[number % 3],
        at: `${19 + (number % 4)}:30`,
        sender: "reports@example.com",
        recipients: [1, 2].map((reader) => `reader-${reader}@company-${number}.example.org`),
      }),
    );
  const adopted = {
    archiveBucket: "lost-bucket",
    maskKeySecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:MaskKey-a1B2c3",
  };

  test.each([
    [1, "prod"],
    [30, "dev"],
    [300, "prod"],
    [300, "dev"],
  ])(
    "%i reports of the stage %s pass the security checks and the validation within every limit",
    async (count, stage) => {
      const outdir = await mkdtemp(join(tmpdir(), "cdk-"));
      onTestFinished(() => rm(outdir, { recursive: true }));
      const settings = { reports: reports(count), stage, stages: { dev: adopted }, "aws:cdk:bundling-stacks": [] };
      const { code, stderr } = await runApp(settings, outdir);
      expect(code, stderr).toBeUndefined();

      const file = stage === "prod" ? "DailyReport.template.json" : "DailyReport-dev.template.json";
      const template = await readFile(join(outdir, file), "utf8");
      const resources: { Type: string; Properties: object }[] = Object.values(JSON.parse(template).Resources);
      // At most 12 groups with a schedule of tries, one of tries after midnight, and one that asks.
      expect(resources.length).toBeLessThan(75);
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
      expect(Buffer.byteLength(template)).toBeLessThan(1_000_000);
      const policies = resources.filter(({ Type }) => Type === "AWS::IAM::Policy");
      expect(policies).toHaveLength(3);
      for (const { Properties } of policies) expect(JSON.stringify(Properties).length).toBeLessThan(3_500);
    },
  );
});

describe("cdk/app.ts with valid settings", () => {
  it("passes the security checks and bundles the code and the exact report definitions", async () => {
    const { code, stdout, stderr, outdir, reports } = await synthesizedApp();
    expect(reports).toHaveLength(60);
    expect(code, stderr).toBeUndefined();
    expect(stdout).toBe("");

    const asset = join(outdir, (await readdir(outdir)).find((name) => name.startsWith("asset.")) ?? "no asset");
    expect((await readdir(asset)).sort()).toEqual(["index.mjs", "index.mjs.map", "reports.json"]);
    const deployed = JSON.parse(await readFile(join(asset, "reports.json"), "utf8"));
    expect(deployed).toEqual(parseReportDefinitions(reports, "test"));

    // Runs outside the project, without node_modules, to prove that the bundle is complete.
    const script = `import { handler } from ${JSON.stringify(join(asset, "index.mjs"))}; console.log(typeof handler);`;
    const loaded = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: outdir });
    expect(loaded.stdout).toBe("function\n");
  });
});
