import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type RuntimeAnswer, type RuntimeCall, startRuntimeApi } from "./runtime-api.ts";
import { installedClient } from "./runtime-client.ts";

export type SandboxSettings = {
  /** The folder of the function's code. */
  readonly code: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The folder in which the sandbox gets its own folder for temporary files. */
  readonly folder: string;
  /** Receives what the process writes. */
  readonly onOutput: (text: string) => void;
};

/** `payload` is the function's answer, or the error as Lambda returns it. `isOver`: the sandbox cannot take another call. */
export type SandboxAnswer = RuntimeAnswer & { readonly isOver: boolean };

export type Sandbox = {
  readonly pid: number;
  /** From the start of the process to its first request for an event. Milliseconds. */
  readonly initMs: number;
  /** Calls the function. A call beyond its deadline, or of a process that ends, answers as Lambda does. */
  invoke(call: RuntimeCall & { readonly timeoutSeconds: number }): Promise<SandboxAnswer>;
  /** The most memory that the process has used, MB; null if it has ended by itself. */
  mostMemory(): number | null;
  kill(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
};

/** Starts AWS's runtime client with the function in a process of its own. Throws if the function cannot be loaded. */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const client = installedClient();
  if (client === null) throw new Error("the runtime client is not installed: npm run test:lambda");
  const { code, handler, environment, folder, onOutput } = settings;
  const [api, scratch] = await Promise.all([startRuntimeApi(), mkdtemp(join(folder, "tmp-"))]);
  const begun = performance.now();
  const child = spawn(process.execPath, [client, handler], {
    cwd: code,
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: api.address,
      LAMBDA_TASK_ROOT: code,
      _HANDLER: handler,
      TMPDIR: scratch,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", onOutput);
  const exited = once(child, "exit").then(([status, signal]) =>
    signal === null ? `exit status ${status}` : `signal: ${signal === "SIGKILL" ? "killed" : signal}`,
  );
  const stop = async () => {
    child.kill("SIGKILL");
    await exited;
    await api.stop();
    await rm(scratch, { recursive: true, force: true });
  };
  const failed = await Promise.race([api.started, exited]);
  if (failed !== null) {
    await stop();
    throw new Error(`the function did not start: ${JSON.stringify(failed)}`);
  }
  const pid = child.pid ?? 0;
  const initMs = performance.now() - begun;
  let memoryAtEnd: number | null = null;
  const kill = (signal: NodeJS.Signals) => {
    memoryAtEnd = mostMemoryOf(pid);
    child.kill(signal);
  };
  return {
    pid,
    initMs,
    async invoke({ timeoutSeconds, ...call }) {
      const { requestId, deadline } = call;
      const answered = new AbortController();
      const late = sleep(deadline - Date.now(), null, { signal: answered.signal }).catch(
        () => new Promise<null>(() => {}),
      );
      const first = await Promise.race([api.call(call), exited, late]);
      answered.abort();
      if (first !== null && typeof first === "object") return { ...first, isOver: false };
      const problem =
        first === null
          ? { errorType: "Sandbox.Timedout", what: `Task timed out after ${timeoutSeconds.toFixed(2)} seconds` }
          : { errorType: "Runtime.ExitError", what: `Runtime exited with error: ${first}` };
      const { errorType, what } = problem;
      return {
        isError: true,
        payload: { errorType, errorMessage: `RequestId: ${requestId} Error: ${what}` },
        isOver: true,
      };
    },
    mostMemory: () => mostMemoryOf(pid) ?? memoryAtEnd,
    kill,
    stop,
  };
}

function mostMemoryOf(pid: number): number | null {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? null : Math.ceil(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}
