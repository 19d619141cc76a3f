import { GetFunctionConcurrencyCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { paginateListSchedules, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { errorName } from "../../functions/daily-report/archive/archive-error.ts";
import { type ScheduleGroup, schedulesOf } from "../../functions/daily-report/schedule-groups.ts";
import { type Check, fails, holds, note, refusedByAws } from "./check.ts";

/** A schedule as EventBridge Scheduler lists it. */
export type FoundSchedule = { readonly name: string; readonly isOn: boolean; readonly target: string };

export type ExpectedSchedules = {
  readonly groups: readonly ScheduleGroup[];
  /** The name of the group of EventBridge Scheduler that holds the schedules of the stage. */
  readonly folder: string;
  /** The ARN of the function that they call. */
  readonly target: string;
};

const RESUME = "docs/operations.md, Stop and resume";

/** Asks whether the stage has the schedules of its reports, whether they are on, and whether they call the function. */
export async function checkSchedules(client: SchedulerClient, expected: ExpectedSchedules): Promise<Check[]> {
  const subject = "the schedules are there";
  const found: FoundSchedule[] = [];
  try {
    for await (const { Schedules = [] } of paginateListSchedules({ client }, { GroupName: expected.folder })) {
      found.push(
        ...Schedules.map(({ Name = "", State, Target }) => {
          return { name: Name, isOn: State === "ENABLED", target: Target?.Arn ?? "" };
        }),
      );
    }
  } catch (error) {
    const name = errorName(error);
    // The stack makes the group even if no report is enabled.
    if (name !== "ResourceNotFoundException") return [refusedByAws(subject, name)];
    return [fails(subject, `EventBridge Scheduler has no group ${expected.folder}`, "deploy the stack again")];
  }
  return judgeSchedules(found, expected);
}

/** A check for each group of reports, then what else is to be said of the schedules that were found. */
export function judgeSchedules(found: readonly FoundSchedule[], expected: ExpectedSchedules): Check[] {
  const { groups, folder } = expected;
  const isStopped = found.length > 0 && found.every(({ isOn }) => !isOn);
  const names = new Set(groups.flatMap(schedulesOf).map(({ name }) => name));
  const others = found.flatMap(({ name }) => (names.has(name) ? [] : [name]));
  return [
    ...groups.map((group) => judgeGroup(group, { found, isStopped, ...expected })),
    ...(isStopped ? [note("the schedules are on", "all are off: no report is made or mailed by itself", RESUME)] : []),
    ...(others.length > 0
      ? [
          note(
            "the stack has no other schedules",
            `${folder} also has ${others.join(", ")}`,
            "deploy the stack, or give the definitions that are deployed (--reports)",
          ),
        ]
      : []),
  ];
}

type Found = ExpectedSchedules & { readonly found: readonly FoundSchedule[]; readonly isStopped: boolean };

function judgeGroup(group: ScheduleGroup, { found, isStopped, folder, target }: Found): Check {
  const { id, reports } = group;
  const subject = `the schedule ${id} calls the function, for ${reports.length === 1 ? reports[0] : `${reports.length} reports`}`;
  const names = schedulesOf(group).map(({ name }) => name);
  const own = found.filter(({ name }) => names.includes(name));
  const absent = names.filter((name) => !own.some((one) => one.name === name));
  if (absent.length > 0) return fails(subject, `there is no ${absent.join(", no ")} in ${folder}`, "deploy the stack");
  const wrong = own.filter((one) => one.target !== target);
  if (wrong.length > 0) return fails(subject, `${namesOf(wrong)}: another target`, "deploy the stack again");
  const off = own.filter(({ isOn }) => !isOn);
  if (off.length > 0 && !isStopped)
    return fails(subject, `${namesOf(off)}: off`, `switch it on in EventBridge Scheduler, group ${folder}`);
  return holds(subject, names.join(", "));
}

function namesOf(schedules: readonly FoundSchedule[]): string {
  return schedules.map(({ name }) => name).join(", ");
}

/** Whether calls of the function may run: a concurrency of 0 stops it. */
export async function checkConcurrency(lambda: LambdaClient, FunctionName: string): Promise<Check> {
  const subject = "calls of the function may run";
  try {
    const answer = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    const most = answer.ReservedConcurrentExecutions;
    if (most === 0) return note(subject, "its concurrency is 0, so every call waits or fails", RESUME);
    return holds(subject, most === undefined ? "as many as the account allows" : `${most} at the same time`);
  } catch (error) {
    return refusedByAws(subject, errorName(error));
  }
}
