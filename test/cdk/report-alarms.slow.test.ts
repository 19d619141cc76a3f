import { readFileSync } from "node:fs";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { metricNames } from "../../functions/daily-report/environment.ts";
import { report } from "./report-settings.ts";
import { templateOf } from "./synthesize.ts";

const reports = [report(), report({ id: "second" }), { id: "weekly", period: "week", of: "support" }];
const settings = { reports, alarmEmail: "operations@example.com" };
const names = ["Doubtful", "Errors", "GivenUp", "Missing", "NotAnnounced", "Slow", "Throttled", "Undelivered"];

type MetricStat = {
  readonly Metric: { readonly Namespace: string; readonly MetricName: string; readonly Dimensions: unknown };
  readonly Period: number;
  readonly Stat: string;
};
type AlarmProperties = {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Dimensions?: unknown;
  readonly Period?: number;
  readonly Statistic?: string;
  readonly Threshold: number;
  readonly Metrics?: readonly { readonly Id: string; readonly Expression?: string; readonly MetricStat?: MetricStat }[];
};

function alarms(of: Record<string, unknown> = settings): AlarmProperties[] {
  return Object.values(templateOf(of).findResources("AWS::CloudWatch::Alarm")).map(({ Properties }) => Properties);
}

function alarm(name: string): AlarmProperties {
  const found = alarms().find(({ AlarmName }) => AlarmName === `daily-report-prod-${name}`);
  if (found === undefined) throw new Error(`There is no alarm ${name}.`);
  return found;
}

/** Dimensions of the metrics that the function publishes over all reports of the stage. */
const ofStage = [
  { Name: "service", Value: metricNames.service },
  { Name: "stage", Value: "prod" },
];

