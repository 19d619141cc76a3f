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
  sound,
} from "./column.ts";
import { isMaskable, masked } from "./mask.ts";
import type { TableEntry } from "./table-entry.ts";

/** What becomes of a client's data: left out and not even asked for, made unrecognisable, or kept as it comes. */
export type PersonalData = "drop" | "mask" | "keep";

/**
 * The columns of the table in their order. `maskKey` keys the pseudonyms of `mask` and is not used otherwise; throws
 * MaskKeyError when it is too short to protect anybody.
 */
export function columnsFor(personalData: PersonalData, maskKey: string): Column[] {
  const kept = keptColumns(personalData);
  const personal = personalData === "mask" ? kept.map((column) => masked(column, maskKey)) : kept;
  return [...plainColumns, problemsOf([...plainColumns, ...personal]), ...personal];
}

/** What all columns are, in their order, whatever becomes of a client's data. */
export function allColumns(): Pick<Column, "name" | "type" | "personal">[] {
  return [...plainColumns, problemsOf([]), ...personalColumns];
}

/** The columns of the invalid rows: why they were kept aside, and as much of a session as could be read. */
export function invalidColumns(columns: readonly Column[]): Column[] {
  return [computed({ name: "reason", type: "text" }, ({ reason }) => reason), ...columns];
}

/** The fields to ask the API for, beyond the domain's `sessionFields`. */
export function fieldsAsked(personalData: PersonalData): string[] {
  return [...plainColumns, ...keptColumns(personalData)].flatMap(({ field }) => field ?? []);
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
  // The good ones of a list that is bad in part, since a class and a breakdown were made of them.
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

/** What tells of the client as a person. */
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

/** What was bad in a row, said of every field that was asked for, whether or not it has a column. */
function problemsOf(columns: readonly Column[]): Column {
  return computed({ name: "problems", type: "text" }, (entry) => {
    const faults = sessionFields.flatMap((field) => {
      const { fault } = entry.session[field];
      return fault === null ? [] : [`${field}: ${fault}`];
    });
    return [...faults, ...columns.flatMap(({ problem }) => problem(entry) ?? [])].join("; ") || null;
  });
}

function all(type: ColumnType, fieldsByName: Readonly<Record<string, PlainField>>): Column[] {
  return Object.entries(fieldsByName).map(([name, field]) => read({ name, type }, field));
}

function count(name: string, field: "clientMessageCount" | "operatorMessageCount" | "botMessageCount"): Column {
  return integer(name, field, ({ session }) => sound(session[field]));
}

/** What a metric makes of a session; what it finds invalid leaves the cell empty. */
function judged(name: string, type: ColumnType, judge: (entry: TableEntry) => Judgement<number>): Column {
  return {
    ...computed({ name, type }, (entry) => {
      const judgement = judge(entry);
      return judgement.is === "valid" ? judgement.value : null;
    }),
    problem: (entry) => (judge(entry).is === "invalid" ? `${name}: invalid` : null),
  };
}

/** From creation to closing in whole seconds; missing while the session is open. A session closed before it was created is invalid. */
function judgeLifetime({ createdAt, closedAt }: Session): Judgement<number> {
  const [from, to] = [sound(createdAt), sound(closedAt)];
  return from === null || to === null ? { is: "missing" } : wholeSeconds((to - from) / 1000);
}
