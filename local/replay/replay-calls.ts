import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import { eventAsText, type FailedCall, readFailedCall } from "./failed-call.ts";
import type { HeldMessage, Queue } from "./failures-queue.ts";

/** What became of an event of the queue. "kept": it is no event of this function, and stays in the queue. */
export type Replayed = {
  /** The event without addresses; null if the message holds none. */
  readonly event: string | null;
  readonly messages: number;
  readonly result: "done" | "failed" | "kept" | "not run";
  /** Why it failed: now, or the last time if it was not run. */
  readonly error: string | null;
};

export type Replay = {
  readonly queue: Queue;
  /** Returns the definitions of the reports, for events that name no day. */
  readonly definitions: () => readonly ReportDefinition[];
  /** Runs the event to its end. Throws ReportError if it fails. */
  readonly run: (event: FailedCall["event"]) => Promise<void>;
  /** Nothing is run or removed. */
  readonly dryRun: boolean;
};

/**
 * Runs the events of the failures queue, equal ones once, and removes the messages of those that succeeded. The others stay in
 * the queue, also those of which nobody can tell the day; these are not run. Events of the watchdog come last: they succeed when
 * the days are made.
 */
export async function replayCalls({ queue, definitions, run, dryRun }: Replay): Promise<Replayed[]> {
  const messages = await queue.receiveAll();
  const unsettled = new Set(messages);
  const replayed: Replayed[] = [];
  try {
    for (const { call, held } of inOrder(messages, definitions)) {
      const event = call && eventAsText(call.event);
      const outcome = await outcomeOf(call, { run, dryRun });
      replayed.push({ event, messages: held.length, ...outcome });
      if (outcome.result !== "done") continue;
      for (const message of held) {
        await queue.remove(message);
        unsettled.delete(message);
      }
    }
  } finally {
    for (const message of unsettled) await queue.giveBack(message);
  }
  return replayed;
}

async function outcomeOf(
  call: FailedCall | null,
  { run, dryRun }: Pick<Replay, "run" | "dryRun">,
): Promise<Pick<Replayed, "result" | "error">> {
  if (call === null) return { result: "kept", error: null };
  if (dryRun) return { result: "not run", error: call.doubt ?? call.error };
  const error = call.doubt ?? (await failureOf(() => run(call.event)));
  return { result: error === null ? "done" : "failed", error };
}

type Group = { readonly call: FailedCall | null; readonly held: HeldMessage[] };

function inOrder(messages: readonly HeldMessage[], definitions: Replay["definitions"]): Group[] {
  const groups = new Map<string, Group>();
  for (const message of messages) {
    const call = readFailedCall(message.body, definitions);
    const key = call === null ? message.receipt : keyOf(call);
    const group = groups.get(key);
    if (group) group.held.push(message);
    else groups.set(key, { call, held: [message] });
  }
  const rank = ({ call }: Group) => (call?.event.watch === undefined ? 0 : 1);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

/** Equal for equal events: the number of the attempt to deliver one does not make it another, but doubt over other days does. */
function keyOf({ event, doubt }: FailedCall): string {
  return JSON.stringify([{ ...event, attempt: undefined }, doubt]);
}

async function failureOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof ReportError) return error.message;
    throw error;
  }
}

/** One line for each event, with the error below it. */
export function replayedAsText(replayed: readonly Replayed[]): string {
  if (replayed.length === 0) return "The failures queue is empty.";
  return replayed
    .flatMap(({ event, messages, result, error }) => [
      `${result}: ${event ?? "a message that is no event of this function"}${messages === 1 ? "" : ` (${messages} messages)`}`,
      ...(error === null ? [] : [`  ${error}`]),
    ])
    .join("\n");
}
