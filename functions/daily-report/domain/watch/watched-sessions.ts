import type { SessionClass } from "../classify.ts";
import type { DatedSession } from "../sort-out.ts";
import { NO_KEY, operatorKey } from "../tally.ts";
import type { OpenReasonId } from "./open-reasons.ts";

/** What a person needs to find a session. It holds nothing about the client. */
export type WatchedSession = {
  id: string;
  /** ISO 8601 UTC. */
  createdAt: string;
  class: SessionClass;
  /** The last operator; null if there is none. */
  operator: { key: string; name: string } | null;
  channel: string | null;
  /** Ids of operator groups. */
  groups: string[];
};

export type SessionToOpen = WatchedSession & { reasons: { id: OpenReasonId; value: number | null }[] };

/**
 * What a client waits for: an operator ("waiting"), or an answer to the last message, in a session that is still open
 * ("last_message_open") or already closed ("last_message_closed"). The most urgent first.
 */
export const waitStates = ["waiting", "last_message_open", "last_message_closed"] as const;

export type WaitState = (typeof waitStates)[number];

export type WaitingSession = WatchedSession & { state: WaitState };

/** The sessions of a day that somebody should look at: the key `sessions` of report.json. */
export type WatchedSessions = {
  /** At most 10, the first to be opened first. */
  openFirst: SessionToOpen[];
  waiting: {
    /** How many sessions there are in each state, listed or not. */
    counts: Record<WaitState, number>;
    /** At most 200: by state, those created first at the head. */
    rows: WaitingSession[];
  };
};

/** What is told of a session. `nameOf` returns the name of an operator's key. */
export function watchedSession(
  session: DatedSession,
  sessionClass: SessionClass,
  nameOf: (operator: string) => string,
): WatchedSession {
  const key = operatorKey(session);
  return {
    // A row without an id is invalid, so it is no session.
    id: String(session.id.value),
    createdAt: new Date(session.createdAt.value).toISOString(),
    class: sessionClass,
    operator: key === NO_KEY ? null : { key, name: nameOf(key) },
    channel: session.messengerType.value,
    groups: [...(session.operatorGroupIds.value ?? [])],
  };
}
