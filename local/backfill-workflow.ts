import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListMapRunsCommand,
  paginateListExecutions,
  paginateListStateMachines,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import * as v from "valibot";
import { type BackfillPlan, backfillNameOf } from "../functions/daily-report/backfill-steps.ts";
import { jsonIn } from "../functions/daily-report/json-in.ts";
import { harmlessLine } from "./foreign-text.ts";
import { InvocationError, workflowFailure } from "./invocation-failure.ts";

/** How far a backfill is. `total` is 0 until the list of days is read. */
export type Progress = {
  readonly total: number;
  /** Made, or found with a revision. */
  readonly done: number;
  readonly failed: number;
};

export type BackfillState =
  | ({ readonly status: "running" } & Progress)
  | { readonly status: "done"; readonly message: string; readonly notMade: number }
  | { readonly status: "ended early"; readonly reason: string };

/** A backfill of a deployed stage. Every function throws InvocationError. */
export type BackfillWorkflow = {
  /** The ids of those that are running. */
  running(): Promise<string[]>;
  start(id: string, plan: BackfillPlan): Promise<void>;
  state(id: string): Promise<BackfillState>;
};

export function workflowClient(): SFNClient {
  return new SFNClient({ requestHandler: { connectionTimeout: 10_000, requestTimeout: 30_000 } });
}

/** Finds the workflow of the stage by its name. */
export async function findWorkflow(client: SFNClient, stage: string): Promise<BackfillWorkflow> {
  const stateMachineArn = await orFailure(() => arnOf(client, backfillNameOf(stage)));
  if (stateMachineArn === undefined) {
    throw new InvocationError(
      "NO_BACKFILL",
      `There is no backfill of stage ${JSON.stringify(stage)} in this account and region; deploy the stage, or set AWS_REGION to its region.`,
    );
  }
  const executionArn = (id: string) => `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${id}`;
  return {
    running: () =>
      orFailure(async () => {
        const ids: string[] = [];
        const asked = { stateMachineArn, statusFilter: "RUNNING" } as const;
        for await (const page of paginateListExecutions({ client }, asked)) {
          ids.push(...(page.executions ?? []).flatMap(({ name }) => name ?? []));
        }
        return ids;
      }),
    start: (id, plan) =>
      orFailure(async () => {
        // The SDK may repeat the request: the name makes it start one execution only.
        await client.send(new StartExecutionCommand({ stateMachineArn, name: id, input: JSON.stringify(plan) }));
      }),
    state: (id) => orFailure(() => stateOf(client, executionArn(id))),
  };
}

async function arnOf(client: SFNClient, name: string): Promise<string | undefined> {
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    const found = stateMachines.find((machine) => machine.name === name);
    if (found !== undefined) return found.stateMachineArn;
  }
  return undefined;
}

const outputSchema = v.object({ summary: v.object({ message: v.string(), notMade: v.number() }) });

async function stateOf(client: SFNClient, executionArn: string): Promise<BackfillState> {
  const { status, output, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
  if (status === "RUNNING" || status === "PENDING_REDRIVE") {
    return { status: "running", ...(await progressOf(client, executionArn)) };
  }
  const answer = v.safeParse(outputSchema, jsonIn(output ?? ""));
  if (status === "SUCCEEDED" && answer.success) return { status: "done", ...answer.output.summary };
  return { status: "ended early", reason: reasonOf(status, error, cause) };
}

async function progressOf(client: SFNClient, executionArn: string): Promise<Progress> {
  const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
  const mapRunArn = mapRuns[0]?.mapRunArn;
  if (mapRunArn === undefined) return { total: 0, done: 0, failed: 0 };
  const { itemCounts } = await client.send(new DescribeMapRunCommand({ mapRunArn }));
  const { total = 0, succeeded = 0, failed = 0, timedOut = 0, aborted = 0 } = itemCounts ?? {};
  return { total, done: succeeded, failed: failed + timedOut + aborted };
}

const causeSchema = v.object({ errorMessage: v.string() });

/** The sentence of the function if it gave one; otherwise the name of the error. Any other cause may hold anything. */
function reasonOf(status = "unknown", error?: string, cause?: string): string {
  const told = v.safeParse(causeSchema, jsonIn(cause ?? ""));
  if (told.success) return harmlessLine(told.output.errorMessage, 1_000);
  return error !== undefined && /^[\w.]{1,80}$/.test(error) ? error : status;
}

function orFailure<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error) => Promise.reject(workflowFailure(error)));
}
