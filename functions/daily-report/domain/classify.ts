import type { Session } from "./session.ts";

/** The session classes of `docs/metrics.md` section 2.4, in the order in which they are tested. Every session of the day has one. */
export const sessionClasses = ["spam", "handled", "lost", "unanswered", "waiting", "bot_only"] as const;

export type SessionClass = (typeof sessionClasses)[number];

export function classify(session: Session): SessionClass {
  if (session.markedAsSpam.value) return "spam";
  if (isHandled(session)) return "handled";
  if (session.isLostSession.value) return "lost";
  if (!wasOffered(session)) return "bot_only";
  return session.closedAt.value === null ? "waiting" : "unanswered";
}

/** Whether an operator wrote. */
function isHandled({ operatorFirstMessageCreatedAt, operatorMessageCount }: Session): boolean {
  return operatorFirstMessageCreatedAt.value !== null || (operatorMessageCount.value ?? 0) > 0;
}

/** Whether the session was offered to a person. */
function wasOffered(session: Session): boolean {
  return hasPerson(session) || (session.operatorGroupIds.value ?? []).length > 0;
}

/** Whether a field other than the groups shows that the session was offered to a person. */
export function hasPerson(session: Session): boolean {
  const { operatorName, userId, operatorAssignedAt, takenByOperatorAt, operatorNotFoundAt, closedByOperatorName } =
    session;
  return (
    operatorName.value !== null ||
    userId.value !== null ||
    operatorAssignedAt.value !== null ||
    takenByOperatorAt.value !== null ||
    operatorNotFoundAt.value !== null ||
    closedByOperatorName.value !== null
  );
}
