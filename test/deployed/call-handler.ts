import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Answer } from "../../functions/daily-report/answer-call.ts";

/** The result of a call: the answer or the thrown error, and the lines of the log. */
export type Outcome = {
  readonly answer: Answer | null;
  readonly error: { readonly name: string; readonly message: string; readonly code: string } | null;
  readonly output: string;
  /** The error with all its properties and causes, as any log or queue might print it; "" if there is no error. */
  readonly printed: string;
};

export type HandlerCall = {
  /** The folder of the bundled code. */
  readonly code: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly event: unknown;
  readonly requestId: string;
  /** The remaining time that Lambda reports, in milliseconds. */
  readonly timeLeft: number;
};

const program = `
  const { code, event, requestId, timeLeft } = JSON.parse(process.argv[1]);
  import { inspect } from "node:util";
  const { handler } = await import(code + "/index.mjs");
  const context = { awsRequestId: requestId, getRemainingTimeInMillis: () => timeLeft };
  const outcome = await handler(event, context).then(
    (answer) => ({ answer, error: null, printed: "" }),
    (error) => {
      const { name, message, code, stack, cause } = error;
      const own = Object.getOwnPropertyNames(error).map((property) => String(error[property]));
      const seen = inspect(error, { depth: Infinity, showHidden: true });
      const printed = [String(error), stack, JSON.stringify(error), JSON.stringify(cause) ?? "", seen, ...own].join("\\n");
      return { answer: null, error: { name, message, code }, printed };
    },
  );
  process.send(outcome, () => process.disconnect());
`;

/** Imports the bundle in a new process, as in a cold start of Lambda, and calls its handler. */
export async function callHandler({ environment, ...call }: HandlerCall): Promise<Outcome> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program, JSON.stringify(call)], {
    cwd: call.code,
    // Later calls of the same code use the compile cache. It is next to the code, because the test removes that folder.
    env: { ...environment, NODE_COMPILE_CACHE: join(call.code, "../compile-cache") },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (output += text));
  const sent = once(child, "message");
  const closed = once(child, "close").then(([status]) => [{ answer: null, error: endedWith(status), printed: "" }]);
  const [outcome] = await Promise.race([sent, closed]);
  await closed;
  return { ...outcome, output };
}

function endedWith(status: unknown): Outcome["error"] {
  return { name: "Ended", message: `the process ended with ${status} and no outcome`, code: "ENDED" };
}
