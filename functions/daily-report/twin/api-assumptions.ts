import type { FilterName, SessionFilters } from "../domain/session-filters.ts";

/**
 * Everything this client assumes about the TWIN chat API. The vendor's reference page names no host, no path and no response
 * body; if live traffic contradicts an assumption, change it here. Two assumptions are in other files: the requested fields
 * and how their values are read (domain/session.ts), and the hosts, which the stack also needs (twin-address.ts).
 */

/** Login and refresh are relative to `authUrl`, the list of sessions is relative to `chatUrl`. */
export const paths = { login: "login", refresh: "refresh", sessions: "sessions" } as const;

/** The requested lifetime of a token, seconds; also assumed for a token that does not state when it expires. */
export const tokenTtlSeconds = 3600;

/** The vendor recommends renewal 15 minutes before expiry. A token that lives less than 30 minutes is renewed at half its life. */
export const renewalLeadMs = 15 * 60_000;

/** The API's answer to an expired or revoked token; a new login helps. */
export const tokenRefusedStatuses: readonly number[] = [401, 403];

/** The API may answer a wrong email or password with any of these. */
export const loginRefusedStatuses: readonly number[] = [400, 401, 403, 422];

/** The list expects the token with the Bearer scheme; the refresh call expects the token alone. */
export const listAuthorization = (authToken: string): string => `Bearer ${authToken}`;
export const refreshAuthorization = (authToken: string): string => authToken;

/** The largest page that can be requested, in rows. The server may send fewer. */
export const pageLimit = 1000;

/** The default direction is ascending. Rows with the same time may come in any order. */
export const sortByCreation = "createdAt";

/**
 * Query parameters of the list. Assumed: `from` and `to` limit `createdAt`. Both ends may be inclusive, and the server may
 * compare whole seconds.
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
 * Each filter as a query parameter, its name and its text; null if the filter is not set. The reference page describes
 * `supervised` without naming it.
 */
export function filterParameters(filters: SessionFilters): Record<FilterName, readonly [string, string] | null> {
  const { companyId, botId, supervised } = filters;
  return {
    companyId: companyId === null ? null : ["companyId", String(companyId)],
    botId: botId === null ? null : ["botId", botId],
    supervised: supervised ? ["showSupervised", "true"] : null,
  };
}

/** Formats an instant (milliseconds since 1970) for the list: UTC, whole seconds, `2018-05-27T21:30:54+00:00`. */
export function formatInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}+00:00`;
}
