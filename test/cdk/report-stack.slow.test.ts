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

/** Every statement that allows something to one of the stack's roles. */
function grants(): Statement[] {
  const policies = Object.values(template.findResources("AWS::IAM::Policy"));
  return policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
}

/** The one statement that allows the action; its resources as JSON text. */
function grantOf(action: string): { resources: string[]; condition: unknown } {
  const found = grants().filter((statement) => [statement.Action].flat().includes(action));
  expect(found).toHaveLength(1);
  const resources = [found[0]?.Resource].flat().map((resource) => JSON.stringify(resource));
  return { resources, condition: found[0]?.Condition };
}

describe("the schedules", () => {
  it("wake every report at its local time in its zone", () => {
    template.resourceCountIs("AWS::Scheduler::Schedule", 2);
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "cron(30 7 ? * * *)",
      ScheduleExpressionTimezone: "Europe/Moscow",
      State: "ENABLED",
      FlexibleTimeWindow: { Mode: "OFF" },
    });
  });

  it("name the zone in its right spelling, whatever letter case the report has it in", () => {
    templateOf({ reports: [report({ zone: "europe/kyiv" })] }).hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpressionTimezone: "Europe/Kyiv",
    });
  });

  it("keep to the report's weekdays, and are disabled with it", () => {
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "cron(5 6 ? * MON,FRI *)",
      ScheduleExpressionTimezone: "Asia/Kolkata",
      State: "DISABLED",
    });
  });

  it("say which report is due and when it was due", () => {
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      Target: {
        Input:
          '{"report":"second","scheduledTime":"<aws.scheduler.scheduled-time>","attempt":"<aws.scheduler.attempt-number>"}',
      },
    });
  });

  it("try again within six hours and keep what could not be delivered", () => {
    template.allResourcesProperties("AWS::Scheduler::Schedule", {
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 6 * 3600 },
        DeadLetterConfig: { Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^ReportFailures"), "Arn"] } },
      },
    });
  });
});

describe("the function", () => {
  it("runs on Node 24 on arm64 with 1024 MB for 15 minutes", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      MemorySize: 1024,
      Timeout: 900,
      Handler: "index.handler",
    });
  });

  it("gets the variables it reads and no others but Node's", () => {
    const { Variables: variables } = only("AWS::Lambda::Function").Environment as {
      Variables: Record<string, unknown>;
    };
    expect(Object.keys(variables).sort()).toEqual([...Object.values(environmentNames), "NODE_OPTIONS"].sort());
    expect(variables.NODE_OPTIONS).toBe("--enable-source-maps");
    const texts = Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]);
    expect(() => readEnvironment(Object.fromEntries(texts))).not.toThrow();
  });

  it("is run again twice when a run fails, then the call is kept in an encrypted queue", () => {
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

  it("keeps its logs 90 days, in a group of its own", () => {
    expect(only("AWS::Logs::LogGroup")).toEqual({ RetentionInDays: 90 });
    template.hasResourceProperties("AWS::Lambda::Function", {
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp("^ReportLogs") } },
    });
  });
});

describe("rights", () => {
  it("name every action and resource, without managed policies", () => {
    for (const { Action: action, Resource: resource } of grants()) {
      expect([action].flat().filter((name) => name.includes("*"))).toEqual([]);
      expect([resource].flat()).not.toContain("*");
    }
    for (const role of Object.values(template.findResources("AWS::IAM::Role"))) {
      expect(role.Properties.ManagedPolicyArns).toBeUndefined();
    }
  });

  it("reach the files of the archive's folders only", () => {
    for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]) {
      const folders = grantOf(action).resources.map((resource) => /"\/(\w+)\/\*"/.exec(resource)?.[1]);
      expect(folders.sort()).toEqual(["ledger", "reports", "sessions", "tables"]);
    }
    expect(grantOf("s3:ListBucket").condition).toEqual({
      StringLikeIfExists: { "s3:prefix": ["reports/*", "sessions/*", "tables/*", "ledger/*"] },
    });
  });

  it("are to send as the reports' senders, from their address, domain or the domain above", () => {
    const { resources, condition } = grantOf("ses:SendRawEmail");
    const identities = resources.flatMap((resource) => /:identity\/([^"]+)"/.exec(resource)?.[1] ?? []);
    expect(identities.sort()).toEqual(
      expect.arrayContaining(["example.com", "mail.example.com", "reports@mail.example.com"]),
    );
    expect(identities.every((identity) => identity.endsWith("example.com"))).toBe(true);
    expect(resources.filter((resource) => resource.includes(":configuration-set/"))).toHaveLength(1);
    expect(condition).toEqual({ StringEquals: { "ses:FromAddress": ["reports@mail.example.com"] } });
  });

  it("name a domain in another script in ASCII, as SES and IAM do", () => {
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

  it("do not hold sending mail when no report has a sender", () => {
    const statements = JSON.stringify(templateOf({ reports: [report()] }).findResources("AWS::IAM::Policy"));
    expect(statements).not.toContain("ses:");
  });

  it("are to read the TWIN login, the key of the pseudonyms, and no other secret", () => {
    const [login, maskKey, ...others] = grantOf("secretsmanager:GetSecretValue").resources.sort().reverse();
    expect(login).toMatch(/"Ref":"TwinLoginSecret/);
    expect(maskKey).toMatch(/"Ref":"MaskKeySecret/);
    expect(others).toEqual([]);
  });
});

describe("the archive", () => {
  it("is private, encrypted, versioned and outlives the stack", () => {
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

  it("forgets session rows after 90 days with their old versions, and elsewhere only old versions", () => {
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
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }),
    );
    expect(rules.filter((rule) => "ExpirationInDays" in rule)).toHaveLength(1);
  });
});

describe("the TWIN login", () => {
  it("starts without an address and without a password in the template", () => {
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      Description: Match.stringLikeRegexp("put-secret-value"),
      GenerateSecretString: { SecretStringTemplate: '{"email":""}', GenerateStringKey: "password" },
    });
  });

  it("is no place for the key of the pseudonyms, which is made up and outlives the stack", () => {
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
