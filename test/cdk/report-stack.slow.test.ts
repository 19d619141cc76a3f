import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { environmentNames, readEnvironment } from "../../functions/daily-report/environment.ts";
import { report } from "./report-settings.ts";
import { synthesized, templateOf } from "./synthesize.ts";

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
    expect(variables.NODE_OPTIONS).toBe("--max-semi-space-size=8");
    const isText = (value: unknown) => typeof value === "string";
    const texts = Object.entries(variables).map(([name, value]) => [name, isText(value) ? value : "a reference"]);
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
    expect(only("AWS::Logs::LogGroup")).toMatchObject({ RetentionInDays: 90 });
    template.hasResourceProperties("AWS::Lambda::Function", {
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp("^ReportLogs") } },
    });
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

  type Rule = { Id: string; Prefix?: string; ExpirationInDays?: number; NoncurrentVersionExpiration?: object };
  const rulesOf = (made: Template) =>
    Object.values(made.findResources("AWS::S3::Bucket")).flatMap(
      ({ Properties }): Rule[] => Properties.LifecycleConfiguration.Rules,
    );

  it("deletes session rows and their old versions after 90 days, and elsewhere only old versions", () => {
    const rules = rulesOf(template);
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
    const expiring = rules.filter((rule) => "ExpirationInDays" in rule);
    expect(expiring.map(({ Prefix }) => Prefix)).toEqual(["sessions/", "backfills/"]);
  });

  it("deletes session rows of files and of tables after sessionTableDays alike", () => {
    const rules = rulesOf(templateOf({ reports: [report()], sessionTableDays: 30 }));
    const expiring = rules.filter((rule) => "ExpirationInDays" in rule);
    expect(expiring.map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays])).toEqual([
      ["sessions/", 30],
      ["tables/sessions/", 30],
      ["backfills/", 90],
    ]);
  });
});

describe("a stack that adopts the bucket and the key of a lost one", () => {
  const maskKeySecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:MaskKey-a1B2c3";
  let adopting: Template;
  beforeAll(() => {
    adopting = templateOf({ reports: [report()], archiveBucket: "lost-bucket", maskKeySecretArn });
  });

  it("makes neither a bucket nor a key, and uses those", () => {
    adopting.resourceCountIs("AWS::S3::Bucket", 0);
    adopting.resourceCountIs("AWS::SecretsManager::Secret", 1);
    adopting.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { REPORT_BUCKET: "lost-bucket", MASK_SECRET_ID: maskKeySecretArn } },
    });
    const policies = JSON.stringify(adopting.findResources("AWS::IAM::Policy"));
    expect(policies).toContain(":s3:::lost-bucket/reports/*");
    expect(policies).toContain(maskKeySecretArn);
  });

  it("gives the bucket its policy again, which was lost with the stack", () => {
    const [policy, ...others] = Object.values(adopting.findResources("AWS::S3::BucketPolicy"));
    expect(others).toEqual([]);
    expect(policy?.Properties).toMatchObject({ Bucket: "lost-bucket", ...deniesPlainHttp });
    expect(JSON.stringify(policy)).toContain('"NumericLessThan":{"s3:TlsVersion":1.2}');
  });

  it("refuses sessionTableDays, because it does not set the rules of the bucket", () => {
    const settings = { reports: [report()], archiveBucket: "lost-bucket", sessionTableDays: 30 };
    expect(() => templateOf(settings)).toThrow(
      "cdk.json or -c: sessionTableDays is 30, but archiveBucket names a bucket, which keeps its own rules; it must be null, and the rules are changed on the bucket.",
    );
  });
});

describe("the stack of a stage", () => {
  it("is protected from deletion if the stage is prod", () => {
    const settings = { reports: [report()], stages: { dev: {} } };
    expect(synthesized(settings).stack).toMatchObject({ stackName: "DailyReport", terminationProtection: true });
    expect(synthesized({ ...settings, stage: "dev" }).stack).toMatchObject({
      stackName: "DailyReport-dev",
      terminationProtection: false,
    });
  });

  it("gives all its resources the tags service and stage", () => {
    const tagged = Object.values(template.toJSON().Resources as Record<string, { Type: string; Properties: object }>)
      .map(({ Type, Properties }) => ({ Type, ...(Properties as { Tags?: unknown }) }))
      .filter(({ Tags }) => Tags !== undefined);
    const tags = [
      { Key: "service", Value: "daily-report" },
      { Key: "stage", Value: "prod" },
    ];
    expect(tagged.map(({ Type }) => Type)).toEqual(
      expect.arrayContaining(["AWS::Lambda::Function", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::CloudWatch::Alarm"]),
    );
    for (const { Tags } of tagged) expect(Tags).toEqual(tags);
  });

  it("has no name in common with the stack of another stage", () => {
    const settings = { reports: [report()], stages: { dev: {} } };
    const [prod, dev] = [namesIn(templateOf(settings)), namesIn(templateOf({ ...settings, stage: "dev" }))];
    expect(prod).toEqual(expect.arrayContaining(["daily-report-prod", "daily-report-prod-GivenUp", "daily_report"]));
    // The names of schedules are unique within their group.
    const shared = prod.filter((name) => dev.includes(name));
    expect(shared).toEqual(["daily-0730-europe-moscow", "daily-0730-europe-moscow-watch"]);
    expect(dev).toEqual(expect.arrayContaining(["daily-report-dev", "daily-report-dev-GivenUp", "daily_report_dev"]));
  });

  it("tells the function its stage", () => {
    templateOf({ reports: [report()], stages: { dev: {} }, stage: "dev" }).hasResourceProperties(
      "AWS::Lambda::Function",
      { Environment: { Variables: { STAGE: "dev" } } },
    );
  });
});

/** Returns the names that the template gives to resources, except of the tables of the database. */
function namesIn(made: Template): string[] {
  const resources = Object.values(made.toJSON().Resources as Record<string, { Properties: Record<string, unknown> }>);
  const keys = [
    "Name",
    "StateMachineName",
    "AlarmName",
    "DashboardName",
    "ConfigurationSetName",
    "ScheduleGroupName",
    "QueueName",
  ];
  const own = resources.flatMap(({ Properties }) => keys.map((key) => Properties[key]));
  const databases = Object.values(made.findResources("AWS::Glue::Database")).map(
    ({ Properties }) => Properties.DatabaseInput.Name,
  );
  return [...own, ...databases].filter((name) => typeof name === "string");
}

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
