import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { MailEvents } from "./mail-events.ts";
import { ReportFunction } from "./report-function.ts";
import type { ReportSchedules } from "./report-schedules.ts";
import { type AlarmName, runbookOf } from "./runbook.ts";
import { namesOf } from "./stack-names.ts";
import { stageMetric } from "./stage-metric.ts";

export type ReportAlarmsProps = {
  stage: string;
  report: ReportFunction;
  schedules: ReportSchedules;
  events: MailEvents;
  topic: Topic;
};

type Rule = {
  readonly alarm: AlarmName;
  readonly says: string;
  readonly metric: IMetric;
  readonly threshold?: number;
};

const often = { period: Duration.minutes(1), statistic: Stats.SUM };
const usual = { period: Duration.minutes(5), statistic: Stats.SUM };

/**
 * The alarms of a stage: the same number for one report and for 300. None of them looks at a level that stays, such as the
 * length of a queue, so each is over minutes after its cause and speaks again for the next one.
 */
export class ReportAlarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: ReportAlarmsProps) {
    super(scope, id);
    const { prefix } = namesOf(props.stage);
    const action = new SnsAction(props.topic);
    this.all = [...failures(props), ...figures(props.stage), ...mails(props)].map(
      ({ alarm: name, says, metric, threshold = 1 }) => {
        const alarm = new Alarm(this, name, {
          alarmName: `${prefix}-${name}`,
          alarmDescription: `${says}. ${runbookOf(name)}`,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
          evaluationPeriods: 1,
          metric,
          threshold,
        });
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
        return alarm;
      },
    );
  }
}

function failures({ stage, report: { handler, failures } }: ReportAlarmsProps): Rule[] {
  return [
    {
      alarm: "Errors",
      says: "A call of the daily report failed in a way that somebody must act on, or in its last try",
      // Lambda's own count has mistyped requests on demand in it, and calls that only had no time for all their reports.
      metric: stageMetric("CallsFailed", stage).with(usual),
    },
    {
      alarm: "GivenUp",
      says: "A call of the daily report was given up after its retries; it now lies in the failures queue",
      // The messages that arrive, not those that lie there: a second one is announced although the first still lies there.
      metric: failures.metricNumberOfMessagesSent(often),
    },
    {
      alarm: "Missing",
      says: "Two hours after the last try a report's day is not done; the log names report and day",
      metric: stageMetric("DayMissing", stage).with(usual),
    },
    {
      alarm: "Throttled",
      says: "A call of the daily report had to wait, because too many functions ran in the account or the function is stopped",
      metric: handler.metricThrottles(usual),
    },
  ];
}

function figures(stage: string): Rule[] {
  return [
    {
      alarm: "Doubtful",
      says: "A report lacks sessions that the TWIN API had announced, could not read many of them, or has none where its weekday usually has some; the log names report and day",
      metric: new MathExpression({
        expression: "IF(short > 0, 1, 0) + quiet + unreadable",
        usingMetrics: {
          short: stageMetric("Short", stage),
          quiet: stageMetric("UnexpectedlyQuiet", stage),
          unreadable: stageMetric("RowsUnreadable", stage),
        },
        period: Duration.minutes(5),
      }),
    },
    {
      alarm: "Slow",
      says: "One day of one report took over 80 % of the 15 minutes that a call may take",
      // The time of a single report-day: a call over many days uses its 15 minutes on purpose.
      metric: stageMetric("DurationMs", stage),
      threshold: 0.8 * ReportFunction.timeout.toMilliseconds(),
    },
  ];
}

function mails({ report: { handler }, schedules, events: { rule } }: ReportAlarmsProps): Rule[] {
  const ofRule = (metricName: string) =>
    new Metric({ namespace: "AWS/Events", metricName, dimensionsMap: { RuleName: rule.ruleName }, ...usual });
  return [
    {
      alarm: "Undelivered",
      says: "SES did not deliver a mail that it had accepted; another message of this topic names report and day",
      metric: ofRule("TriggeredRules"),
    },
    {
      alarm: "NotAnnounced",
      says: "A failed call could not be put into the failures queue, or an undelivered mail could not be announced",
      metric: new MathExpression({
        expression: "FILL(function, 0) + FILL(schedule, 0) + FILL(mail, 0)",
        usingMetrics: {
          function: handler.metric("DestinationDeliveryFailures", usual),
          schedule: schedules.group.metricFailedToBeSentToDLQ(undefined, usual),
          mail: ofRule("FailedInvocations"),
        },
        period: usual.period,
      }),
    },
  ];
}
