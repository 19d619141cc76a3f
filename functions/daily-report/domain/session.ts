import {
  type InstantReading,
  type Reading,
  readBoolean,
  readCount,
  readGroupIds,
  readInstant,
  readInteger,
  readNumber,
  readRequiredInstant,
  readText,
  within,
} from "./read-values.ts";

/** Every field that a class, a metric or a breakdown uses, with its reader. */
const readers = {
  id: readText,
  createdAt: readRequiredInstant,
  updatedAt: readInstant,
  closedAt: readInstant,
  markedAsSpam: readBoolean,
  isLostSession: readBoolean,
  operatorFirstMessageCreatedAt: readInstant,
  operatorAssignedAt: readInstant,
  takenByOperatorAt: readInstant,
  operatorNotFoundAt: readInstant,
  operatorName: readText,
  userId: readText,
  closedByOperatorName: readText,
  operatorGroupIds: readGroupIds,
  operatorMessageCount: readCount,
  clientMessageCount: readCount,
  botMessageCount: readCount,
  switchAnotherOperator: readBoolean,
  noResponseOperatorToClient: readBoolean,
  nps: within(readInteger, (mark) => mark >= 0 && mark <= 10),
  csi: within(readNumber, (mark) => mark > 0),
  csiMax: within(readNumber, (max) => max > 0),
  csiPercent: within(readNumber, (percent) => percent > 0 && percent <= 100),
  rating: readNumber,
  operatorDialogDuration: within(readNumber, (seconds) => seconds >= 0),
  fcr: readBoolean,
  price: readNumber,
  messengerType: readText,
  botId: readText,
  botName: readText,
  chatId: readText,
  chatName: readText,
  companyId: readText,
} satisfies Record<string, (raw: unknown) => Reading<unknown>>;

export type SessionField = keyof typeof readers;

type InstantField = { [F in SessionField]: Session[F] extends InstantReading ? F : never }[SessionField];

/** A session after reading. Every field is a `Reading`; the metrics judge it later. */
export type Session = { readonly [F in SessionField]: ReturnType<(typeof readers)[F]> };

export const sessionFields = Object.keys(readers) as SessionField[];

/** Reads one item of the API. Never throws: if the item is not an object, every field is null. */
export function readSession(item: unknown): Session {
  const raw = fieldsOf(item);
  // Each field by name: a loop over the readers takes half as much time again (npm run bench -- --only pull).
  const session: { -readonly [F in SessionField]: Session[F] } = {
    id: readers.id(raw.id),
    createdAt: readers.createdAt(raw.createdAt),
    updatedAt: readers.updatedAt(raw.updatedAt),
    closedAt: readers.closedAt(raw.closedAt),
    markedAsSpam: readers.markedAsSpam(raw.markedAsSpam),
    isLostSession: readers.isLostSession(raw.isLostSession),
    operatorFirstMessageCreatedAt: readers.operatorFirstMessageCreatedAt(raw.operatorFirstMessageCreatedAt),
    operatorAssignedAt: readers.operatorAssignedAt(raw.operatorAssignedAt),
    takenByOperatorAt: readers.takenByOperatorAt(raw.takenByOperatorAt),
    operatorNotFoundAt: readers.operatorNotFoundAt(raw.operatorNotFoundAt),
    operatorName: readers.operatorName(raw.operatorName),
    userId: readers.userId(raw.userId),
    closedByOperatorName: readers.closedByOperatorName(raw.closedByOperatorName),
    operatorGroupIds: readers.operatorGroupIds(raw.operatorGroupIds),
    operatorMessageCount: readers.operatorMessageCount(raw.operatorMessageCount),
    clientMessageCount: readers.clientMessageCount(raw.clientMessageCount),
    botMessageCount: readers.botMessageCount(raw.botMessageCount),
    switchAnotherOperator: readers.switchAnotherOperator(raw.switchAnotherOperator),
    noResponseOperatorToClient: readers.noResponseOperatorToClient(raw.noResponseOperatorToClient),
    nps: readers.nps(raw.nps),
    csi: readers.csi(raw.csi),
    csiMax: readers.csiMax(raw.csiMax),
    csiPercent: readers.csiPercent(raw.csiPercent),
    rating: readers.rating(raw.rating),
    operatorDialogDuration: readers.operatorDialogDuration(raw.operatorDialogDuration),
    fcr: readers.fcr(raw.fcr),
    price: readers.price(raw.price),
    messengerType: readers.messengerType(raw.messengerType),
    botId: readers.botId(raw.botId),
    botName: readers.botName(raw.botName),
    chatId: readers.chatId(raw.chatId),
    chatName: readers.chatName(raw.chatName),
    companyId: readers.companyId(raw.companyId),
  };
  if (isCsiAboveMax(session)) session.csi = { value: session.csi.value, fault: "outOfRange" };
  return session;
}

/** The creation time of an item; null if it is missing or unreadable. */
export function createdAtOf(item: unknown): number | null {
  return readers.createdAt(fieldsOf(item).createdAt).value;
}

/** The raw fields of an item; empty if the item is not an object. */
export function fieldsOf(item: unknown): Readonly<Record<string, unknown>> {
  return isObject(item) ? item : {};
}

/** Whether the field is an instant. */
export function isInstantField(field: SessionField): field is InstantField {
  return readers[field] === readInstant || readers[field] === readRequiredInstant;
}

/** Whether the field holds ids or names. In these, a number that JSON does not carry exactly is out of range. */
export function isIdField(field: SessionField): boolean {
  return readers[field] === readText || readers[field] === readGroupIds;
}

function isObject(item: unknown): item is Record<string, unknown> {
  return typeof item === "object" && item !== null && !Array.isArray(item);
}

function isCsiAboveMax({ csi, csiMax }: Session): boolean {
  return csi.value !== null && csiMax.value !== null && csiMax.fault === null && csi.value > csiMax.value;
}