describe("ReportAlarms", () => {
  it("are the same, however many reports there are", () => {
    const found = alarms().map(({ AlarmName }) => AlarmName);
    expect(found.sort()).toEqual(names.map((name) => `daily-report-prod-${name}`));
    expect(alarms({ ...settings, reports: [report()] })).toEqual(alarms());
  });

  it("are announced when they begin and when they are over", () => {
    const template = templateOf(settings);
    const topic = [{ Ref: Match.stringLikeRegexp("^AlarmsTopic") }];
    template.allResourcesProperties("AWS::CloudWatch::Alarm", { AlarmActions: topic, OKActions: topic });
    template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: "operations@example.com" });
  });

  it("go to a topic without a reader if alarmEmail is none", () => {
    const template = templateOf({ ...settings, alarmEmail: "none" });
    template.resourceCountIs("AWS::SNS::Topic", 1);
    template.resourceCountIs("AWS::SNS::Subscription", 0);
    template.hasOutput("OperationsTopicArn", {});
  });

  it("name their section of the runbook, which exists and explains what it means, where to look and what to run", () => {
    const runbook = readFileSync("docs/operations.md", "utf8");
    for (const { AlarmName, AlarmDescription } of alarms()) {
      const name = AlarmName.replace("daily-report-prod-", "");
      expect(AlarmDescription).toMatch(new RegExp(`\\. What to do: docs/operations\\.md#${name.toLowerCase()}$`));
      const section = new RegExp(`^### ${name}\\n(.*?)^##`, "ms").exec(runbook)?.[1] ?? "";
      expect(section, name).toMatch(/Meaning.*Look.*Run/s);
    }
  });

  it("do not latch: each is over as soon as its metric has no data, and no earlier state is looked at", () => {
    templateOf(settings).allResourcesProperties("AWS::CloudWatch::Alarm", {
      TreatMissingData: "notBreaching",
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
    });
  });

  it("let CloudWatch publish for alarms of this account, over TLS only", () => {
    templateOf(settings).hasResourceProperties("AWS::SNS::TopicPolicy", {
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
});

/** The expression of an alarm, and its metrics as "namespace/metric of statistic". */
function formulaOf({ Metrics = [] }: AlarmProperties) {
  const metrics = Metrics.flatMap(({ Id, MetricStat: of }) =>
    of === undefined ? [] : [[Id, `${of.Metric.Namespace}/${of.Metric.MetricName} ${of.Stat}`]],
  );
  return { expression: Metrics.find(({ Expression }) => Expression)?.Expression, metrics: Object.fromEntries(metrics) };
}

describe("the alarm", () => {
  it("Errors is raised by the function's own count, without mistyped requests and calls that go on in the next one", () => {
    expect(alarm("Errors")).toMatchObject({
      Namespace: "DailyReport",
      MetricName: "CallsFailed",
      Statistic: "Sum",
      Dimensions: ofStage,
      Threshold: 1,
    });
  });

  it("GivenUp is raised by every new message of the queue, not by those that lie there", () => {
    expect(alarm("GivenUp")).toMatchObject({
      Namespace: "AWS/SQS",
      MetricName: "NumberOfMessagesSent",
      Statistic: "Sum",
      Period: 60,
      Threshold: 1,
    });
  });

  it("Missing is raised by the watchdog's finding, and by nothing at deployment", () => {
    expect(alarm("Missing")).toMatchObject({
      Namespace: "DailyReport",
      MetricName: "DayMissing",
      Statistic: "Sum",
      Dimensions: ofStage,
      Threshold: 1,
    });
  });

  it("Slow is raised by one day of one report, not by a call over many days that uses its time", () => {
    expect(alarm("Slow")).toMatchObject({
      Namespace: "DailyReport",
      MetricName: "DurationMs",
      Statistic: "Maximum",
      Dimensions: ofStage,
      Threshold: 720_000,
    });
  });

  it("Doubtful is raised if sessions are missing, unreadable, or unexpectedly none", () => {
    expect(formulaOf(alarm("Doubtful"))).toEqual({
      expression: "IF(short > 0, 1, 0) + quiet + unreadable",
      metrics: {
        short: "DailyReport/Short Maximum",
        quiet: "DailyReport/UnexpectedlyQuiet Maximum",
        unreadable: "DailyReport/RowsUnreadable Maximum",
      },
    });
    const dimensions = (alarm("Doubtful").Metrics ?? []).flatMap(({ MetricStat: of }) =>
      of ? [of.Metric.Dimensions] : [],
    );
    expect(dimensions).toEqual([ofStage, ofStage, ofStage]);
  });

  it("Throttled is raised by a call that had to wait", () => {
    expect(alarm("Throttled")).toMatchObject({ Namespace: "AWS/Lambda", MetricName: "Throttles", Statistic: "Sum" });
  });

  it("NotAnnounced is raised by a failure that reached neither the queue nor the topic", () => {
    expect(formulaOf(alarm("NotAnnounced"))).toEqual({
      expression: "FILL(function, 0) + FILL(schedule, 0) + FILL(mail, 0)",
      metrics: {
        function: "AWS/Lambda/DestinationDeliveryFailures Sum",
        schedule: "AWS/Scheduler/InvocationsFailedToBeSentToDeadLetterCount Sum",
        mail: "AWS/Events/FailedInvocations Sum",
      },
    });
  });

  it("Undelivered is raised by an event of SES about a mail of this stage", () => {
    expect(alarm("Undelivered")).toMatchObject({
      Namespace: "AWS/Events",
      MetricName: "TriggeredRules",
      Dimensions: [{ Name: "RuleName", Value: { Ref: expect.stringMatching(/^MailEventsRule/) } }],
    });
  });
});

describe("MailEvents", () => {
  it("publishes what SES did not deliver to the only bus that SES knows", () => {
    templateOf(settings).hasResourceProperties("AWS::SES::ConfigurationSetEventDestination", {
      ConfigurationSetName: { Ref: Match.stringLikeRegexp("^MailConfigurationSet") },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ["bounce", "complaint", "reject", "renderingFailure"],
        EventBridgeDestination: { EventBusArn: { "Fn::Join": ["", Match.arrayWith([":event-bus/default"])] } },
      },
    });
  });

  it("announces mails of this stage alone", () => {
    templateOf(settings).hasResourceProperties("AWS::Events::Rule", {
      EventPattern: {
        source: ["aws.ses"],
        detail: {
          mail: { tags: { "ses:configuration-set": [{ Ref: Match.stringLikeRegexp("^MailConfigurationSet") }] } },
        },
      },
      State: "ENABLED",
    });
  });

  it("announces them in a sentence that names report and day, and no address", () => {
    const [rule] = Object.values(templateOf(settings).findResources("AWS::Events::Rule"));
    const [target, ...others] = rule?.Properties.Targets ?? [];
    expect(others).toEqual([]);
    expect(target.Arn).toEqual({ Ref: expect.stringMatching(/^AlarmsTopic/) });
    const { InputPathsMap: paths, InputTemplate: text } = target.InputTransformer;
    const event = {
      "$.detail.eventType": "Bounce",
      "$.detail.mail.messageId": "0107-1",
      "$.detail.mail.tags.report[0]": "support",
      "$.detail.mail.tags.day[0]": "2026-03-01",
    };
    const filled = Object.entries<keyof typeof event>(paths).reduce(
      (sentence, [name, path]) => sentence.replace(`<${name}>`, event[path]),
      text,
    );
    expect(JSON.parse(filled)).toBe(
      "Daily report, stage prod: a mail of report support of 2026-03-01 came to nothing (Bounce, message 0107-1). What to do: docs/operations.md#undelivered",
    );
  });
});

describe("ReportDashboard", () => {
  it("shows alarms, runs, durations, readings, mails and findings, and no figure of a report", () => {
    const [dashboard] = Object.values(templateOf(settings).findResources("AWS::CloudWatch::Dashboard"));
    expect(dashboard?.Properties.DashboardName).toBe("daily-report-prod");
    const body = JSON.stringify(dashboard?.Properties.DashboardBody).replaceAll('\\\\"', '"').replaceAll('\\"', '"');
    const titles = [...body.matchAll(/"title":"([^"]+)"/g)].map(([, title]) => title);
    expect(titles).toEqual([
      "Alarms",
      "Runs",
      "Longest run, ms",
      "Reading",
      "Mails",
      "Findings about the data",
      "Reports that failed",
    ]);
    expect(body).not.toMatch(/nps|csi|csat|price|lost/i);
  });
});
