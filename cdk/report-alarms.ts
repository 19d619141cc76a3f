import { Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { weekdays } from "../functions/daily-report/definition-fields.ts";
import { metricNames } from "../functions/daily-report/environment.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { ReportFunction } from "./report-function.ts";

export type ReportAlarmsProps = {
  definitions: readonly ReportDefinition[];
  report: ReportFunction;
  /** Required, so that nobody forgets it: an address, or "none" for alarms that only the console shows. */
  alarmEmail: string;
};

/**
 * Alarms for a run that failed, was given up, was close to its time limit or gave doubtful figures, and for a missing day of a
 * daily report.
 */
export class ReportAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ReportAlarmsProps) {
    super(scope, id);
    const { handler, failures } = props.report;
    const alarms = [
      this.#alarm("Errors", {
        alarmDescription: "A run of the daily report failed; Lambda tries it again twice",
        metric: handler.metricErrors({ period: Duration.minutes(5) }),
        threshold: 1,
      }),
      this.#alarm("GivenUp", {
        alarmDescription: "A call of the daily report was given up after all retries and lies in the failures queue",
        metric: failures.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
        threshold: 1,
      }),
      this.#alarm("Slow", {
        alarmDescription: "A run of the daily report took over 80 % of the time it may take",
        metric: handler.metricDuration({ statistic: Stats.MAXIMUM }),
        threshold: 0.8 * ReportFunction.timeout.toMilliseconds(),
      }),
    ];
    for (const definition of props.definitions.filter(({ enabled }) => enabled)) {
      // CloudWatch cannot look back further than a week, so it cannot tell that a report of weeks or months is missing.
      if (definition.period === "day") alarms.push(this.#missing(definition));
      alarms.push(this.#doubtful(definition));
    }
    if (props.alarmEmail !== "none") this.#notify(props.alarmEmail, alarms);
  }

  /** One alarm per report, because the success of one report says nothing about another. */
  #missing(definition: ReportDefinition): Alarm {
    const hours = hoursUntilMissing(definition);
    return this.#alarm(`Missing-${definition.id}`, {
      alarmDescription: `No day of report ${definition.id} was completed in ${hours} hours`,
      metric: measured("DayCompleted", definition.id).with({
        period: Duration.hours(1),
        statistic: Stats.SUM,
      }),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: hours,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  #doubtful({ id }: ReportDefinition): Alarm {
    return this.#alarm(`Doubtful-${id}`, {
      alarmDescription: `Report ${id} lacks sessions that the TWIN API had announced, could not read many of them, or has none where its weekday usually has some`,
      metric: new MathExpression({
        expression: "IF(short > 0, 1, 0) + quiet + unreadable",
        usingMetrics: {
          short: measured("Short", id),
          quiet: measured("UnexpectedlyQuiet", id),
          unreadable: measured("RowsUnreadable", id),
        },
        period: Duration.minutes(5),
      }),
      threshold: 1,
    });
  }

  #alarm(id: string, props: Omit<AlarmProps, "evaluationPeriods"> & { evaluationPeriods?: number }): Alarm {
    return new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      evaluationPeriods: 1,
      ...props,
    });
  }

  #notify(address: string, alarms: readonly Alarm[]): void {
    const topic = new Topic(this, "Topic", { displayName: "Daily report alarms", enforceSSL: true });
    // A topic with a custom policy does not let the account's alarms publish unless the policy allows it.
    const account = { StringEquals: { "aws:SourceAccount": Stack.of(this).account } };
    topic.grantPublish(new ServicePrincipal("cloudwatch.amazonaws.com", { conditions: account }));
    topic.addSubscription(new EmailSubscription(address));
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }
}

/** Returns a metric that the function itself publishes. */
function measured(metricName: string, report: string): Metric {
  const { namespace, service } = metricNames;
  return new Metric({
    namespace,
    metricName,
    dimensionsMap: { service, stage: "prod", report },
    statistic: Stats.MAXIMUM,
  });
}

/**
 * Returns the hours without a completed day after which a day is missing: the longest gap between two scheduled days plus two
 * hours for retries, but at most seven days, because CloudWatch cannot look back further. So a weekly report that comes an hour
 * later than the week before (the clocks were set back) counts as missing until it comes.
 */
function hoursUntilMissing(definition: ReportDefinition): number {
  const days = weekdays.flatMap((day, index) => (definition.weekdays.includes(day) ? [index] : []));
  const gaps = days.map((day, index) => (days[index + 1] ?? (days[0] ?? day) + 7) - day);
  return Math.min(24 * Math.max(...gaps) + 2, 24 * 7);
}
