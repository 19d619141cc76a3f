import { InvocationError } from "./invocation-failure.ts";
import type { FunctionAnswer, FunctionEvent, FunctionRun } from "./invoke-function.ts";

export type Invocation = {
  /** One call of the function. */
  readonly invoke: (event: FunctionEvent) => Promise<FunctionAnswer>;
  /** Called if something remains after a call, with the number of finished runs and what remains. */
  readonly onNext: (runsDone: number, rest: string) => void;
};

/**
 * Calls the function until nothing of the event remains. Every call sends the whole event, including its request key.
 * Throws InvocationError; if a part is done, it says where to continue.
 */
export async function invokeToTheEnd(event: FunctionEvent, { invoke, onNext }: Invocation): Promise<FunctionAnswer> {
  const runs: FunctionRun[] = [];
  const asked = new Set<string>();
  for (let rest = event; ; ) {
    asked.add(JSON.stringify(rest));
    const { runs: done, next } = await invoke(rest).catch((error) => Promise.reject(partlyDone(error, event, rest)));
    runs.push(...done);
    if (next === undefined) return { runs };
    const following = { ...rest, ...next };
    const isBack = (next.from ?? "") < (rest.from ?? "") || next.to !== rest.to;
    if (isBack || asked.has(JSON.stringify(following))) {
      const message = `The function returned ${restOf(next)} as the rest, which cannot be right.`;
      throw partlyDone(new InvocationError("NO_PROGRESS", message), event, rest);
    }
    rest = following;
    onNext(runs.length, restOf(next));
  }
}

type Rest = Pick<FunctionEvent, "from" | "to" | "fromReport">;

function restOf({ from, to, fromReport }: Rest): string {
  const days = from === undefined ? [] : [`${from} to ${to}`];
  const report = fromReport === undefined ? [] : [`report ${fromReport}`];
  return [...days, ...report].join(" from ");
}

/** Adds to the error how to continue, if earlier calls have finished a part. */
function partlyDone(error: unknown, event: FunctionEvent, rest: FunctionEvent): unknown {
  if (!(error instanceof InvocationError) || rest === event) return error;
  const { from, to, fromReport, asOf, requestKey } = rest;
  const options = { from, to, "from-report": fromReport, "as-of": asOf, "request-key": requestKey };
  const given = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]));
  const done = fromReport === undefined ? `The days before ${from} are done` : "What comes before is done";
  return new InvocationError(error.code, `${error.message} ${done}; continue with ${given.join(" ")}.`);
}
