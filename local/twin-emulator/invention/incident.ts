import { readInstant } from "../read-instant.ts";
import { localHour } from "./arrivals.ts";
import { type Chat, chats } from "./contact-centre.ts";
import { priceOf } from "./invent-session.ts";
import { blankItem, type InventedItem, timestamp } from "./invented-item.ts";

/** The operators of a channel are away in these local hours (0-23) of the zone. */
export type Incident = {
  readonly messenger: Chat["messenger"];
  readonly hours: readonly number[];
  readonly zone: string;
};

/** How long a client waits in vain, and how much they write in that time. */
const WAIT_MS = 10 * 60_000;
const MOST_MESSAGES = 3;

/** What a session has only if an operator takes it, or if somebody rates an answer. */
const operatorFields = [
  "userId",
  "operatorName",
  "operatorType",
  "operatorAssignedAt",
  "takenByOperatorAt",
  "operatorFirstMessageCreatedAt",
  "operatorLastMessageCreatedAt",
  "operatorDialogDuration",
  "operatorTimerFirstAnswer",
  "operatorTimerNextAnswers",
  "operatorResults",
  "switchAnotherOperator",
  "noResponseOperatorToClient",
  "closedByUserId",
  "closedByOperatorName",
  "nps",
  "csi",
  "csiMax",
  "csiPercent",
  "rating",
  "fcr",
] as const satisfies readonly (keyof InventedItem)[];

const withoutOperator = Object.fromEntries(operatorFields.map((field) => [field, blankItem[field]]));

/**
 * Returns the same sessions, but those that were created in the hours of the incident on its channel and reached the operators
 * are lost: nobody was there, and the client left. Spam and sessions that a bot finished stay as they are.
 */
export function withIncident(items: readonly InventedItem[], incident: Incident): InventedItem[] {
  return items.map((item) => (isStruck(item, incident) ? lose(item) : item));
}

function isStruck(item: InventedItem, { messenger, hours, zone }: Incident): boolean {
  if (item.messengerType !== messenger || !reachedOperators(item)) return false;
  const createdAt = readInstant(item.createdAt);
  return createdAt !== null && hours.includes(localHour(createdAt, zone));
}

function reachedOperators({ operatorGroupIds, markedAsSpam }: InventedItem): boolean {
  return markedAsSpam === false && Array.isArray(operatorGroupIds) && operatorGroupIds.length > 0;
}

function lose(item: InventedItem): InventedItem {
  const { operatorAssignedAt, takenByOperatorAt, operatorGroupIds, clientMessageCount, createdAt } = item;
  const offeredAt = readInstant(operatorAssignedAt) ?? readInstant(takenByOperatorAt) ?? readInstant(createdAt) ?? 0;
  const closedAt = timestamp(offeredAt + WAIT_MS);
  const lost = {
    ...item,
    ...withoutOperator,
    // A transfer to another operator added the later groups.
    operatorGroupIds: Array.isArray(operatorGroupIds) ? operatorGroupIds.slice(0, 1) : operatorGroupIds,
    operatorNotFoundAt: timestamp(offeredAt + 5000),
    operatorMessageCount: 0,
    clientMessageCount: Math.min(MOST_MESSAGES, Number(clientMessageCount)),
    clientLastMessageCreatedAt: timestamp(offeredAt),
    lastMessageCreatedAt: timestamp(offeredAt),
    isLostSession: true,
    status: "CLOSED",
    ...{ closedAt, clientOfflineAt: closedAt, updatedAt: closedAt },
  };
  const chat = chats.find(({ id }) => id === lost.chatId);
  return { ...lost, price: chat ? priceOf(lost, chat) : lost.price };
}
