import type { FilterName, SessionFilters } from "../domain/session-filters.ts";

/**
 * Everything this client takes for granted about the TWIN chat API. The vendor's reference page names no host, no path
 * and no answer body; if live traffic shows otherwise, this is the one file to change.
 * Elsewhere: the fields asked for and how their values are read (domain/session.ts), and the hosts, which the stack needs too
 * (twin-address.ts).
 */

/** Login and refresh lie under `authUrl`, the list of sessions under `chatUrl`. */
export const paths = { login: "login", refresh: "refresh", sessions: "sessions" } as const;

/** How long a token is asked to live, seconds. A token that does not tell its own end is taken to live that long. */
export const tokenTtlSeconds = 3600;

/** The vendor advises renewing 15 minutes before the end; a token living less than twice that is renewed at half its life. */
export const renewalLeadMs = 15 * 60_000;

/** The API answers so to an expired or withdrawn token; a new login helps. */
export const tokenRefusedStatuses: readonly number[] = [401, 403];

/** A wrong email or password may be answered with any of these. */
export const loginRefusedStatuses: readonly number[] = [400, 401, 403, 422];

/** The list takes the token with a scheme, the refresh call takes it bare. */
export const listAuthorization = (authToken: string): string => `Bearer ${authToken}`;
export const refreshAuthorization = (authToken: string): string => authToken;

/** The most rows a page may be asked to hold. The server may send fewer. */
export const pageLimit = 1000;

/** Ascending is the default direction. Ties may come in any order. */
export const sortByCreation = "createdAt";

/**
 * Query parameters of the list. `from` and `to` are taken to bound `createdAt`; both ends may be inclusive, and the server
 * may compare whole seconds.
 */
export const parameters = {
  fields: "fields",
  limit: "limit",
  offset: "offset",
  from: "from",
  to: "to",
  sort: "sort",
} as const;

/**
 * Each filter as a query parameter, its name and its text; null where the filter is not set, or the API does not know it.
 * `supervised` is on the reference page without a name.
 */
export function filterParameters(filters: SessionFilters): Record<FilterName, readonly [string, string] | null> {
  const { companyId, botId, supervised } = filters;
  return {
    companyId: companyId === null ? null : ["companyId", String(companyId)],
    botId: botId === null ? null : ["botId", botId],
    supervised: supervised ? ["showSupervised", "true"] : null,
  };
}

/** An instant (milliseconds since 1970) as the list takes it: UTC, whole seconds, `2018-05-27T21:30:54+00:00`. */
export function formatInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}+00:00`;
}
