import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { FunctionSettings } from "./function-settings.ts";
import { type Sandbox, type SandboxSettings, startSandbox } from "./sandbox.ts";

export type ServiceSettings = {
  readonly functionArn: string;
  readonly settings: FunctionSettings;
  readonly sandbox: Omit<SandboxSettings, "handler" | "onOutput">;
  /** The wait before the second and the third attempt of an asynchronous call, milliseconds; Lambda waits 1 and 2 minutes. */
  readonly retryWaits: readonly [number, number];
  /** Receives the record of an asynchronous call that failed: the destination of the template. */
  readonly onFailure: (record: FailureRecord) => Promise<void>;
};

/** What Lambda sends to the destination of failed asynchronous calls. */
export type FailureRecord = {
  readonly version: "1.0";
  readonly timestamp: string;
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: "RetriesExhausted" | "EventAgeExceeded";
    readonly approximateInvokeCount: number;
  };
  readonly requestPayload: unknown;
  readonly responseContext: {
    readonly statusCode: 200;
    readonly executedVersion: "$LATEST";
    readonly functionError: "Unhandled";
  };
  readonly responsePayload: unknown;
};

/** One execution of the function, with the figures of the REPORT line that Lambda logs. `initMs` is null if it was warm. */
export type Execution = {
  readonly requestId: string;
  readonly event: unknown;
  readonly isError: boolean;
  readonly payload: unknown;
  /** What the process wrote during the call. */
  readonly output: string;
  readonly durationMs: number;
  readonly initMs: number | null;
  /** The most memory that the process has used; null if it ended by itself. */
  readonly memoryMb: number | null;
};

/** As many calls as the template allows are running. */
export class TooManyRequestsError extends Error {
  override readonly name = "TooManyRequestsException";
}

export type LambdaService = {
  /** A synchronous call (RequestResponse). Throws TooManyRequestsError. */
  invoke(event: unknown): Promise<Execution>;
  /** An asynchronous call (Event), with its retries and its failure record; resolves with its executions. */
  deliver(event: unknown): Promise<Execution[]>;
  /** Waits until no asynchronous call is left. */
  settled(): Promise<void>;
  /** Every execution so far, in the order in which they ended. */
  readonly executions: readonly Execution[];
  /** The most calls that ran at the same time. */
  mostAtOnce(): number;
  /** Sends the signal to the processes of all calls that are running, or of those with such an event. */
  kill(signal: NodeJS.Signals, isIt?: (event: unknown) => boolean): void;
  /** Ends all idle sandboxes, so that the next call is a cold start. */
  cool(): Promise<void>;
  stop(): Promise<void>;
};

const WAITS_OF_LAMBDA = [60_000, 120_000] as const;

/** Runs a function as Lambda does: a process for each call that runs at the same time, kept for later calls until it ends. */
export function openLambdaService(service: ServiceSettings): LambdaService {
  const { functionArn, settings, retryWaits, onFailure } = service;
  const idle: Running[] = [];
  const busy = new Map<Running, unknown>();
  const executions: Execution[] = [];
  const delivering = new Set<Promise<unknown>>();
  let [running, most] = [0, 0];

  const start = async (): Promise<Running> => {
    const output: string[] = [];
    const onOutput = (text: string) => void output.push(text);
    return { sandbox: await startSandbox({ ...service.sandbox, handler: settings.handler, onOutput }), output };
  };
  const execute = async (requestId: string, event: unknown): Promise<Execution> => {
    if (running >= settings.concurrency) throw new TooManyRequestsError("Rate Exceeded.");
    running += 1;
    most = Math.max(most, running);
    try {
      const warm = idle.pop();
      const used = warm ?? (await start());
      busy.set(used, event);
      const { sandbox, output } = used;
      const outputBefore = output.length;
      const begun = performance.now();
      const { timeoutSeconds } = settings;
      const deadline = Date.now() + timeoutSeconds * 1000;
      const answer = await sandbox.invoke({ requestId, functionArn, event, deadline, timeoutSeconds });
      const durationMs = performance.now() - begun;
      const { isError, payload, isOver } = answer;
      const memoryMb = sandbox.mostMemory();
      busy.delete(used);
      if (isOver) await sandbox.stop();
      // A line of the log may arrive after the answer.
      await sleep(20);
      const written = output.slice(outputBefore).join("");
      if (!isOver) idle.push(used);
      const initMs = warm ? null : sandbox.initMs;
      const execution = { requestId, event, isError, payload, output: written, durationMs, initMs, memoryMb };
      executions.push(execution);
      return execution;
    } finally {
      running -= 1;
    }
  };
  const executeWhenFree = async (requestId: string, event: unknown): Promise<Execution> => {
    while (running >= settings.concurrency) await sleep(50);
    return execute(requestId, event);
  };
  const deliver = async (event: unknown): Promise<Execution[]> => {
    const requestId = randomUUID();
    const own: Execution[] = [];
    // Its age as it would be with the waits of Lambda.
    for (let ageMs = 0; ; ) {
      const execution = await executeWhenFree(requestId, event);
      own.push(execution);
      if (!execution.isError) return own;
      const retry = own.length - 1;
      ageMs += execution.durationMs + (WAITS_OF_LAMBDA[retry] ?? 0);
      const isOld = ageMs > settings.maxEventAgeSeconds * 1000;
      if (own.length > settings.retryAttempts || isOld) {
        const condition = isOld ? "EventAgeExceeded" : "RetriesExhausted";
        await onFailure(recordOf({ functionArn, condition, attempts: own.length }, execution));
        return own;
      }
      await sleep(retryWaits[retry] ?? 0);
    }
  };
  return {
    invoke: (event) => execute(randomUUID(), event),
    deliver(event) {
      const delivery = deliver(event);
      const kept = delivery.finally(() => delivering.delete(kept));
      delivering.add(kept);
      return kept;
    },
    async settled() {
      while (delivering.size > 0) await Promise.all(delivering);
    },
    executions,
    mostAtOnce: () => most,
    kill(signal, isIt = () => true) {
      for (const [{ sandbox }, event] of busy) if (isIt(event)) sandbox.kill(signal);
    },
    async cool() {
      await Promise.all(idle.splice(0).map(({ sandbox }) => sandbox.stop()));
    },
    async stop() {
      await Promise.all([...idle.splice(0), ...busy.keys()].map(({ sandbox }) => sandbox.stop()));
    },
  };
}

type Running = { readonly sandbox: Sandbox; readonly output: string[] };

type Failed = Pick<FailureRecord["requestContext"], "functionArn" | "condition"> & { readonly attempts: number };

function recordOf(
  { functionArn, condition, attempts }: Failed,
  { requestId, event, payload }: Execution,
): FailureRecord {
  return {
    version: "1.0",
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: payload,
  };
}
