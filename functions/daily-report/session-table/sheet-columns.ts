import { sessionLink } from "../texts/session-link.ts";
import type { Texts } from "../texts/texts.ts";
import type { Column, ColumnType } from "./column.ts";

/** A column of the sheets. Every column shows one value of the row, some of them a part of it or another word for it. */
export type SheetColumn = {
  /** The name in docs/sessions.md; in sessions.parquet too, unless the column is only in the workbook. */
  readonly name: string;
  /** What stands above the column; different from all other heads, in one line. */
  readonly head: string;
  readonly meaning: string;
  /** The place of its value in the cells of a row. */
  readonly from: number;
  readonly shown: Shown;
  /** Whether sessions.parquet does not have the column. */
  readonly isOnlyHere: boolean;
};

/** How a value is shown. */
export type Shown =
  | { readonly as: ColumnType }
  /** A text in other words. */
  | { readonly as: "words"; readonly wordsOf: (text: string) => string }
  /** The local date of a time. */
  | { readonly as: "date" }
  /** The start of the half hour of a time, "HH:MM". */
  | { readonly as: "halfHour" }
  /** A link with the same label in all rows; an empty cell if there is no address for the text. */
  | { readonly as: "link"; readonly linkOf: (text: string) => string | null; readonly label: string };

/** What the sheets take from the report's definition. */
export type SheetSettings = {
  /** The names of the operator groups by id; null: without a name. */
  readonly groupNames: Readonly<Record<string, string | null>>;
  /** The address of a session's page; null: no links. */
  readonly sessionUrl: string | null;
};

/** The columns in the order of use. Other columns follow them. */
const order: readonly string[] = [
  // What is printed, and what a screen shows first.
  ...["reason", "created_at", "operator_name", "channel", "class", "first_reply_seconds", "in_sl1", "nps", "csi_share"],
  ...["duration_seconds", "client_messages", "operator_messages", "group_names"],
  ...["url", "date", "half_hour", "hour"],
  ...["in_nps", "in_csi", "in_top_box", "csi", "csi_max", "csi_percent", "rating", "fcr", "in_fcr"],
  ...["transferred", "in_transfer", "in_containment", "in_frt", "first_reply_target_seconds", "last_word_unanswered"],
  ...["bot_messages", "closed_by", "bot_name", "chat_name", "price", "status", "bot_status", "problems"],
  ...["closed_at", "lifetime_seconds", "assigned_at", "taken_at", "first_reply_at", "last_reply_at"],
  ...["operator_not_found_at", "updated_at", "created_at_utc"],
  ...["client_name", "client_phone", "client_ip", "country", "region", "city", "referer", "user_agent"],
  ...["dialog_results", "operator_results", "api_metrics"],
  ...["id", "operator_id", "operator_groups", "bot_id", "chat_id", "company_id"],
  ...["client_id", "client_external_id", "client_device"],
];

const LAST_PRINTED = order.indexOf("group_names");

/**
 * Returns the columns of the sheets, in the order of use, for rows with the given columns. A column without a text in the
 * language has its name as its head.
 */
export function sheetColumns(
  columns: readonly Pick<Column, "name" | "type">[],
  texts: Texts,
  settings: SheetSettings,
): SheetColumn[] {
  const words: Readonly<Record<string, { head: string; meaning: string } | undefined>> = texts.sessionTable.columns;
  const drafted = [
    ...columns.map(({ name, type }) => ({ name, source: name, shown: shownOf(name, type, texts), isOnlyHere: false })),
    ...ownColumns(texts, settings).map((column) => ({ ...column, isOnlyHere: true })),
  ];
  return drafted
    .map(({ source, ...column }) => {
      const { head = column.name, meaning = "" } = words[column.name] ?? {};
      return { ...column, head, meaning, from: columns.findIndex(({ name }) => name === source) };
    })
    .filter(({ from }) => from !== -1)
    .sort((a, b) => placeOf(a) - placeOf(b));
}

/** How many of the columns are printed: the first ones, which fit on a page. */
export function printedColumns(columns: readonly SheetColumn[]): number {
  return columns.filter((column) => placeOf(column) <= LAST_PRINTED).length || columns.length;
}

function placeOf({ name }: Pick<SheetColumn, "name">): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}

/** The columns that sessions.parquet does not have, because programs can compute them. */
function ownColumns(texts: Texts, { groupNames, sessionUrl }: SheetSettings) {
  const own: { name: string; source: string; shown: Shown }[] = [
    { name: "group_names", source: "operator_groups", shown: { as: "words", wordsOf: namesOf(groupNames) } },
    { name: "date", source: "created_at", shown: { as: "date" } },
    { name: "half_hour", source: "created_at", shown: { as: "halfHour" } },
  ];
  if (sessionUrl === null) return own;
  const linkOf = (id: string) => sessionLink(sessionUrl, id);
  return [
    ...own,
    { name: "url", source: "id", shown: { as: "link", linkOf, label: texts.sessionTable.open } as const },
  ];
}

/** Returns a function that replaces ids, separated by blanks, by names, separated by commas. */
function namesOf(groupNames: SheetSettings["groupNames"]): (ids: string) => string {
  const names = new Map(Object.entries(groupNames));
  return (ids) =>
    ids
      .split(" ")
      .map((id) => names.get(id) ?? id)
      .join(", ");
}

/** Our own words are shown in the reader's language; what comes from the API is not changed. */
function shownOf(name: string, type: ColumnType, texts: Texts): Shown {
  const words = wordsOf(name, texts);
  return words === null ? { as: type } : { as: "words", wordsOf: (text) => words[text] ?? text };
}

function wordsOf(name: string, texts: Texts): Readonly<Record<string, string | undefined>> | null {
  if (name === "class") return texts.reconciliation;
  if (name === "reason") return texts.invalidReasons;
  return name.startsWith("in_") ? texts.sessionTable.values : null;
}
