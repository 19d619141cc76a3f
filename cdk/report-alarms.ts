import { Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { type ReportDefinition, weekdays } from "../functions/daily-report/report-definition.ts";
import { ReportFunction } from "./report-function.ts";

export type ReportAlarmsProps = {
  definitions: readonly ReportDefinition[];
  report: ReportFunction;
  /** Required, so that going without is said: an address, or "none" for alarms that only the console shows. */
  alarmEmail: string;
};

/** Tells operations when a run failed, was given up, came close to its time limit, or never happened. */
export class ReportAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ReportAlarmsProps) {
    super(scope, id);
    const { handler, failures } = props.report;
    const hour = Duration.hours(1);
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
    const silence = longestSilence(props.definitions);
    if (silence !== null) {
      alarms.push(
        this.#alarm("Missing", {
          alarmDescription: `No run of the daily report succeeded in ${silence} hours`,
          metric: new MathExpression({
            expression: "calls - errors",
            usingMetrics: {
              calls: handler.metricInvocations({ period: hour }),
              errors: handler.metricErrors({ period: hour }),
            },
            period: hour,
          }),
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          threshold: 1,
          evaluationPeriods: silence,
          treatMissingData: TreatMissingData.BREACHING,
        }),
      );
    }
    if (props.alarmEmail !== "none") this.#tell(props.alarmEmail, alarms);
  }

  #alarm(id: string, props: Omit<AlarmProps, "evaluationPeriods"> & { evaluationPeriods?: number }): Alarm {
    return new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      evaluationPeriods: 1,
      ...props,
    });
  }

  #tell(address: string, alarms: readonly Alarm[]): void {
    const topic = new Topic(this, "Topic", { displayName: "Daily report alarms", enforceSSL: true });
    // A topic with a policy of its own no longer lets the account's alarms publish unless it says so.
    const account = { StringEquals: { "aws:SourceAccount": Stack.of(this).account } };
    topic.grantPublish(new ServicePrincipal("cloudwatch.amazonaws.com", { conditions: account }));
    topic.addSubscription(new EmailSubscription(address));
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }
}

/**
 * Hours without a run after which one is missing: the widest gap between two scheduled days and two hours for
 * retries, at most the seven days CloudWatch can look back; null when nothing is scheduled.
 */
function longestSilence(definitions: readonly ReportDefinition[]): number | null {
  const scheduled = new Set(definitions.filter(({ enabled }) => enabled).flatMap((definition) => definition.weekdays));
  const days = weekdays.flatMap((day, index) => (scheduled.has(day) ? [index] : []));
  const first = days[0];
  if (first === undefined) return null;
  const gaps = days.map((day, index) => (days[index + 1] ?? first + 7) - day);
  return Math.min(24 * Math.max(...gaps) + 2, 24 * 7);
}
