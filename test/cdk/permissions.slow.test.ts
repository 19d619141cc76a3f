import type { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { report } from "./report-settings.ts";
import { templateOf } from "./synthesize.ts";

type Statement = {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
};

const reports = [
  report({
    recipients: ["team@example.com"],
    sender: "Daily <reports@mail.example.com>",
    testDomains: ["Example.org"],
  }),
];

/** Returns the statements of all policies, with the construct that each belongs to. */
function statementsOf(template: Template): { of: string; statement: Statement }[] {
  const resources: [string, { Properties: { PolicyDocument?: { Statement: Statement[] } } }][] = Object.entries(
    template.toJSON().Resources,
  );
  return resources.flatMap(([id, { Properties }]) =>
    (Properties.PolicyDocument?.Statement ?? []).map((statement) => ({
      of: id.replace(/[0-9A-F]{8}$/, ""),
      statement,
    })),
  );
}

/** Returns the allowed actions as "who: action on what", sorted. References are written as <name>. */
function grantsOf(template: Template): string[] {
  const lines = statementsOf(template).flatMap(({ of, statement }) => {
    if (statement.Effect !== "Allow") return [];
    const who = statement.Principal === undefined ? of : `${of} for ${JSON.stringify(statement.Principal)}`;
    return [statement.Action]
      .flat()
      .flatMap((action) => [statement.Resource].flat().map((what) => `${who}: ${action} on ${textOf(what)}`));
  });
  return lines.sort();
}

/** An ARN as text. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const { Ref: ref, "Fn::GetAtt": att, "Fn::Join": join } = Object(value);
  if (Array.isArray(join)) return join[1].map(textOf).join("");
  return `<${String(ref ?? att?.[0]).replace(/[0-9A-F]{8}$/, "")}>`;
}

function conditionOf(template: Template, action: string): unknown {
  const found = statementsOf(template).filter(({ statement }) => [statement.Action].flat().includes(action));
  expect(found).toHaveLength(1);
  return found[0]?.statement.Condition;
}

// Whoever adds a line here has asked whether the function needs it.
const reviewed = [
  // The scheduler calls the function, and keeps what it could not deliver.
  "SchedulesRoleDefaultPolicy: lambda:InvokeFunction on <ReportFunction>",
  "SchedulesRoleDefaultPolicy: sqs:SendMessage on <ReportFailures>",
  // The Lambda service writes logs and failed calls with the role of the function.
  "ReportRoleDefaultPolicy: logs:CreateLogStream on <ReportLogs>",
  "ReportRoleDefaultPolicy: logs:PutLogEvents on <ReportLogs>",
  "ReportRoleDefaultPolicy: sqs:SendMessage on <ReportFailures>",
  // The function itself. Without ListBucket S3 answers 403 for an object that does not exist.
  "ReportRoleDefaultPolicy: s3:ListBucket on <ArchiveBucket>",
  ...["backfills", "ledger", "reports", "sessions", "tables"].flatMap((folder) => [
    `ReportRoleDefaultPolicy: s3:GetObject on <ArchiveBucket>/${folder}/*`,
    `ReportRoleDefaultPolicy: s3:PutObject on <ArchiveBucket>/${folder}/*`,
  ]),
  "ReportRoleDefaultPolicy: s3:DeleteObject on <ArchiveBucket>/reports/*",
  "ReportRoleDefaultPolicy: s3:DeleteObject on <ArchiveBucket>/sessions/*",
  "ReportRoleDefaultPolicy: s3:AbortMultipartUpload on <ArchiveBucket>/sessions/*",
  "ReportRoleDefaultPolicy: secretsmanager:GetSecretValue on <MaskKeySecret>",
  "ReportRoleDefaultPolicy: secretsmanager:GetSecretValue on <TwinLoginSecret>",
  "ReportRoleDefaultPolicy: ses:SendRawEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:configuration-set/<MailConfigurationSet>",
  "ReportRoleDefaultPolicy: ses:SendRawEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*",
  // The backfill calls the function, executes itself for each day, reads the list of days, writes the results and mails operations.
  "BackfillRoleDefaultPolicy: lambda:InvokeFunction on <ReportFunction>",
  "BackfillRoleDefaultPolicy: sns:Publish on <AlarmsTopic>",
  ...["AbortMultipartUpload", "GetObject", "ListMultipartUploadParts", "PutObject"].map(
    (action) => `BackfillRoleDefaultPolicy: s3:${action} on <ArchiveBucket>/backfills/*`,
  ),
  ...[
    "StartExecution on STATES:stateMachine:daily-report-prod-backfill",
    "DescribeExecution on STATES:execution:daily-report-prod-backfill:*",
    "StopExecution on STATES:execution:daily-report-prod-backfill:*",
    "RedriveExecution on STATES:execution:daily-report-prod-backfill/*:*",
  ].map(
    (right) =>
      `BackfillRoleDefaultPolicy: states:${right.replace("STATES", "arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>")}`,
  ),
  // Alarms and undelivered mails are announced.
  'AlarmsTopicPolicy for {"Service":"cloudwatch.amazonaws.com"}: sns:Publish on <AlarmsTopic>',
  'AlarmsTopicPolicy for {"Service":"events.amazonaws.com"}: sns:Publish on <AlarmsTopic>',
];

describe("the permissions of the stack", () => {
  it("are those that were reviewed, and no others", () => {
    expect(grantsOf(templateOf({ reports }))).toEqual([...reviewed].sort());
  });

  it("come from no managed policy", () => {
    const roles = Object.values(templateOf({ reports }).findResources("AWS::IAM::Role"));
    expect(roles.map(({ Properties }) => Properties.ManagedPolicyArns)).toEqual(roles.map(() => undefined));
    templateOf({ reports }).resourceCountIs("AWS::IAM::ManagedPolicy", 0);
  });

  it("allow listing only the archive's folders", () => {
    expect(conditionOf(templateOf({ reports }), "s3:ListBucket")).toEqual({
      StringLikeIfExists: { "s3:prefix": ["reports/*", "sessions/*", "tables/*", "ledger/*", "backfills/*"] },
    });
  });

  it("let only the schedules of this stage call the function", () => {
    const roles = Object.values(templateOf({ reports }).findResources("AWS::IAM::Role"));
    const trust = roles.flatMap(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement);
    expect(trust.find(({ Principal }) => Principal.Service === "scheduler.amazonaws.com").Condition).toEqual({
      StringEquals: {
        "aws:SourceAccount": { Ref: "AWS::AccountId" },
        "aws:SourceArn": { "Fn::GetAtt": [expect.stringMatching(/^SchedulesGroup/), "Arn"] },
      },
    });
  });
});

describe("the permission to send mail", () => {
  const fromOnly = { StringEquals: { "ses:FromAddress": ["reports@mail.example.com"] } };
  const identitiesOf = (template: Template) =>
    grantsOf(template).flatMap((grant) => /:identity\/(.+)$/.exec(grant)?.[1] ?? []);

  it("is limited to the reports' senders", () => {
    expect(conditionOf(templateOf({ reports }), "ses:SendRawEmail")).toEqual(fromOnly);
  });

  it("names the identities of senders and readers in the sandbox, where SES checks both", () => {
    const template = templateOf({ reports, sandbox: true });
    expect(identitiesOf(template)).toEqual([
      "*@example.org",
      "example.com",
      "example.org",
      "mail.example.com",
      "reports@mail.example.com",
      "team@example.com",
    ]);
    expect(conditionOf(template, "ses:SendRawEmail")).toEqual(fromOnly);
  });

  it("names an internationalized domain in ASCII, as SES and IAM do", () => {
    const foreign = [report({ recipients: ["a@example.com"], sender: "reports@почта.рф", testDomains: ["Тест.рф"] })];
    const template = templateOf({ reports: foreign, sandbox: true });
    expect(conditionOf(template, "ses:SendRawEmail")).toEqual({
      StringEquals: { "ses:FromAddress": ["reports@xn--80a1acny.xn--p1ai"] },
    });
    expect(identitiesOf(template)).toEqual(expect.arrayContaining(["xn--80a1acny.xn--p1ai", "*@xn--e1aybc.xn--p1ai"]));
    expect(identitiesOf(template).join("")).not.toMatch(/[^ -~]/);
  });

  it("is missing if no report has a sender", () => {
    expect(grantsOf(templateOf({ reports: [report()] })).join()).not.toContain("ses:");
  });
});
