import { Match } from "aws-cdk-lib/assertions";
import { expect, it, test } from "vitest";
import { report, templateOf } from "./synthesize.ts";

it("tells operations about failed, given up, slow and missing runs", () => {
  const template = templateOf({ reports: [report()], alarmEmail: "operations@example.com" });
  template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: "operations@example.com" });
  template.resourceCountIs("AWS::CloudWatch::Alarm", 4);
  template.allResourcesProperties("AWS::CloudWatch::Alarm", {
    AlarmActions: [{ Ref: Match.stringLikeRegexp("^AlarmsTopic") }],
  });
  for (const [metric, threshold] of Object.entries({
    Errors: 1,
    ApproximateNumberOfMessagesVisible: 1,
    Duration: 720_000,
  })) {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      MetricName: metric,
      Threshold: threshold,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      TreatMissingData: "notBreaching",
    });
  }
});

it("lets the account's alarms publish, over TLS only", () => {
  const template = templateOf({ reports: [report()], alarmEmail: "operations@example.com" });
  template.hasResourceProperties("AWS::SNS::TopicPolicy", {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        Match.objectLike({
          Effect: "Allow",
          Action: "sns:Publish",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
        }),
      ]),
    },
  });
});

it('raises alarms that tell nobody when "none" was said aloud', () => {
  const template = templateOf({ reports: [report()], alarmEmail: "none" });
  template.resourceCountIs("AWS::SNS::Topic", 0);
  template.resourceCountIs("AWS::CloudWatch::Alarm", 4);
  template.allResourcesProperties("AWS::CloudWatch::Alarm", { AlarmActions: Match.absent() });
});

test.each<[string, object[], number]>([
  ["every day", [report()], 26],
  ["on working days", [report({ weekdays: ["mon", "tue", "wed", "thu", "fri"] })], 74],
  ["on Mondays, and CloudWatch looks back no further", [report({ weekdays: ["mon"] })], 168],
  ["by turns", [report({ weekdays: ["mon", "thu"] }), report({ id: "b", weekdays: ["sat"] })], 74],
  [
    "every day but for a disabled report",
    [report({ weekdays: ["wed", "sun"] }), report({ id: "b", enabled: false })],
    98,
  ],
])("misses a run when one was due %s", (_when, reports, hours) => {
  templateOf({ reports }).hasResourceProperties("AWS::CloudWatch::Alarm", {
    EvaluationPeriods: hours,
    ComparisonOperator: "LessThanThreshold",
    Threshold: 1,
    TreatMissingData: "breaching",
    Metrics: Match.arrayWith([Match.objectLike({ Expression: "calls - errors" })]),
  });
});

it("misses nothing when no report is enabled", () => {
  const alarms = templateOf({ reports: [report({ enabled: false })] }).findResources("AWS::CloudWatch::Alarm");
  expect(Object.keys(alarms)).toHaveLength(3);
});
