import { InvocationError } from "./invocation-failure.ts";
import type { FunctionAnswer, FunctionEvent, FunctionRun } from "./invoke-function.ts";

export type Invocation = {
  /** One call of the function. */
  readonly invoke: (event: FunctionEvent) => Promise<FunctionAnswer>;
  /** Told after a call that left days over: how many runs are done, and the first day of the rest. */
  readonly onNext: (runsDone: number, from: string) => void;
};

/**
 * Calls the function until it leaves no days of the stretch over; every call carries the whole event, its request key too.
 * Throws InvocationError, which says where to go on when only a part is done.
 */
export async function invokeToTheEnd(event: FunctionEvent, { invoke, onNext }: Invocation): Promise<FunctionAnswer> {
  const runs: FunctionRun[] = [];
  for (let rest = event; ; ) {
    const { runs: done, next } = await invoke(rest).catch((error) => Promise.reject(partlyDone(error, event, rest)));
    runs.push(...done);
    if (next === undefined) return { runs };
    if (next.from <= (rest.from ?? "") || next.to !== rest.to) {
      const message = `The function asks for ${next.from} to ${next.to} next, which is not the rest of what it was asked for.`;
      throw partlyDone(new InvocationError("NO_PROGRESS", message), event, rest);
    }
    rest = { ...rest, ...next };
    onNext(runs.length, next.from);
  }
}

/** The error, with how to go on if earlier calls did their days; else as it is. */
function partlyDone(error: unknown, event: FunctionEvent, { from, to, requestKey }: FunctionEvent): unknown {
  if (!(error instanceof InvocationError) || from === event.from) return error;
  const key = requestKey === undefined ? "" : ` --request-key ${requestKey}`;
  const hint = `The days before ${from} are done; go on with --from ${from} --to ${to}${key}.`;
  return new InvocationError(error.code, `${error.message} ${hint}`);
}
