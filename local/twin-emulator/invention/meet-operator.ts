import type { Arrival } from "./arrivals.ts";
import { type Chat, demandAt, groups, type Operator, onDuty } from "./contact-centre.ts";
import { lostMarks, moodOf, operatorMarks } from "./invent-marks.ts";
import { type Part, timestamp } from "./invented-item.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** The state of a session before it reaches the operators. */
export type Scene = Arrival & {
  readonly random: SeededRandom;
  readonly chat: Chat;
  /** The end of the report day, milliseconds since 1970. Only sessions that start shortly before it may still be open. */
  readonly endOfDay: number;
  /** When the session reaches the operators, milliseconds since 1970. */
  readonly offeredAt: number;
  /** The number of client messages before that. */
  readonly clientMessages: number;
};

const HOUR = 3_600_000;

/** Offers a session to a group: it is handled by an operator on duty, lost, or not answered. */
export function meetOperator(scene: Scene): Part {
  const { random, hour } = scene;
  const group = random.weighted(
    groups,
    groups.map(({ share }) => share),
  );
  const onShift = onDuty(group.id, hour);
  const offer = { operatorGroupIds: [group.id] };
  if (onShift.length === 0) return { ...offer, ...nobodyThere(scene) };
  const operator = random.pick(onShift);
  const demand = demandAt(hour);
  const ending = random.weighted([handled, lost, leftUnanswered], [0.95 - 0.06 * demand, 0.03 + 0.06 * demand, 0.02]);
  // A transferred session may keep both groups.
  const groupIds = random.chance(0.2) ? [...new Set([group.id, ...operator.groupIds])] : [group.id];
  return { ...offer, operatorGroupIds: groupIds, ...assigned(scene, operator), ...ending(scene, operator) };
}

function assigned({ random, offeredAt }: Scene, { userId, name }: Operator): Part {
  // Most sessions are assigned; operators take the others from the queue.
  const isAssigned = random.chance(0.85);
  return {
    userId,
    operatorName: name,
    operatorType: "OPERATOR",
    operatorAssignedAt: isAssigned ? timestamp(offeredAt) : null,
    takenByOperatorAt: isAssigned ? null : timestamp(offeredAt),
    switchAnotherOperator: false,
    noResponseOperatorToClient: false,
  };
}

function handled(scene: Scene, operator: Operator): Part {
  const { random, chat, offeredAt } = scene;
  const wait = Math.round(Math.min(2400, Math.max(2, firstReplySeconds(scene, operator))));
  const duration = Math.round(Math.min(7200, Math.max(20, random.logNormal(290, 0.75))));
  const repliedAt = offeredAt + wait * 1000;
  return {
    operatorFirstMessageCreatedAt: timestamp(repliedAt),
    operatorDialogDuration: duration,
    operatorTimerFirstAnswer: wait,
    switchAnotherOperator: random.chance(0.07),
    operatorResults: { result: random.pick(["resolved", "resolved", "resolved", "callback", "ticket"]) },
    ...exchange(scene, repliedAt, duration),
    ...closing(scene, repliedAt + duration * 1000, operator),
    ...operatorMarks(random, moodOf(random, operator.quality, wait), chat.csiMax),
  };
}

function firstReplySeconds({ random, hour }: Scene, { pace }: Operator): number {
  const rush = 0.65 + demandAt(hour);
  return random.logNormal(30 * pace * rush, 0.8);
}

function exchange({ random, clientMessages }: Scene, repliedAt: number, duration: number): Part {
  const operatorMessages = 1 + Math.round(duration / random.whole(50, 110));
  const endedAt = timestamp(repliedAt + duration * 1000);
  const clientHasLastWord = random.chance(0.05);
  return {
    operatorMessageCount: operatorMessages,
    operatorTimerNextAnswers: Math.round(duration / (operatorMessages + 1)),
    clientMessageCount: clientMessages + Math.round(operatorMessages * (0.6 + 0.6 * random.next())),
    operatorLastMessageCreatedAt: clientHasLastWord ? timestamp(repliedAt + duration * 700) : endedAt,
    clientLastMessageCreatedAt: clientHasLastWord ? endedAt : timestamp(repliedAt + duration * 900),
    lastMessageCreatedAt: endedAt,
    noResponseOperatorToClient: clientHasLastWord,
  };
}

/** The operator or a timeout closes the session; a few of the last hours of the day are still open. */
function closing({ random, at, endOfDay }: Scene, endedAt: number, operator: Operator): Part {
  if (at > endOfDay - 2 * HOUR && random.chance(0.1)) return { status: "ACTIVE" };
  const closedAt = timestamp(endedAt + random.whole(10, 600) * 1000);
  const byOperator = random.chance(0.8) ? { closedByUserId: operator.userId, closedByOperatorName: operator.name } : {};
  return { closedAt, clientOfflineAt: closedAt, ...byOperator };
}

function lost({ random, chat, offeredAt }: Scene): Part {
  const closedAt = timestamp(offeredAt + random.whole(30, 1200) * 1000);
  return { isLostSession: true, closedAt, clientOfflineAt: closedAt, ...lostMarks(random, chat.csiMax) };
}

/** Nobody replies. A timeout closes the session after an hour, or an operator closes it unread; late ones stay open. */
function leftUnanswered({ random, at, endOfDay }: Scene, operator: Operator | null): Part {
  if (at > endOfDay - 5 * HOUR && random.chance(0.6)) return { status: "ACTIVE" };
  if (operator && random.chance(0.3)) {
    const closedAt = timestamp(at + random.whole(300, 3000) * 1000);
    return { closedAt, closedByUserId: operator.userId, closedByOperatorName: operator.name };
  }
  return { closedAt: timestamp(at + HOUR) };
}

function nobodyThere(scene: Scene): Part {
  const notFound = { operatorNotFoundAt: timestamp(scene.offeredAt + 5000) };
  return { ...notFound, ...(scene.random.chance(0.3) ? lost(scene) : leftUnanswered(scene, null)) };
}
