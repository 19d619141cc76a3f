import type { SessionsQuery } from "./read-query.ts";
import { fieldOf, isObject } from "./session-fields.ts";
import { type Row, rowsBetween, type SessionIndex } from "./session-index.ts";
import { type SortKey, sortValues } from "./sort-keys.ts";

export type SessionsAnswer = { readonly count?: number; readonly items?: readonly unknown[] };

const DEFAULT_LIMIT = 10;
const DEFAULT_SORT: readonly SortKey[] = [{ field: "startedAt", descending: false }];

/**
 * GET sessions. `count` is the count of the whole query; the page and `offsetField` do not change it. `page` and `offset` add
 * up. `timezone`, `language` and `group` are accepted but have no effect, because the vendor does not document their effect.
 */
export function answerSessions(index: SessionIndex, query: SessionsQuery): SessionsAnswer {
  const { limit = DEFAULT_LIMIT, offset = 0, page = 1, sort = DEFAULT_SORT } = query;
  const matches = filter(
    rowsBetween(index, query.from ?? Number.NEGATIVE_INFINITY, query.to ?? Number.POSITIVE_INFINITY),
    filtersOf(query),
  );
  const ordered = behind(query.after, inOrder(matches, sort), sort);
  const start = (page - 1) * limit + offset;
  return {
    ...(query.withoutCount ? {} : { count: matches.length }),
    ...(query.withoutItems
      ? {}
      : { items: ordered.slice(start, start + limit).map(({ served }) => project(served, query.fields)) }),
  };
}

type Filter = (item: unknown) => boolean;

/** Returns whether the filters of a query let an item pass; its time is not among them. */
export function filterOf(query: Omit<SessionsQuery, "fields" | "after">): Filter {
  const filters = filtersOf(query);
  return (item) => filters.every((accepts) => accepts(item));
}

function filtersOf(query: Omit<SessionsQuery, "fields" | "after">): Filter[] {
  const filters = [
    isText("id", query.sessionId),
    isText("chatId", query.chatId),
    isText("botId", query.botId),
    isText("clientId", query.clientId),
    isText("userId", query.operatorId),
    isText("operatorType", query.operatorType),
    isText("status", query.status),
    isText("botStatus", query.botStatus),
    // The account sees every company of the data. `companyId` selects one company, unless `showSupervised` is set: then the
    // company is assumed to supervise all the others.
    query.showSupervised ? null : isText("companyId", query.companyId?.toString()),
    isMarked("markedAsSpam", query.markedAsSpam),
  ];
  return filters.filter((filter) => filter !== null);
}

function isText(field: string, wanted: string | undefined): Filter | null {
  if (wanted === undefined) return null;
  return (item) => {
    const value = fieldOf(item, field);
    return (typeof value === "number" ? String(value) : value) === wanted;
  };
}

/** A value counts as not marked unless it is true, 1 or their text. */
function isMarked(field: string, wanted: boolean | undefined): Filter | null {
  if (wanted === undefined) return null;
  return (item) => {
    const value = fieldOf(item, field);
    return (value === true || value === 1 || (typeof value === "string" && /^(true|1)$/i.test(value))) === wanted;
  };
}

function filter(rows: readonly Row[], filters: readonly Filter[]): readonly Row[] {
  return filters.length === 0 ? rows : rows.filter(({ item }) => filters.every((accepts) => accepts(item)));
}

function inOrder(rows: readonly Row[], sort: readonly SortKey[]): readonly Row[] {
  const [first] = sort;
  // Rows are already sorted by createdAt, equal ones in file order.
  if (sort.length === 1 && first?.descending === false && sortValues[first.field] === sortValues.startedAt) return rows;
  const keyed = rows.map((row) => ({ row, values: sort.map(({ field }) => sortValues[field](row.item)) }));
  keyed.sort((a, b) => compare(a.values, b.values, sort));
  return keyed.map(({ row }) => row);
}

function compare(a: readonly number[], b: readonly number[], sort: readonly SortKey[]): number {
  for (const [index, { descending }] of sort.entries()) {
    const [left = 0, right = 0] = [a[index], b[index]];
    if (left !== right) return (left < right ? -1 : 1) * (descending ? -1 : 1);
  }
  return 0;
}

function behind(after: SessionsQuery["after"], rows: readonly Row[], sort: readonly SortKey[]): readonly Row[] {
  if (after === null) return rows;
  const descending = sort.some((key) => key.field === after.field && key.descending);
  return rows.filter(({ item }) => {
    const value = sortValues[after.field](item);
    return descending ? value < after.value : value > after.value;
  });
}

function project(item: unknown, fields: readonly string[]): unknown {
  if (!isObject(item)) return item;
  const projection: Record<string, unknown> = {};
  for (const field of fields) {
    if (Object.hasOwn(item, field)) projection[field] = item[field];
  }
  return projection;
}
