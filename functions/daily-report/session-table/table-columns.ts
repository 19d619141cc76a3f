import { toNumber } from "../domain/fraction.ts";
import { type Judgement, judgeCsi, judgeDuration, judgeFirstReply, wholeSeconds } from "../domain/judge.ts";
import { type Session, sessionFields } from "../domain/session.ts";
import { sessionFlags } from "../domain/session-flags.ts";
import {
  type Column,
  type ColumnType,
  computed,
  integer,
  type PlainField,
  rawInstant,
  rawJson,
  rawText,
  read,
  validValue,
} from "./column.ts";
import { isMaskable, masked } from "./mask.ts";
import type { TableEntry } from "./table-entry.ts";

/** How the table treats the client's personal data: not requested from the API at all, masked, or unchanged. */
export type PersonalData = "drop" | "mask" | "keep";

/**
 * Returns the columns of the table in their order. Only `mask` uses `maskKey`, as the key of the pseudonyms; throws
 * MaskKeyError if that key is too short.
 */
export function columnsFor(personalData: PersonalData, maskKey: string): Column[] {
  const kept = keptColumns(personalData);
  const personal = personalData === "mask" ? kept.map((column) => masked(column, maskKey)) : kept;
  return [...plainColumns, problemsColumn, ...personal];
}

/** All columns in their order, including the columns that `drop` and `mask` leave out. */
export function allColumns(): Pick<Column, "name" | "type" | "personal">[] {
  return [...plainColumns, problemsColumn, ...personalColumns];
}

/** The columns of the invalid rows: the reason, then the given columns. */
export function invalidColumns(columns: readonly Column[]): Column[] {
  return [computed({ name: "reason", type: "text" }, ({ reason }) => reason), ...columns];
}

/** The fields to request from the API in addition to the domain's `sessionFields`. */
export function fieldsAsked(personalData: PersonalData): string[] {
  const known: ReadonlySet<string> = new Set(sessionFields);
  return [...plainColumns, ...keptColumns(personalData)].flatMap(({ field }) =>
    field === null || known.has(field) ? [] : field,
  );
}

function keptColumns(personalData: PersonalData): Column[] {
  if (personalData === "drop") return [];
  return personalData === "keep" ? personalColumns : personalColumns.filter(isMaskable);
}

const plainColumns: Column[] = [
  ...all("text", { id: "id" }),
  ...all("timestamp", {
    created_at: "createdAt",
    closed_at: "closedAt",
    updated_at: "updatedAt",
    assigned_at: "operatorAssignedAt",
    taken_at: "takenByOperatorAt",
    operator_not_found_at: "operatorNotFoundAt",
    first_reply_at: "operatorFirstMessageCreatedAt",
  }),
  rawInstant("last_reply_at", "operatorLastMessageCreatedAt"),
  read({ name: "created_at_utc", type: "utcTimestamp" }, "createdAt"),
  judged("lifetime_seconds", "integer", ({ session }) => judgeLifetime(session)),
  computed({ name: "hour", type: "integer" }, ({ hour }) => hour),
  computed({ name: "class", type: "text" }, ({ subject }) => subject?.class ?? null),
  ...all("text", {
    company_id: "companyId",
    chat_id: "chatId",
    chat_name: "chatName",
    bot_id: "botId",
    bot_name: "botName",
    channel: "messengerType",
  }),
  rawText("status", "status"),
  rawText("bot_status", "botStatus"),
  ...all("text", { operator_id: "userId", operator_name: "operatorName" }),
  // If the list is invalid in part, the valid ids are shown, because the session's class and breakdowns use them.
  computed(
    { name: "operator_groups", type: "text" },
    ({ session }) => session.operatorGroupIds.value?.join(" ") || null,
  ),
  ...all("text", { closed_by: "closedByOperatorName" }),
  count("client_messages", "clientMessageCount"),
  count("operator_messages", "operatorMessageCount"),
  count("bot_messages", "botMessageCount"),
  judged("first_reply_seconds", "integer", ({ session }) => judgeFirstReply(session)),
  computed({ name: "first_reply_target_seconds", type: "integer" }, ({ subject }) => subject?.targetSeconds ?? null),
  integer("duration_seconds", "operatorDialogDuration", ({ session }) => {
    const duration = judgeDuration(session);
    return duration.is === "valid" ? duration.value : null;
  }),
  ...all("number", { nps: "nps", csi: "csi", csi_max: "csiMax", csi_percent: "csiPercent" }),
  judged("csi_share", "number", ({ session }) => {
    const csi = judgeCsi(session);
    return csi.is === "valid" ? { is: "valid", value: toNumber(csi.value.share) } : csi;
  }),
  ...all("number", { rating: "rating" }),
  ...all("boolean", {
    fcr: "fcr",
    transferred: "switchAnotherOperator",
    last_word_unanswered: "noResponseOperatorToClient",
  }),
  ...all("number", { price: "price" }),
  ...Object.entries(sessionFlags).map(([name, flag]) =>
    computed({ name, type: "text" }, ({ subject }) => subject && flag(subject)),
  ),
];

/** The personal data of the client. */
const personalColumns: Column[] = [
  rawText("client_name", "name"),
  rawText("client_id", "clientId"),
  rawText("client_external_id", "clientExternalId"),
  rawText("client_phone", "whatsappPhone"),
  rawText("client_device", "clientDeviceId"),
  rawText("client_ip", "clientIp"),
  rawText("country", "countryName"),
  rawText("region", "regionName"),
  rawText("city", "city"),
  rawText("referer", "referer"),
  rawText("user_agent", "clientUserAgent"),
  rawJson("dialog_results", "dialogResults"),
  rawJson("operator_results", "operatorResults"),
  rawJson("api_metrics", "metrics"),
].map((column) => ({ ...column, personal: true }));

/** The column that lists the problems of a row. `cellReader` fills it, because they are known after all other columns. */
export const problemsColumn: Column = computed({ name: "problems", type: "text" }, () => null);

function all(type: ColumnType, fieldsByName: Readonly<Record<string, PlainField>>): Column[] {
  return Object.entries(fieldsByName).map(([name, field]) => read({ name, type }, field));
}

function count(name: string, field: "clientMessageCount" | "operatorMessageCount" | "botMessageCount"): Column {
  return integer(name, field, ({ session }) => validValue(session[field]));
}

/** A column for a value as a metric judges it. If the judgement is "invalid", the cell is empty and has a problem. */
function judged(name: string, type: ColumnType, judge: (entry: TableEntry) => Judgement<number>): Column {
  return computed({ name, type }, (entry, note) => {
    const judgement = judge(entry);
    if (judgement.is === "invalid") note(`${name}: invalid`);
    return judgement.is === "valid" ? judgement.value : null;
  });
}

/** The time from creation to closing in whole seconds: missing if the session is open, invalid if it was closed before it was created. */
function judgeLifetime({ createdAt, closedAt }: Session): Judgement<number> {
  const [from, to] = [validValue(createdAt), validValue(closedAt)];
  return from === null || to === null ? { is: "missing" } : wholeSeconds((to - from) / 1000);
}
