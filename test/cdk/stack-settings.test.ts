import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readStackSettings } from "../../cdk/stack-settings.ts";
import { StackSettingsError } from "../../cdk/stack-settings-error.ts";
import { emptyFolder } from "../story-world.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");
const KEY_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:MaskKey-a1B2c3";

const complete = {
  reports: [
    { id: "support", zone: "Europe/Moscow", recipients: ["head@example.com"], sender: "reports@example.com" },
    { id: "sales", zone: "Europe/Moscow", recipients: ["sales@example.com"], sender: "reports@example.com" },
  ],
  alarmEmail: "none",
  twinAuthUrl: "https://iam.twin24.ai/api/v1/auth",
  twinChatUrl: "https://chat-api.twin24.ai/api/v1",
};

/** Reads settings that are right but for these. */
function settingsWith(settings: Record<string, unknown>) {
  return readStackSettings({ ...complete, ...settings }, NOW);
}

function readersOf(settings: Record<string, unknown>) {
  return settingsWith(settings).definitions.map(({ recipients }) => recipients);
}

describe("holidays", () => {
  const withHolidays = (holidays: string) => settingsWith({ reports: [{ ...complete.reports[0], holidays }] });

  test("the stack gives the function the dates of a file of holidays", async () => {
    const file = join(await emptyFolder(), "ru.txt");
    await writeFile(file, "2026-05-09\n2026-01-01 # New Year\n");

    expect(withHolidays(file).definitions[0]?.holidays).toEqual(["2026-01-01", "2026-05-09"]);
  });

  test("the stack refuses a file of holidays that is not beside cdk.json", () => {
    expect(() => withHolidays("no/such-file.txt")).toThrow(
      'cdk.json: report "support": holidays is "no/such-file.txt"; it must be the path of a readable file',
    );
  });
});

describe("settings that are left out", () => {
  test("make a running stack of the stage prod that owns its bucket and key", () => {
    expect(settingsWith({})).toMatchObject({
      stage: "prod",
      sandbox: false,
      stopped: false,
      archiveBucket: null,
      maskKeySecretArn: null,
      sessionTableDays: null,
      reservedConcurrency: 5,
      backfillConcurrency: 4,
    });
  });
});

describe("the settings of concurrency", () => {
  test.each([
    [{ reservedConcurrency: "3" }, 3, 2],
    [{ reservedConcurrency: 10, backfillConcurrency: "9" }, 10, 9],
    [{ reservedConcurrency: null }, null, 4],
    [{ reservedConcurrency: "null", backfillConcurrency: 40 }, null, 40],
  ])(
    "%j let the function run at most %s calls, and a backfill make %s days at the same time",
    (given, reserved, days) => {
      expect(settingsWith(given)).toMatchObject({ reservedConcurrency: reserved, backfillConcurrency: days });
    },
  );
});

describe("settings given by -c, which are text", () => {
  test("mean the same as in cdk.json", () => {
    const asText = { stopped: "true", sandbox: "false", sessionTableDays: "400", archiveBucket: "old-bucket" };
    const asJson = { stopped: true, sandbox: false, sessionTableDays: 400, archiveBucket: "old-bucket" };

    expect(settingsWith(asText)).toEqual(settingsWith(asJson));
    expect(settingsWith(asText)).toMatchObject({ stopped: true, sandbox: false, sessionTableDays: 400 });
    expect(settingsWith({ maskKeySecretArn: KEY_ARN }).maskKeySecretArn).toBe(KEY_ARN);
  });

  test.each<[Record<string, unknown>, string]>([
    [
      { stage: "Prod" },
      'stage is "Prod"; it must be a name such as "prod" or "dev": 1 to 16 lower-case letters, digits and hyphens, a letter first.',
    ],
    [{ stopped: "yes" }, 'stopped is "yes"; it must be true or false.'],
    [{ sandbox: 1 }, "sandbox is 1; it must be true or false."],
    [
      { reservedConcurrency: "1" },
      'reservedConcurrency is "1"; it must be a whole number of calls from 2 to 1000, or null if the account has none to spare.',
    ],
    [
      { backfillConcurrency: "many" },
      'backfillConcurrency is "many"; it must be a whole number of calls from 1 to 999.',
    ],
    [
      { backfillConcurrency: 5 },
      "backfillConcurrency is 5; it must be below reservedConcurrency, which is 5, so that schedules are called during a backfill.",
    ],
    [{ sessionTableDays: "0" }, 'sessionTableDays is "0"; it must be a whole number of days from 1 to 3650, or null.'],
    [
      { sessionTableDays: 3651 },
      "sessionTableDays is 3651; it must be a whole number of days from 1 to 3650, or null.",
    ],
    [{ sessionTableDays: 1.5 }, "sessionTableDays is 1.5; it must be a whole number of days from 1 to 3650, or null."],
    [
      { archiveBucket: "s3://old-bucket" },
      'archiveBucket is "s3://old-bucket"; it must be the name of an S3 bucket of this account and region such as "dailyreport-archivebucket-1a2b3c", or null.',
    ],
    [
      { maskKeySecretArn: KEY_ARN.slice(0, -7) },
      'maskKeySecretArn is "arn:aws:secretsmanager:eu-central-1:12…; it must be the whole ARN of a secret such as "arn:aws:secretsmanager:eu-central-1:123456789012:secret:Key-a1b2c3", or null.',
    ],
    [
      { alarmEmail: "me" },
      'alarmEmail is "me"; it must be an e-mail address, or "none" if alarms should notify nobody.',
    ],
    [{ stge: "dev" }, "stge is not a known setting; the nearest known setting is stage."],
    [{ stoped: "true" }, "stoped is not a known setting; the nearest known setting is stopped."],
  ])("are refused by one sentence that says what is right: %j", (settings, sentence) => {
    expect(() => settingsWith(settings)).toThrow(new StackSettingsError(`cdk.json or -c: ${sentence}`));
  });

  test.each(["newSetting", "cost-center", "x".repeat(50)])("are refused if they are unknown: %s", (key) => {
    const shown = key.length > 40 ? `"${"x".repeat(38)}…` : key;
    expect(() => settingsWith({ [key]: null })).toThrow(
      new StackSettingsError(
        `cdk.json or -c: ${shown} is not a known setting; the known settings are stage, stages, reports, alarmEmail, twinAuthUrl, twinChatUrl, sandbox, stopped, archiveBucket, maskKeySecretArn, sessionTableDays, reservedConcurrency, backfillConcurrency.`,
      ),
    );
  });

  test("are accepted beside everything that the CDK, its libraries and its command line put into the context", () => {
    const ofCdk = {
      "@aws-cdk/core:checkSecretUsage": true,
      "@example/library.setting": 1,
      "aws:cdk:bundling-stacks": ["**"],
      "aws-cdk:enableDiffNoFail": true,
      "availability-zones:account=123456789012:region=eu-central-1": ["eu-central-1a"],
      "ssm:account=123456789012:parameterName=/a:region=eu-central-1": "ami-1",
      "acknowledged-issue-numbers": [1],
      "cli-telemetry": false,
    };
    expect(settingsWith(ofCdk)).toEqual(settingsWith({}));
  });
});

