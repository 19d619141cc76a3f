import { compareFractions, decimalOf, toNumber } from "../fraction.ts";
import { judgeCsi, judgeFirstReply, judgeValue, npsGroup, wholeSeconds } from "../judge.ts";
import type { Subject } from "../metrics/metric.ts";
import type { Session } from "../session.ts";

/** Why a session is worth opening, in the order in which the reasons take turns in the list (`docs/metrics.md` section 10). */
export const openReasonIds = [
  "detractor",
  "lost_after_wait",
  "slow_reply",
  "low_csi",
  "last_message_unanswered",
] as const;

export type OpenReasonId = (typeof openReasonIds)[number];

/**
 * A reason with its figure: the NPS mark; seconds of waiting; the CSI share in percent; or how many messages the client wrote, null
 * if that is not known. Sessions with the same reason are ordered by `isUrgent`, the urgent ones first, then by `weight`, the greater
 * first.
 */
export type WeighedReason = {
  readonly id: OpenReasonId;
  readonly value: number | null;
  readonly isUrgent: boolean;
  readonly weight: number;
};

/** A wait of at most 5 minutes is no reason to open a session, even if the target is shorter. */
const LONG_WAIT_SECONDS = 300;

/** 2 of 5, or 40 % of another scale. */
const LOW_SHARE = decimalOf(40);

const NO_REASONS: readonly WeighedReason[] = [];

/** The reasons to open a session, in the order of `openReasonIds`. Of sessions that no operator handled, only lost ones have any. */
export function openReasons(subject: Subject): readonly WeighedReason[] {
  if (subject.class === "lost") return [lostAfterWait(subject)].filter((reason) => reason !== null);
  if (subject.class !== "handled") return NO_REASONS;
  const { session } = subject;
  const [mark, slow, csi, last] = [detractor(session), slowReply(subject), lowCsi(session), lastMessage(session)];
  // Most sessions have no reason.
  if (mark === null && slow === null && csi === null && last === null) return NO_REASONS;
  return [mark, slow, csi, last].filter((reason) => reason !== null);
}

function detractor({ nps }: Session): WeighedReason | null {
  const mark = judgeValue(nps);
  if (mark.is !== "valid" || npsGroup(mark.value) !== "detractor") return null;
  return { id: "detractor", value: mark.value, isUrgent: false, weight: -mark.value };
}

function lowCsi(session: Session): WeighedReason | null {
  const csi = judgeCsi(session);
  if (csi.is !== "valid" || compareFractions(csi.value.share, LOW_SHARE) > 0) return null;
  const share = toNumber(csi.value.share);
  return { id: "low_csi", value: share, isUrgent: false, weight: -share };
}

function slowReply({ session, targetSeconds }: Subject): WeighedReason | null {
  const reply = judgeFirstReply(session);
  return reply.is === "valid" ? longWait("slow_reply", reply.value, targetSeconds) : null;
}

/** The wait lasts from when the session was offered to operators, or else from its creation, until it was closed. */
function lostAfterWait({ session, targetSeconds }: Subject): WeighedReason | null {
  const { operatorAssignedAt, takenByOperatorAt, operatorNotFoundAt, createdAt, closedAt } = session;
  const start = operatorAssignedAt.value ?? takenByOperatorAt.value ?? operatorNotFoundAt.value ?? createdAt.value;
  if (start === null || closedAt.value === null) return null;
  const wait = wholeSeconds((closedAt.value - start) / 1000);
  return wait.is === "valid" ? longWait("lost_after_wait", wait.value, targetSeconds) : null;
}

/** Groups have targets from seconds to hours, so a wait is weighed by how many times its target it is. */
function longWait(id: OpenReasonId, seconds: number, targetSeconds: number): WeighedReason | null {
  if (seconds <= Math.max(LONG_WAIT_SECONDS, targetSeconds)) return null;
  return { id, value: seconds, isUrgent: false, weight: seconds / targetSeconds };
}

/** Open sessions first, because they can still be answered; then those in which the client wrote most. */
function lastMessage({ noResponseOperatorToClient, clientMessageCount, closedAt }: Session): WeighedReason | null {
  if (noResponseOperatorToClient.value !== true) return null;
  const messages = judgeValue(clientMessageCount);
  const value = messages.is === "valid" ? messages.value : null;
  return { id: "last_message_unanswered", value, isUrgent: closedAt.value === null, weight: value ?? 0 };
}
