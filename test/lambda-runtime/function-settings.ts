import * as v from "valibot";
import type { BundledFunction, TemplateResource } from "../deployed/bundle-function.ts";

/** What the template says of the function and of its asynchronous calls. */
export type FunctionSettings = {
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** How many calls may run at the same time. */
  readonly concurrency: number;
  /** How often an asynchronous call is repeated after a failure. */
  readonly retryAttempts: number;
  readonly maxEventAgeSeconds: number;
};

const functionSchema = v.object({
  Handler: v.string(),
  Timeout: v.number(),
  MemorySize: v.number(),
  ReservedConcurrentExecutions: v.number(),
});

const asynchronousSchema = v.object({
  MaximumRetryAttempts: v.number(),
  MaximumEventAgeInSeconds: v.number(),
  DestinationConfig: v.object({
    OnFailure: v.object({ Destination: v.object({ "Fn::GetAtt": v.tuple([v.string(), v.literal("Arn")]) }) }),
  }),
});

const scheduleSchema = v.object({ Name: v.string(), Target: v.object({ Input: v.string() }) });

type Bundle = Pick<BundledFunction, "resources">;

/** Reads the settings; throws if the template has not one function whose failed calls go to a queue. */
export function readFunctionSettings(bundle: Bundle): FunctionSettings {
  const { Handler, Timeout, MemorySize, ReservedConcurrentExecutions } = v.parse(
    functionSchema,
    only(ofType(bundle, "AWS::Lambda::Function")).Properties,
  );
  const asynchronous = v.parse(asynchronousSchema, only(ofType(bundle, "AWS::Lambda::EventInvokeConfig")).Properties);
  const [failures] = asynchronous.DestinationConfig.OnFailure.Destination["Fn::GetAtt"];
  if (bundle.resources[failures]?.Type !== "AWS::SQS::Queue") throw new Error("expected a queue for failed calls");
  return {
    handler: Handler,
    timeoutSeconds: Timeout,
    memoryMb: MemorySize,
    concurrency: ReservedConcurrentExecutions,
    retryAttempts: asynchronous.MaximumRetryAttempts,
    maxEventAgeSeconds: asynchronous.MaximumEventAgeInSeconds,
  };
}

/**
 * The event of a schedule of the template as EventBridge Scheduler sends it at that time, ISO 8601 in UTC. `name` is that of the
 * schedule, such as "daily-0730-europe-moscow-watch".
 */
export function scheduledEvent(bundle: Bundle, name: string, scheduledTime: string): object {
  const schedules = ofType(bundle, "AWS::Scheduler::Schedule").map(({ Properties }) =>
    v.parse(scheduleSchema, Properties),
  );
  const { Target } = only(schedules.filter(({ Name }) => Name === name));
  const input = Target.Input.replaceAll("<aws.scheduler.scheduled-time>", scheduledTime);
  return JSON.parse(input.replaceAll("<aws.scheduler.attempt-number>", "1"));
}

function ofType({ resources }: Bundle, type: string): TemplateResource[] {
  return Object.values(resources).filter(({ Type }) => Type === type);
}

function only<T>(found: readonly T[]): T {
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`expected one in the template, found ${found.length}`);
  return first;
}
