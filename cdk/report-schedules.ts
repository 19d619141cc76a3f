import { Duration, Stack, TimeZone } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import {
  ContextAttribute,
  type IScheduleTarget,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
  TimeWindow,
} from "aws-cdk-lib/aws-scheduler";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { scheduleGroupsOf, schedulesOf, tryEvent, watchEvent } from "../functions/daily-report/schedule-groups.ts";

export type ReportSchedulesProps = {
  definitions: readonly ReportDefinition[];
  handler: IFunction;
  failures: IQueue;
  /** The name of the group of all schedules. */
  name: string;
  /** Whether all schedules are off. */
  stopped: boolean;
};

type Call = { readonly description: string; readonly event: object };

/** What the scheduler puts into each event. The report's day is derived from the scheduled time, which stays the same in retries. */
const scheduler = { scheduledTime: ContextAttribute.scheduledTime, attempt: ContextAttribute.attemptNumber };

/**
 * The schedules of all enabled reports. Reports of the same zone, time and days share one that fires at that time and again
 * every hour, as often as their definitions say, and one that asks later whether they are done. Tries after midnight have a
 * schedule of their own.
 */
export class ReportSchedules extends Construct {
  readonly group: ScheduleGroup;
  readonly #props: ReportSchedulesProps;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: ReportSchedulesProps) {
    super(scope, id);
    this.#props = props;
    this.group = new ScheduleGroup(this, "Group", { scheduleGroupName: props.name });
    this.#role = this.#callingRole();
    for (const group of scheduleGroupsOf(props.definitions)) {
      const { zone, reports } = group;
      const told = reports.length === 1 ? `report ${reports[0]}` : `${reports.length} reports`;
      for (const { name, times, isWatchdog } of schedulesOf(group)) {
        const call = isWatchdog
          ? { description: `Asks whether ${told} are done`, event: watchEvent(group, scheduler) }
          : { description: `Makes ${told}`, event: tryEvent(group, scheduler) };
        this.#add(name, ScheduleExpression.cron({ ...times, timeZone: TimeZone.of(zone) }), call);
      }
    }
  }

  #add(scheduleName: string, schedule: ScheduleExpression, { description, event }: Call): void {
    new Schedule(this, scheduleName, {
      scheduleName,
      scheduleGroup: this.group,
      description,
      schedule,
      timeWindow: TimeWindow.off(),
      enabled: !this.#props.stopped,
      target: this.#calling(event),
    });
  }

  /** The ready-made target of the CDK would allow calling all versions of the function and reading the queue's attributes. */
  #calling(event: object): IScheduleTarget {
    const { handler, failures } = this.#props;
    return {
      bind: () => ({
        arn: handler.functionArn,
        role: this.#role,
        input: ScheduleTargetInput.fromObject(event),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: Duration.hours(6).toSeconds() },
        deadLetterConfig: { arn: failures.queueArn },
      }),
    };
  }

  #callingRole(): Role {
    const { handler, failures } = this.#props;
    const role = new Role(this, "Role", {
      description: "Lets the schedules call the report function",
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": Stack.of(this).account, "aws:SourceArn": this.group.scheduleGroupArn },
        },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [handler.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [failures.queueArn] }));
    return role;
  }
}
