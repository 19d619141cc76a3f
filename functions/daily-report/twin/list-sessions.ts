import type { SessionFilters } from "../domain/session-filters.ts";
import {
  filterParameters,
  formatInstant,
  listAuthorization,
  parameters,
  paths,
  sortByCreation,
  tokenRefusedStatuses,
} from "./api-assumptions.ts";
import { decodeAnswer, type ListAnswer } from "./decode-answer.ts";
import type { Tokens } from "./sign-in.ts";
import { TwinRequestError } from "./twin-errors.ts";
import { apiUrl, type SendRequest, type TwinAnswer } from "./twin-request.ts";
import type { TwinToken } from "./twin-token.ts";

/** A page of the list: a time range (milliseconds since 1970, both ends whole seconds) and the number of rows to skip. */
export type PageRequest = { from: number; to: number; offset: number };

/** `bytes` is the length of the answer's body, which bounds what the walk holds in memory. */
export type ListedPage = ListAnswer & { bytes: number };

export type ListPage = (page: PageRequest, signal: AbortSignal) => Promise<ListedPage>;

type ListParts = {
  chatUrl: string;
  fields: readonly string[];
  pageRows: number;
  filters: SessionFilters;
  send: SendRequest;
  token: TwinToken;
};

/** Creates the list call. If the API refuses the token, it repeats the call once with a new token. */
export function createListPage(parts: ListParts): ListPage {
  return async (page, signal) => {
    const asked = describePage(page);
    const url = listUrl(parts, page);
    const ask = ({ authToken }: Tokens): Promise<TwinAnswer> =>
      parts.send({ method: "GET", url, headers: { authorization: listAuthorization(authToken) }, asked }, signal);
    const tokens = await parts.token.current(signal);
    let answer = await ask(tokens);
    if (tokenRefusedStatuses.includes(answer.status)) answer = await ask(await parts.token.insteadOf(tokens, signal));
    if (answer.status >= 400) throw refusedList(asked, answer.status);
    return { ...decodeAnswer(answer.body, asked), bytes: answer.bytes ?? 0 };
  };
}

/** Describes the page for an error message. */
export function describePage({ from, to, offset }: PageRequest): string {
  const range = `the sessions from ${formatInstant(from)} to ${formatInstant(to)}`;
  return offset === 0 ? range : `${range}, after the first ${offset}`;
}

function listUrl({ chatUrl, fields, pageRows, filters }: ListParts, { from, to, offset }: PageRequest): URL {
  const url = apiUrl(chatUrl, paths.sessions);
  const query = url.searchParams;
  query.set(parameters.fields, fields.join(","));
  query.set(parameters.from, formatInstant(from));
  query.set(parameters.to, formatInstant(to));
  query.set(parameters.sort, sortByCreation);
  query.set(parameters.limit, String(pageRows));
  if (offset > 0) query.set(parameters.offset, String(offset));
  for (const parameter of Object.values(filterParameters(filters))) if (parameter !== null) query.set(...parameter);
  return url;
}

function refusedList(asked: string, status: number): Error {
  return new TwinRequestError(
    tokenRefusedStatuses.includes(status)
      ? `Asked for ${asked}, TWIN refused the token (status ${status}) and a new one too; check that this login may read chat sessions.`
      : `Asked for ${asked}, TWIN answered with status ${status}; check the address, the company and the bot of the report.`,
  );
}
