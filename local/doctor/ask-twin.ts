import { noFilters, type SessionFilters } from "../../functions/daily-report/domain/session-filters.ts";
import {
  filterParameters,
  formatInstant,
  listAuthorization,
  pageLimit,
  parameters,
  paths,
  sortByCreation,
} from "../../functions/daily-report/twin/api-assumptions.ts";
import { apiUrl, type SendRequest, type TwinAnswer } from "../../functions/daily-report/twin/twin-request.ts";

/** A question for sessions of a range of time, milliseconds since 1970, as the client would ask it, except for what differs. */
export type Question = {
  readonly from: number;
  readonly to: number;
  readonly fields: readonly string[];
  readonly filters?: SessionFilters;
  /** Parameters in place of the usual ones; null leaves one out. */
  readonly instead?: Readonly<Record<string, string | null>>;
  /** The header in place of the usual one. */
  readonly authorization?: string;
};

export type AskTwin = (question: Question) => Promise<TwinAnswer>;

/** Asks the list of sessions with the token. An answer below 400 has a body; the others only a status. */
export function createAskTwin(chatUrl: string, authToken: string, send: SendRequest): AskTwin {
  return (question) => {
    const {
      from,
      to,
      fields,
      filters = noFilters,
      instead = {},
      authorization = listAuthorization(authToken),
    } = question;
    const url = apiUrl(chatUrl, paths.sessions);
    const usual = {
      [parameters.fields]: fields.join(","),
      [parameters.from]: formatInstant(from),
      [parameters.to]: formatInstant(to),
      [parameters.sort]: sortByCreation,
      [parameters.limit]: String(pageLimit),
      ...Object.fromEntries(Object.values(filterParameters(filters)).flatMap((one) => (one === null ? [] : [one]))),
    };
    for (const [name, value] of Object.entries({ ...usual, ...instead })) {
      if (value !== null) url.searchParams.set(name, value);
    }
    const asked = "a few sessions";
    return send({ method: "GET", url, headers: { authorization }, asked }, new AbortController().signal);
  };
}
