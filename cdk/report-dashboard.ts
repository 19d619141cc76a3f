import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryWidget,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { ReportFunction } from "./report-function.ts";
import { namesOf } from "./stack-names.ts";
import { stageMetric } from "./stage-metric.ts";

export type ReportDashboardProps = {
  stage: string;
  report: ReportFunction;
  alarms: readonly Alarm[];
};

const hourly = { period: Duration.hours(1), statistic: Stats.SUM };

/** The operation at a glance: how runs, readings and mails went. What the reports say is not shown: it is for their readers. */
export class ReportDashboard extends Construct {
  constructor(scope: Construct, id: string, { stage, report, alarms }: ReportDashboardProps) {
    super(scope, id);
    const { handler, failures } = report;
    const sums = (...names: string[]) => names.map((name) => stageMetric(name, stage).with({ ...hourly, label: name }));
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8, height: 6 });
    new Dashboard(this, "Dashboard", {
      dashboardName: namesOf(stage).prefix,
      defaultInterval: Duration.days(14),
      widgets: [
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 24, height: 3 })],
        [
          graph("Runs", [
            handler.metricInvocations({ ...hourly, label: "Calls" }),
            handler.metricErrors({ ...hourly, label: "Errors of Lambda" }),
            failures.metricNumberOfMessagesSent({ ...hourly, label: "Messages to the failures queue" }),
            ...sums("CallsFailed", "CallsContinued", "RequestsRefused", "DayCompleted", "DayMissing"),
          ]),
          graph("Longest run, ms", [
            stageMetric("DurationMs", stage).with({ period: Duration.hours(1), label: "One day of a report" }),
            handler.metricDuration({ period: Duration.hours(1), statistic: Stats.MAXIMUM, label: "One call" }),
          ]),
          graph("Reading", sums("SessionsRead", "Duplicates", "Invalid", "Short", "DaysRestated", "DaysNotReadAgain")),
        ],
        [
          graph("Mails", sums("MailsSent", "MailsFailed", "PossibleRepeats")),
          graph("Findings about the data", sums("Findings", "UnexpectedlyQuiet", "RowsUnreadable")),
          new LogQueryWidget({
            title: "Reports that failed",
            logGroupNames: [report.handler.logGroup.logGroupName],
            queryLines: [
              "fields @timestamp, report, day, step, error, code",
              'filter message = "report failed"',
              "sort @timestamp desc",
              "limit 50",
            ],
            width: 8,
            height: 6,
          }),
        ],
      ],
    });
  }
}
