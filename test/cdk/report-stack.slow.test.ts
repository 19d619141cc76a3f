import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { environmentNames, readEnvironment } from "../../functions/daily-report/environment.ts";
import { report } from "./report-settings.ts";
import { templateOf } from "./synthesize.ts";

type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown };

let template: Template;
beforeAll(() => {
  template = templateOf({
    reports: [
      report({ recipients: ["team@example.com"], sender: "Daily <reports@mail.example.com>" }),
      report({ id: "second", zone: "Asia/Kolkata", at: "06:05", weekdays: ["fri", "mon"], enabled: false }),
    ],
  });
});

function only(type: string): Record<string, unknown> {
  const found = Object.values(template.findResources(type));
  expect(found).toHaveLength(1);
  return found[0]?.Properties;
}

/** Returns every policy statement of the stack's roles. */
function grants(): Statement[] {
  const policies = Object.values(template.findResources("AWS::IAM::Policy"));
  return policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
}

/** Returns the only statement that allows the action; its resources as JSON text. */
function grantOf(action: string): { resources: string[]; condition: unknown } {
  const found = grants().filter((statement) => [statement.Action].flat().includes(action));
  expect(found).toHaveLength(1);
  const resources = [found[0]?.Resource].flat().map((resource) => JSON.stringify(resource));
  return { resources, condition: found[0]?.Condition };
}

describe("ReportSchedules", () => {
  it("runs every report at its local time in its zone", () => {
    template.resourceCountIs("AWS::Scheduler::Schedule", 2);
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "cron(30 7 ? * * *)",
      ScheduleExpressionTimezone: "Europe/Moscow",
      State: "ENABLED",
      FlexibleTimeWindow: { Mode: "OFF" },
    });
  });

  it("writes the zone in its official letter case", () => {
    templateOf({ reports: [report({ zone: "europe/kyiv" })] }).hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpressionTimezone: "Europe/Kyiv",
    });
  });

  it("uses the report's weekdays, and is disabled if the report is", () => {
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "cron(5 6 ? * MON,FRI *)",
      ScheduleExpressionTimezone: "Asia/Kolkata",
      State: "DISABLED",
    });
  });

  it("runs a report of weeks on its weekdays, and a report of months on its day, in the zone of the daily report", () => {
    const reports = [
      report({ zone: "America/New_York" }),
      { id: "weekly", period: "week", of: "support" },
      { id: "monthly", period: "month", of: "support", at: "09:05", monthDay: 3 },
    ];
    const schedules = Object.values(templateOf({ reports }).findResources("AWS::Scheduler::Schedule"));
    const timed = schedules.map(({ Properties }) => [
      Properties.ScheduleExpression,
      Properties.ScheduleExpressionTimezone,
      JSON.parse(Properties.Target.Input).report,
    ]);
    expect(timed).toEqual([
      ["cron(30 7 ? * * *)", "America/New_York", "support"],
      ["cron(30 8 ? * MON *)", "America/New_York", "weekly"],
      ["cron(5 9 3 * ? *)", "America/New_York", "monthly"],
    ]);
  });

  it("passes the report id and the scheduled time", () => {
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      Target: {
        Input:
          '{"report":"second","scheduledTime":"<aws.scheduler.scheduled-time>","attempt":"<aws.scheduler.attempt-number>"}',
      },
    });
  });

  it("retries for six hours and keeps undelivered events in the queue", () => {
    template.allResourcesProperties("AWS::Scheduler::Schedule", {
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 6 * 3600 },
        DeadLetterConfig: { Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^ReportFailures"), "Arn"] } },
      },
    });
  });
});

describe("ReportFunction", () => {
  it("runs on Node 24 on arm64 with 1024 MB of memory and of /tmp for 15 minutes", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      MemorySize: 1024,
      EphemeralStorage: { Size: 1024 },
      Timeout: 900,
      Handler: "index.handler",
    });
  });

  it("sets the variables that the function reads, and NODE_OPTIONS", () => {
    const { Variables: variables } = only("AWS::Lambda::Function").Environment as {
      Variables: Record<string, unknown>;
    };
    expect(Object.keys(variables).sort()).toEqual([...Object.values(environmentNames), "NODE_OPTIONS"].sort());
    expect(variables.NODE_OPTIONS).toBe("--enable-source-maps --max-semi-space-size=8");
    const texts = Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    expect(() => readEnvironment(Object.fromEntries(texts))).not.toThrow();
  });

  it("retries a failed run twice, then keeps the call in an encrypted queue", () => {
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 3600,
      DestinationConfig: {
        OnFailure: { Destination: { "Fn::GetAtt": [Match.stringLikeRegexp("^ReportFailures"), "Arn"] } },
      },
    });
    expect(only("AWS::SQS::Queue")).toMatchObject({ SqsManagedSseEnabled: true });
    expect(only("AWS::SQS::QueuePolicy")).toMatchObject(deniesPlainHttp);
  });

  it("keeps its logs for 90 days in a separate log group", () => {
    expect(only("AWS::Logs::LogGroup")).toEqual({ RetentionInDays: 90 });
    template.hasResourceProperties("AWS::Lambda::Function", {
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp("^ReportLogs") } },
    });
  });
});

