import type { BreakdownRow, Report } from "../../functions/daily-report/domain/report.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { entriesOf, invalidEntriesOf } from "../../functions/daily-report/session-table/table-entry.ts";
import { busiestRows } from "../../functions/daily-report/texts/busiest-rows.ts";
import { rowName } from "../../functions/daily-report/texts/row-name.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { readText } from "../oracle/second-reading-values.ts";
import { day, settings } from "../session-rows.ts";
import { type Documented, documentedText } from "./documented-text.ts";

/** Columns of the session table with outside text, and the field of each. */
const textColumns = {
  ...{
    id: "id",
    company_id: "companyId",
    chat_id: "chatId",
    chat_name: "chatName",
    bot_id: "botId",
    bot_name: "botName",
  },
  ...{ channel: "messengerType", status: "status", bot_status: "botStatus", operator_id: "userId" },
  ...{ operator_name: "operatorName", closed_by: "closedByOperatorName", client_name: "name", client_id: "clientId" },
  ...{ client_external_id: "clientExternalId", client_phone: "whatsappPhone", client_device: "clientDeviceId" },
  ...{ client_ip: "clientIp", country: "countryName", region: "regionName", city: "city", referer: "referer" },
  ...{ user_agent: "clientUserAgent" },
};
const jsonColumns = { dialog_results: "dialogResults", operator_results: "operatorResults", api_metrics: "metrics" };

/** The texts of a row by column; null for an empty cell. */
export type ExpectedTexts = Record<string, Documented | null>;

/** The expected rows of both sheets of sessions.xlsx, without their heads. */
export function expectedTables(items: readonly unknown[]): { sessions: ExpectedTexts[]; invalid: ExpectedTexts[] } {
  const sorted = sortOut(items, day);
  return {
    sessions: entriesOf(sorted.sessions, { day, settings }).map(({ row }) => textsOf(row)),
    invalid: invalidEntriesOf(sorted.invalid).map(({ row }) => textsOf(row)),
  };
}

function textsOf(row: unknown): ExpectedTexts {
  const fields = new Map(typeof row === "object" && row !== null ? Object.entries(row) : []);
  const texts = Object.entries(textColumns).map(
    ([column, field]) => [column, readText(fields.get(field)).value] as const,
  );
  const json = Object.entries(jsonColumns).map(([column, field]) => [column, jsonOf(fields.get(field))] as const);
  return Object.fromEntries(
    [...texts, ...json].map(([column, text]) => [column, text === null ? null : documentedText(text)]),
  );
}

function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

export const breakdownsWithNames = ["operators", "groups", "channels", "bots", "chats", "companies"] as const;

/** The names in a breakdown's table. */
export function expectedNames(report: Report, breakdown: (typeof breakdownsWithNames)[number]): Documented[] {
  const rows: readonly BreakdownRow[] = report.breakdowns[breakdown];
  const texts = textsFor("en");
  return busiestRows(rows, 500).shown.map((row) => documentedText(rowName(row, breakdown, texts)));
}