describe("a stage other than prod", () => {
  test("has its own settings, and otherwise those of all stages", () => {
    const stages = { dev: { alarmEmail: "dev@example.com", sandbox: true }, prod: { alarmEmail: "all@example.com" } };

    expect(settingsWith({ stage: "dev", stages })).toMatchObject({
      stage: "dev",
      alarmEmail: "dev@example.com",
      sandbox: true,
      twinAuthUrl: complete.twinAuthUrl,
    });
    expect(settingsWith({ stages })).toMatchObject({ stage: "prod", alarmEmail: "all@example.com", sandbox: false });
  });

  test("may replace fields of every report and of one report", () => {
    const everyReport = { recipients: [], testDomains: ["example.org"] };
    const dev = { everyReport, reports: { sales: { recipients: ["me@example.org"] } } };

    expect(readersOf({ stage: "dev", stages: { dev } })).toEqual([[], ["me@example.org"]]);
    expect(readersOf({ stages: { dev } })).toEqual([["head@example.com"], ["sales@example.com"]]);
  });

  test("mails the readers of prod only if it is said", () => {
    expect(() => settingsWith({ stage: "dev", stages: { test: {} } })).toThrow(
      'cdk.json: stages.dev is missing; it must be an object such as {"everyReport": {"recipients": ["me@example.com"]}}, or {} if this stage mails the readers of prod.',
    );
    expect(readersOf({ stage: "dev", stages: { dev: {} } })).toEqual([["head@example.com"], ["sales@example.com"]]);
  });

  test("does not share the bucket or the key that prod adopted", () => {
    const adopted = { archiveBucket: "old-bucket", maskKeySecretArn: KEY_ARN };
    const dev = { archiveBucket: null, maskKeySecretArn: null };

    expect(() => settingsWith({ ...adopted, stage: "dev", stages: { dev: {} } })).toThrow(
      'cdk.json or -c: archiveBucket is "old-bucket" for all stages; for dev it must be given as stages.dev.archiveBucket, which may be null for one of its own.',
    );
    expect(settingsWith({ ...adopted, stage: "dev", stages: { dev } })).toMatchObject(dev);
    expect(settingsWith({ ...adopted, stages: { dev } })).toMatchObject(adopted);
  });

  test.each<[unknown, string]>([
    [
      [],
      'stages is []; it must be an object by stage such as {"dev": {"everyReport": {"recipients": ["me@example.com"]}}}.',
    ],
    [
      { dev: "test" },
      'stages.dev is "test"; it must be an object such as {"everyReport": {"recipients": ["me@example.com"]}}.',
    ],
    [
      { dev: { recipients: [] } },
      "stages.dev.recipients is not a known setting of a stage; the nearest known one is stages.dev.reports.",
    ],
    [
      { dev: { everyReport: [] } },
      'stages.dev.everyReport is []; it must be an object of fields of a report such as {"recipients": ["me@example.com"]}.',
    ],
    [
      { dev: { reports: [] } },
      'stages.dev.reports is []; it must be an object of fields by the id of a report such as {"support-daily": {"at": "09:00"}}.',
    ],
    [
      { dev: { reports: { suport: {} } } },
      'stages.dev.reports.suport is of no report; it must be one of "support" or "sales".',
    ],
    [
      { dev: { everyReport: { at: "9:00" } } },
      'report "support": at is "9:00"; it must be a local time of day from "00:00" to "23:59", such as "07:30" (and 1 more problem).',
    ],
  ])("is refused by one sentence if %j", (stages, sentence) => {
    expect(() => settingsWith({ stage: "dev", stages })).toThrow(`cdk.json: ${sentence}`);
  });
});
