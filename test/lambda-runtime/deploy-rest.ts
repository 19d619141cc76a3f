import { CreateScheduleCommand, CreateScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  ListStateMachinesCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import * as v from "valibot";
import { clientOptions } from "../archive/moto-server.ts";
import type { BundledFunction } from "../deployed/bundle-function.ts";
import { fillReferences, type ValueIn } from "./fill-references.ts";

type Rest = {
  readonly endpoint: string;
  readonly bundle: Pick<BundledFunction, "resources">;
  readonly valueIn: ValueIn;
};

const groupSchema = v.object({ Name: v.string() });

const scheduleSchema = v.object({
  Name: v.string(),
  GroupName: v.string(),
  ScheduleExpression: v.string(),
  ScheduleExpressionTimezone: v.string(),
  State: v.picklist(["ENABLED", "DISABLED"]),
  FlexibleTimeWindow: v.object({ Mode: v.picklist(["OFF", "FLEXIBLE"]) }),
  Target: v.looseObject({ Arn: v.string(), RoleArn: v.string(), Input: v.string() }),
});

/** Creates the schedules of the template, with their group, in the scheduler of moto, which never calls anything. */
export async function deploySchedules(rest: Rest): Promise<void> {
  const scheduler = new SchedulerClient(clientOptions(rest.endpoint));
  for (const properties of ofType(rest, "AWS::Scheduler::ScheduleGroup"))
    await scheduler.send(new CreateScheduleGroupCommand(v.parse(groupSchema, properties)));
  for (const properties of ofType(rest, "AWS::Scheduler::Schedule"))
    await scheduler.send(new CreateScheduleCommand(v.parse(scheduleSchema, properties)));
  scheduler.destroy();
}

const machineSchema = v.object({
  StateMachineName: v.string(),
  StateMachineType: v.picklist(["STANDARD", "EXPRESS"]),
  RoleArn: v.string(),
  DefinitionString: v.string(),
});

/** Creates the workflow of the backfill on moto, which executes it; replaces one that is there. */
export async function deployWorkflow(rest: Rest): Promise<void> {
  // Without this, moto keeps state machines, and executions of them have no effect.
  await fetch(`${rest.endpoint}/moto-api/config`, {
    method: "POST",
    body: JSON.stringify({ stepfunctions: { execute_state_machine: true } }),
  });
  const states = new SFNClient(clientOptions(rest.endpoint));
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  for (const { stateMachineArn } of stateMachines)
    await states.send(new DeleteStateMachineCommand({ stateMachineArn }));
  for (const properties of ofType(rest, "AWS::StepFunctions::StateMachine")) {
    const { StateMachineName, StateMachineType, RoleArn, DefinitionString } = v.parse(machineSchema, properties);
    await states.send(
      new CreateStateMachineCommand({
        name: StateMachineName,
        type: StateMachineType,
        roleArn: RoleArn,
        definition: asMotoReadsIt(DefinitionString),
      }),
    );
  }
  states.destroy();
}

/**
 * The grammar of moto 5.2.1 takes the percentage only with a fraction; by AWS it is a number, and 100 and 100.0 are one number in
 * JSON. Moto tolerates any failures, whatever the percentage is.
 */
function asMotoReadsIt(definition: string): string {
  return definition.replace(/("ToleratedFailurePercentage":\d+)(?=[,}])/, "$1.0");
}

function ofType({ bundle, valueIn }: Rest, type: string): unknown[] {
  return Object.values(bundle.resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => fillReferences(Properties, bundle, valueIn));
}
