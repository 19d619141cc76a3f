import { StateMachine } from "aws-local-stepfunctions";
import { backfillDefinition } from "../../cdk/backfill-definition.ts";
import { type Answer, answerCall } from "../../functions/daily-report/answer-call.ts";
import type { BackfillPlan, BackfillSummary, PlannedBackfill } from "../../functions/daily-report/backfill-steps.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import type { World } from "../../functions/daily-report/run-report.ts";

/**
 * Executes the workflow of a backfill with an interpreter of the Amazon States Language, against the real function, in this
 * process (`callInProcess`) or elsewhere. The interpreter knows no distributed maps. So the map alone is done here, by what AWS documents of it: it reads the
 * items from the archive, executes the item processor for each with the interpreter, tolerates failures, and writes the results.
 */

type Json = Parameters<StateMachine["run"]>[0];
type Definition = ConstructorParameters<typeof StateMachine>[0];

export type Workflow = {
  readonly name: string;
  readonly plan: BackfillPlan;
  /** The bucket of the workflow: it reads the list of days, and writes the results. */
  readonly archive: Pick<ArchiveStore, "get" | "put">;
  readonly call: CallFunction;
};

/** Calls the function; `nth` from 1. Throws an error that has the name by which Step Functions knows it. */
export type CallFunction = (event: object, nth: number) => Promise<Answer>;

type InProcess = {
  readonly definitions: readonly ReportDefinition[];
  readonly world: World;
  /** Stands before each call of the function; throws what Lambda itself would answer. */
  readonly beforeCall?: (event: object) => void;
};

/** The function in this process. */
export function callInProcess({ definitions, world, beforeCall }: InProcess): CallFunction {
  return async (event, nth) => {
    beforeCall?.(event);
    return answerCall(event, { definitions, world, requestId: `request-${nth}`, timeLeft: () => 900_000 });
  };
}

export type Mail = { readonly TopicArn: string; readonly Subject: string; readonly Message: string };

type Output = { readonly planned: PlannedBackfill; readonly summary: BackfillSummary };

export type Outcome = {
  /** The output of the workflow, or the error with which it failed. */
  readonly output?: Output;
  readonly error?: Error;
  /** Published to the operations topic. */
  readonly mails: readonly Mail[];
  /** The events of the function in their order. */
  readonly events: readonly object[];
  /** The answers of the function in their order; errors are missing. */
  readonly answers: readonly Answer[];
  /** The most days that were made at the same time. */
  readonly mostAtOnce: number;
};

export const definitionInTests = backfillDefinition({
  functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:report",
  bucketName: "archive",
  topicArn: "arn:aws:sns:eu-central-1:123456789012:operations",
  concurrency: 4,
  title: "Daily report, stage test",
});

export async function runBackfill({ name, plan, archive, call }: Workflow): Promise<Outcome> {
  const mails: Mail[] = [];
  const events: object[] = [];
  const answers: Answer[] = [];
  let [atOnce, mostAtOnce] = [0, 0];
  const invoke = async (parameters: unknown): Promise<Json> => {
    const { Payload: event } = parameters as { Payload: object };
    events.push(event);
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    try {
      const answer = await call(event, events.length);
      answers.push(answer);
      return asJson({ Payload: answer });
    } finally {
      atOnce -= 1;
    }
  };
  const publish = (parameters: unknown): Json => {
    mails.push(parameters as Mail);
    return {};
  };
  const handlers = { Plan: invoke, SumUp: invoke, MakeDay: invoke, Announce: publish, AnnounceFailure: publish };
  const { EachDay, ...others } = definitionInTests.States;
  const map = (parameters: unknown) => distributedMap(parameters as MapFiles, archive, (day) => execute(day));
  const execute = async (day: Json) => {
    const machine = new StateMachine(EachDay.ItemProcessor as unknown as Definition, unvalidated);
    return machine.run(day, options({ MakeDay: invoke })).result;
  };
  const options = (taskResourceLocalHandlers: Handlers) => ({
    overrides: { taskResourceLocalHandlers, retryIntervalOverrides: { Plan: 0, SumUp: 0, MakeDay: 0 } },
    context: { Execution: { Name: name } },
  });
  const { ResultPath, Catch, Next } = EachDay;
  const files = { Reader: EachDay.ItemReader.Parameters, Writer: EachDay.ResultWriter.Parameters };
  // A map has no timeout; a task without one has 60 seconds.
  const asTask = {
    ...{ Type: "Task", Resource: "arn:aws:states:::map", Parameters: files, TimeoutSeconds: 86_400 },
    ...{ ResultPath, Catch, Next },
  };
  const definition = { ...definitionInTests, States: { ...others, EachDay: asTask } } as unknown as Definition;
  const machine = new StateMachine(definition, unvalidated);
  const settled = { mails, events, answers };
  try {
    const { result } = machine.run(asJson(plan), options({ ...handlers, EachDay: map }));
    return { output: (await result) as unknown as Output, ...settled, mostAtOnce };
  } catch (error) {
    return { error: error as Error, ...settled, mostAtOnce };
  }
}

/** A part of a valid definition need not be one by itself. */
const unvalidated = { validationOptions: { noValidate: true } };

type Handlers = Record<string, (parameters: Json) => Promise<Json> | Json>;

type MapFiles = { readonly Reader: { readonly Key: string }; readonly Writer: { readonly Prefix: string } };

async function distributedMap(
  { Reader, Writer }: MapFiles,
  archive: Workflow["archive"],
  execute: (item: Json) => Promise<Json>,
): Promise<Json> {
  const items: Json[] = JSON.parse(Buffer.from((await archive.get(Reader.Key)) ?? []).toString());
  const records: Record<"SUCCEEDED" | "FAILED", object[]> = { SUCCEEDED: [], FAILED: [] };
  const rest = items[Symbol.iterator]();
  const work = async () => {
    for (const item of rest) {
      const Input = JSON.stringify(item);
      try {
        records.SUCCEEDED.push({ Input, Output: JSON.stringify(await execute(item)), Status: "SUCCEEDED" });
      } catch (error) {
        const { cause } = error as { cause: Error };
        records.FAILED.push({ Input, Error: cause.name, Cause: cause.message, Status: "FAILED" });
      }
    }
  };
  const { MaxConcurrency, ToleratedFailurePercentage } = definitionInTests.States.EachDay;
  await Promise.all(Array.from({ length: MaxConcurrency }, work));
  if ((100 * records.FAILED.length) / items.length > ToleratedFailurePercentage) throw new Error("too many failures");
  const folder = `${Writer.Prefix}/map-run`;
  const write = (key: string, value: unknown) =>
    archive.put(key, Buffer.from(JSON.stringify(value)), "application/json");
  const ResultFiles: Record<string, object[]> = { PENDING: [] };
  for (const [status, list] of Object.entries(records)) {
    const Key = `${folder}/${status}_0.json`;
    if (list.length > 0) await write(Key, list);
    ResultFiles[status] = list.length > 0 ? [{ Key, Size: 1 }] : [];
  }
  const Key = `${folder}/manifest.json`;
  await write(Key, { DestinationBucket: "archive", MapRunArn: "arn", ResultFiles });
  return { MapRunArn: "arn", ResultWriterDetails: { Bucket: "archive", Key } };
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