describe("the permissions of the stack's roles", () => {
  it("name every action and resource, without managed policies", () => {
    for (const { Action: action, Resource: resource } of grants()) {
      expect([action].flat().filter((name) => name.includes("*"))).toEqual([]);
      expect([resource].flat()).not.toContain("*");
    }
    for (const role of Object.values(template.findResources("AWS::IAM::Role"))) {
      expect(role.Properties.ManagedPolicyArns).toBeUndefined();
    }
  });

  it("allow access only to files in the archive's folders", () => {
    for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]) {
      const folders = grantOf(action).resources.map((resource) => /"\/(\w+)\/\*"/.exec(resource)?.[1]);
      expect(folders.sort()).toEqual(["ledger", "reports", "sessions", "tables"]);
    }
    expect(grantOf("s3:ListBucket").condition).toEqual({
      StringLikeIfExists: { "s3:prefix": ["reports/*", "sessions/*", "tables/*", "ledger/*"] },
    });
  });

  it("allow sending only as the reports' senders, by their address, domain or parent domain", () => {
    const { resources, condition } = grantOf("ses:SendRawEmail");
    const identities = resources.flatMap((resource) => /:identity\/([^"]+)"/.exec(resource)?.[1] ?? []);
    expect(identities.sort()).toEqual(
      expect.arrayContaining(["example.com", "mail.example.com", "reports@mail.example.com"]),
    );
    expect(identities.every((identity) => identity.endsWith("example.com"))).toBe(true);
    expect(resources.filter((resource) => resource.includes(":configuration-set/"))).toHaveLength(1);
    expect(condition).toEqual({ StringEquals: { "ses:FromAddress": ["reports@mail.example.com"] } });
  });

  it("name an internationalized domain in ASCII, as SES and IAM do", () => {
    const statements = JSON.stringify(
      templateOf({
        reports: [report({ recipients: ["a@example.com"], sender: "reports@почта.рф", testDomains: ["Тест.рф"] })],
      }).findResources("AWS::IAM::Policy"),
    );
    expect(statements).toContain('"ses:FromAddress":["reports@xn--80a1acny.xn--p1ai"]');
    expect(statements).toContain(":identity/xn--80a1acny.xn--p1ai");
    expect(statements).toContain(":identity/*@xn--e1aybc.xn--p1ai");
    expect(statements).not.toMatch(/[^ -~]/);
  });

  it("do not allow sending mail if no report has a sender", () => {
    const statements = JSON.stringify(templateOf({ reports: [report()] }).findResources("AWS::IAM::Policy"));
    expect(statements).not.toContain("ses:");
  });

  it("allow reading the TWIN login and the pseudonym key, and no other secret", () => {
    const [login, maskKey, ...others] = grantOf("secretsmanager:GetSecretValue").resources.sort().reverse();
    expect(login).toMatch(/"Ref":"TwinLoginSecret/);
    expect(maskKey).toMatch(/"Ref":"MaskKeySecret/);
    expect(others).toEqual([]);
  });
});

describe("ReportArchive", () => {
  it("is private, encrypted and versioned, and remains if the stack is deleted", () => {
    template.hasResource("AWS::S3::Bucket", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        VersioningConfiguration: { Status: "Enabled" },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
      },
    });
  });

  it("refuses plain HTTP and TLS before 1.2", () => {
    const policy = only("AWS::S3::BucketPolicy");
    expect(policy).toMatchObject(deniesPlainHttp);
    expect(JSON.stringify(policy)).toContain('"NumericLessThan":{"s3:TlsVersion":1.2}');
  });

  it("deletes session rows and their old versions after 90 days, and elsewhere only old versions", () => {
    const { Rules: rules } = only("AWS::S3::Bucket").LifecycleConfiguration as { Rules: object[] };
    expect(rules).toContainEqual(
      expect.objectContaining({
        Prefix: "sessions/",
        ExpirationInDays: 90,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      }),
    );
    expect(rules).toContainEqual(
      expect.objectContaining({ Id: "old-versions", NoncurrentVersionExpiration: { NoncurrentDays: 90 } }),
    );
    expect(rules).toContainEqual(
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
    );
    expect(rules.filter((rule) => "ExpirationInDays" in rule)).toHaveLength(1);
  });
});

describe("the secrets", () => {
  it("have no e-mail address and no password of TWIN in the template", () => {
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      Description: Match.stringLikeRegexp("put-secret-value"),
      GenerateSecretString: { SecretStringTemplate: '{"email":""}', GenerateStringKey: "password" },
    });
  });

  it("keep the pseudonym key in a separate generated secret that remains if the stack is deleted", () => {
    template.hasResource("AWS::SecretsManager::Secret", {
      DeletionPolicy: "Retain",
      Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
    });
  });
});

const deniesPlainHttp = {
  PolicyDocument: {
    Statement: expect.arrayContaining([
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ]),
  },
};
