import { Match } from "aws-cdk-lib/assertions";
import { expect, it, test } from "vitest";
import { metricNames } from "../../functions/daily-report/environment.ts";
import { report } from "./report-settings.ts";
import { templateOf } from "./synthesize.ts";

it("ReportAlarms mails an alarm for failed, given-up, slow and doubtful runs and for missing days", () => {
  const template = templateOf({ reports: [report()], alarmEmail: "operations@example.com" });
  template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: "operations@example.com" });
  template.resourceCountIs("AWS::CloudWatch::Alarm", 5);
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

it("ReportAlarms lets the account's alarms publish, over TLS only", () => {
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

it('ReportAlarms creates alarms without a topic if alarmEmail is "none"', () => {
  const template = templateOf({ reports: [report()], alarmEmail: "none" });
  template.resourceCountIs("AWS::SNS::Topic", 0);
  template.resourceCountIs("AWS::CloudWatch::Alarm", 5);
  template.allResourcesProperties("AWS::CloudWatch::Alarm", { AlarmActions: Match.absent() });
});

test.each<[string, object, number]>([
  ["every day", {}, 26],
  ["on working days", { weekdays: ["mon", "tue", "wed", "thu", "fri"] }, 74],
  ["on Mondays, because CloudWatch cannot look back further", { weekdays: ["mon"] }, 168],
  ["on two days of the week", { weekdays: ["mon", "thu"] }, 98],
])("ReportAlarms raises the missing-day alarm after the longest gap of a report due %s", (_when, fields, hours) => {
  templateOf({ reports: [report(fields)] }).hasResourceProperties("AWS::CloudWatch::Alarm", {
    EvaluationPeriods: hours,
    ComparisonOperator: "LessThanThreshold",
    Threshold: 1,
    TreatMissingData: "breaching",
    Namespace: metricNames.namespace,
    MetricName: "DayCompleted",
    Dimensions: [
      { Name: "report", Value: "support" },
      { Name: "service", Value: metricNames.service },
      { Name: "stage", Value: "prod" },
    ],
    Period: 3600,
    Statistic: "Sum",
  });
});

it("ReportAlarms creates one missing-day alarm for each enabled report and none for a disabled one", () => {
  const reports = [report(), report({ id: "second" }), report({ id: "off", enabled: false })];
  const alarms = Object.values(templateOf({ reports }).findResources("AWS::CloudWatch::Alarm"));
  const missing = alarms.map(({ Properties }) => Properties).filter(({ MetricName }) => MetricName === "DayCompleted");
  expect(missing.map(({ AlarmDescription }) => AlarmDescription)).toEqual([
    "No day of report support was completed in 26 hours",
    "No day of report second was completed in 26 hours",
  ]);
});

it("ReportAlarms creates a doubtful alarm but no missing-day alarm for a report of weeks or months", () => {
  const reports = [
    report(),
    { id: "weekly", period: "week", of: "support" },
    { id: "monthly", period: "month", of: "support" },
  ];
  const ids = Object.keys(templateOf({ reports }).findResources("AWS::CloudWatch::Alarm"));
  const named = (kind: string) => ids.filter((id) => id.startsWith(`Alarms${kind}`)).map((id) => id.slice(6, -8));
  expect(named("Missing")).toEqual(["Missingsupport"]);
  expect(named("Doubtful").sort()).toEqual(["Doubtfulmonthly", "Doubtfulsupport", "Doubtfulweekly"]);
});

it("ReportAlarms raises the doubtful alarm if sessions are missing, unreadable, or unexpectedly none", () => {
  const Dimensions = [
    { Name: "report", Value: "support" },
    { Name: "service", Value: metricNames.service },
    { Name: "stage", Value: "prod" },
  ];
  const one = { Dimensions, Namespace: metricNames.namespace };
  templateOf({ reports: [report()] }).hasResourceProperties("AWS::CloudWatch::Alarm", {
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    TreatMissingData: "notBreaching",
    Metrics: Match.arrayWith([
      Match.objectLike({ Expression: "IF(short > 0, 1, 0) + quiet + unreadable" }),
      Match.objectLike({ Id: "short", MetricStat: Match.objectLike({ Metric: { ...one, MetricName: "Short" } }) }),
      Match.objectLike({
        Id: "quiet",
        MetricStat: Match.objectLike({ Metric: { ...one, MetricName: "UnexpectedlyQuiet" } }),
      }),
      Match.objectLike({
        Id: "unreadable",
        MetricStat: Match.objectLike({ Metric: { ...one, MetricName: "RowsUnreadable" } }),
      }),
    ]),
  });
});
