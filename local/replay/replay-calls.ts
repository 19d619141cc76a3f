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
 * the queue, also those of which nobody can tell the day; these are not run. Events of the watchdog come last: they succeed when the days are made.
 */
export async function replayCalls({ queue, definitions, run, dryRun }: Replay): Promise<Replayed[]> {
  const messages = await queue.receiveAll();
  const unsettled = new Set(messages);
  const replayed: Replayed[] = [];
  try {
    for (const { call, held } of inOrder(messages, definitions)) {
      const event = call && eventAsText(call.event);
      const common = { event, messages: held.length };
      const why = call && (call.doubt ?? (dryRun ? call.error : null));
      const error = call === null || call.doubt !== null || dryRun ? why : await failureOf(() => run(call.event));
      const result = call === null ? "kept" : dryRun ? "not run" : error === null ? "done" : "failed";
      replayed.push({ ...common, result, error });
      if (result !== "done") continue;
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

type Group = { readonly call: FailedCall | null; readonly held: HeldMessage[] };

function inOrder(messages: readonly HeldMessage[], definitions: Replay["definitions"]): Group[] {
  const groups = new Map<string, Group>();
  for (const message of messages) {
    const call = readFailedCall(message.body, definitions);
    // The number of the attempt to deliver it does not make it another event.
    const key = call === null ? message.receipt : JSON.stringify({ ...call.event, attempt: undefined });
    const group = groups.get(key);
    if (group) group.held.push(message);
    else groups.set(key, { call, held: [message] });
  }
  const rank = ({ call }: Group) => (call?.event.watch === undefined ? 0 : 1);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
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
