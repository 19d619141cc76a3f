import { sessionFields } from "../../functions/daily-report/domain/session.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { fieldsAsked } from "../../functions/daily-report/session-table/table-columns.ts";
import type { TwinAccess } from "../../functions/daily-report/shared-world.ts";
import { createSignIn } from "../../functions/daily-report/twin/sign-in.ts";
import { TwinError } from "../../functions/daily-report/twin/twin-errors.ts";
import { defaultTwinLimits, type TwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { createSendRequest, type Sleep } from "../../functions/daily-report/twin/twin-request.ts";
import { createAskTwin, type Question } from "./ask-twin.ts";
import { type Check, fails } from "./check.ts";
import { checkList } from "./check-list.ts";
import { type Basis, checkFilter, checkOffset, checkSecond, checkSupervised, filterCases } from "./check-questions.ts";
import { checkRows } from "./check-rows.ts";
import { checkLogin, checkRefresh, checkRefusedToken } from "./check-sign-in.ts";

export type TwinDoctor = {
  readonly access: TwinAccess;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly sleep: Sleep;
  readonly limits?: Partial<TwinLimits>;
};

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/**
 * Asks the live API about a dozen questions and says which assumptions of `api-assumptions.ts` hold. It only reads. It does not
 * try a wrong password, which could lock the login. No value of a session is in the result.
 */
export async function checkTwin({ access, clock, sleep, limits }: TwinDoctor): Promise<Check[]> {
  const send = createSendRequest({ clock, sleep, limits: { ...defaultTwinLimits, tries: 2, ...limits } });
  const signIn = createSignIn({ authUrl: access.authUrl, credentials: access.credentials, clock, send });
  const { checks, tokens } = await checkLogin(signIn, clock());
  if (tokens === null) return checks;
  const ask = createAskTwin(access.chatUrl, tokens.authToken, send);
  try {
    checks.push(...(await checkSessions(ask, tokens.authToken, clock())));
    // Last, because it may end the life of the first token.
    checks.push(await checkRefresh(signIn, tokens));
  } catch (error) {
    if (!(error instanceof TwinError)) throw error;
    checks.push(fails("TWIN answers every question", error.message, null));
  }
  return checks;
}

async function checkSessions(ask: Basis["ask"], authToken: string, now: number): Promise<Check[]> {
  const end = Math.floor(now / 1000) * 1000 - HOUR;
  const week: Question = {
    from: end - WEEK,
    to: end,
    fields: [...sessionFields, ...fieldsAsked("mask")],
    filters: noFilters,
  };
  const first = await checkList(ask, week, authToken);
  if (first.page === null) return first.checks;
  const isQuiet = first.page.count === 0;
  const question = isQuiet ? { ...week, from: end - 13 * WEEK } : week;
  const { checks, page } = isQuiet ? await checkList(ask, question, authToken) : first;
  if (page === null) return checks;
  const refusal = await checkRefusedToken(ask, question);
  if (page.items.length === 0) {
    const found = "the last 13 weeks have none, so nothing else can be told";
    return [...checks, refusal, { subject: "there are sessions", verdict: "unknown", found, change: null }];
  }
  const basis = { ask, question, page };
  const rows = checkRows({ ...question, rows: page.items });
  const asked: Check[] = [await checkSecond(basis), await checkOffset(basis)];
  for (const one of filterCases) asked.push(await checkFilter(one, basis));
  return [...checks, ...rows, ...asked, await checkSupervised(basis), refusal];
}
