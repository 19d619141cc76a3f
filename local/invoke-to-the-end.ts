import { InvocationError } from "./invocation-failure.ts";
import type { FunctionAnswer, FunctionEvent, FunctionRun } from "./invoke-function.ts";

export type Invocation = {
  /** One call of the function. */
  readonly invoke: (event: FunctionEvent) => Promise<FunctionAnswer>;
  /** Called if days remain after a call, with the number of finished runs and the first remaining day. */
  readonly onNext: (runsDone: number, from: string) => void;
};

/**
 * Calls the function until no days of the stretch remain. Every call sends the whole event, including its request key.
 * Throws InvocationError; if some days are done, it says where to continue.
 */
export async function invokeToTheEnd(event: FunctionEvent, { invoke, onNext }: Invocation): Promise<FunctionAnswer> {
  const runs: FunctionRun[] = [];
  for (let rest = event; ; ) {
    const { runs: done, next } = await invoke(rest).catch((error) => Promise.reject(partlyDone(error, event, rest)));
    runs.push(...done);
    if (next === undefined) return { runs };
    if (next.from <= (rest.from ?? "") || next.to !== rest.to) {
      const message = `The function returned ${next.from} to ${next.to} as the remaining days, which cannot be right.`;
      throw partlyDone(new InvocationError("NO_PROGRESS", message), event, rest);
    }
    rest = { ...rest, ...next };
    onNext(runs.length, next.from);
  }
}

/** Adds to the error how to continue, if earlier calls have finished some days. */
function partlyDone(error: unknown, event: FunctionEvent, { from, to, requestKey }: FunctionEvent): unknown {
  if (!(error instanceof InvocationError) || from === event.from) return error;
  const key = requestKey === undefined ? "" : ` --request-key ${requestKey}`;
  const hint = `The days before ${from} are done; continue with --from ${from} --to ${to}${key}.`;
  return new InvocationError(error.code, `${error.message} ${hint}`);
}
