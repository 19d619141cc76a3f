import {
  type Reading,
  readBoolean,
  readCount,
  readCreation,
  readGroupIds,
  readInteger,
  readNumber,
  readText,
  readTimestamp,
} from "./second-reading-values.ts";

export type Session = ReturnType<typeof readSession>;
export type SessionClass = "spam" | "handled" | "lost" | "unanswered" | "waiting" | "bot_only";
export type Field = keyof Session;

/** Reads every field that the rules use from any row. If the row is not an object, every field is null. */
export function readSession(row: unknown) {
  const isObject = typeof row === "object" && row !== null && !Array.isArray(row);
  const raw = (field: string): unknown => (isObject ? Object.getOwnPropertyDescriptor(row, field)?.value : null);
  const csiMax = withRange(readNumber(raw("csiMax")), (max) => max > 0);
  const most = csiMax.value !== null && csiMax.value > 0 ? csiMax.value : Infinity;
  return {
    id: readText(raw("id")),
    createdAt: readCreation(raw("createdAt")),
    updatedAt: readTimestamp(raw("updatedAt")),
    closedAt: readTimestamp(raw("closedAt")),
    markedAsSpam: readBoolean(raw("markedAsSpam")),
    isLostSession: readBoolean(raw("isLostSession")),
    operatorFirstMessageCreatedAt: readTimestamp(raw("operatorFirstMessageCreatedAt")),
    operatorAssignedAt: readTimestamp(raw("operatorAssignedAt")),
    takenByOperatorAt: readTimestamp(raw("takenByOperatorAt")),
    operatorNotFoundAt: readTimestamp(raw("operatorNotFoundAt")),
    operatorName: readText(raw("operatorName")),
    userId: readText(raw("userId")),
    closedByOperatorName: readText(raw("closedByOperatorName")),
    operatorGroupIds: readGroupIds(raw("operatorGroupIds")),
    operatorMessageCount: readCount(raw("operatorMessageCount")),
    clientMessageCount: readCount(raw("clientMessageCount")),
    botMessageCount: readCount(raw("botMessageCount")),
    switchAnotherOperator: readBoolean(raw("switchAnotherOperator")),
    noResponseOperatorToClient: readBoolean(raw("noResponseOperatorToClient")),
    nps: withRange(readInteger(raw("nps")), (mark) => mark >= 0 && mark <= 10),
    csi: withRange(readNumber(raw("csi")), (mark) => mark > 0 && mark <= most),
    csiMax,
    csiPercent: withRange(readNumber(raw("csiPercent")), (percent) => percent > 0 && percent <= 100),
    rating: readNumber(raw("rating")),
    operatorDialogDuration: withRange(readNumber(raw("operatorDialogDuration")), (seconds) => seconds >= 0),
    fcr: readBoolean(raw("fcr")),
    price: readNumber(raw("price")),
    messengerType: readText(raw("messengerType")),
    botId: readText(raw("botId")),
    botName: readText(raw("botName")),
    chatId: readText(raw("chatId")),
    chatName: readText(raw("chatName")),
    companyId: readText(raw("companyId")),
  };
}

/** The fields whose readings count missing offsets and zero dates. In createdAt a zero date is bad instead. */
export const TIMESTAMPS: readonly Field[] = [
  "createdAt",
  "updatedAt",
  "closedAt",
  "operatorFirstMessageCreatedAt",
  "operatorAssignedAt",
  "takenByOperatorAt",
  "operatorNotFoundAt",
];

function withRange(reading: Reading<number>, inRange: (value: number) => boolean): Reading<number> {
  return { ...reading, outOfRange: reading.value !== null && !inRange(reading.value) };
}

/** The first reason why a row is invalid; null if it is valid. */
export function whyInvalid({ id, createdAt, closedAt }: Session): string | null {
  if (id.value === null) return "no id";
  if (createdAt.value === null) return "no readable createdAt";
  if (closedAt.bad) return "closedAt bad";
  const early = closedAt.value !== null && createdAt.value - closedAt.value >= 1000;
  return early ? "closedAt before createdAt" : null;
}

/** The class of a session. */
export function classOf(session: Session): SessionClass {
  if (session.markedAsSpam.value === true) return "spam";
  if (session.operatorFirstMessageCreatedAt.value !== null) return "handled";
  if (session.operatorMessageCount.value !== null && session.operatorMessageCount.value > 0) return "handled";
  if (session.isLostSession.value === true) return "lost";
  const signs = [
    session.operatorName.value,
    session.userId.value,
    session.operatorAssignedAt.value,
    session.takenByOperatorAt.value,
    session.operatorNotFoundAt.value,
    session.closedByOperatorName.value,
  ];
  const groups = session.operatorGroupIds.value ?? [];
  if (signs.every((sign) => sign === null) && groups.length === 0) return "bot_only";
  return session.closedAt.value !== null ? "unanswered" : "waiting";
}

/** The key of a session's row among the operators. */
export const operatorKey = ({ userId, operatorName }: Session): string =>
  userId.value ?? (operatorName.value === null ? "none" : `name:${operatorName.value}`);
