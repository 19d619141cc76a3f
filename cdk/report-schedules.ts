import { Duration, Stack, TimeZone, Validations } from "aws-cdk-lib";
import type { CfnFunction, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { weekdays } from "../functions/daily-report/definition-fields.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";

export type ReportSchedulesProps = {
  definitions: readonly ReportDefinition[];
  handler: LambdaFunction;
  failures: IQueue;
};

/**
 * One schedule per report, at its local time in its zone, on its weekdays or its day of the month. The schedule is disabled if
 * the report is.
 */
export class ReportSchedules extends Construct {
  constructor(scope: Construct, id: string, props: ReportSchedulesProps) {
    super(scope, id);
    for (const definition of props.definitions) {
      new Schedule(this, definition.id, {
        description: `Daily report ${definition.id}`,
        schedule: cronOf(definition),
        timeWindow: TimeWindow.off(),
        enabled: definition.enabled,
        target: new LambdaInvoke(props.handler, {
          // The report's day, week or month is derived from the scheduled time, which stays the same in retries.
          input: ScheduleTargetInput.fromObject({
            report: definition.id,
            scheduledTime: ContextAttribute.scheduledTime,
            attempt: ContextAttribute.attemptNumber,
          }),
          retryAttempts: 3,
          maxEventAge: Duration.hours(6),
          deadLetterQueue: props.failures,
        }),
      });
    }
    const logicalId = Stack.of(this).getLogicalId(props.handler.node.defaultChild as CfnFunction);
    Validations.of(Stack.of(this)).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>:*]`,
      reason: "The right to invoke a function always names its versions too; they are versions of this one function",
    });
  }
}

function cronOf(definition: ReportDefinition): ScheduleExpression {
  const [hour = "", minute = ""] = definition.at.split(":");
  return ScheduleExpression.cron({
    hour: String(Number(hour)),
    minute: String(Number(minute)),
    ...(definition.monthDay === null ? { weekDay: weekDaysOf(definition) } : { day: String(definition.monthDay) }),
    timeZone: TimeZone.of(definition.zone),
  });
}

function weekDaysOf(definition: ReportDefinition): string {
  const days = weekdays.filter((day) => definition.weekdays.includes(day));
  return days.length === weekdays.length ? "*" : days.join(",").toUpperCase();
}
