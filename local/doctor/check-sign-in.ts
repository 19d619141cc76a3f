import { tokenRefusedStatuses, tokenTtlSeconds } from "../../functions/daily-report/twin/api-assumptions.ts";
import type { SignIn, Tokens } from "../../functions/daily-report/twin/sign-in.ts";
import { tokenLife } from "../../functions/daily-report/twin/token-life.ts";
import { TwinError } from "../../functions/daily-report/twin/twin-errors.ts";
import type { AskTwin, Question } from "./ask-twin.ts";
import { type Check, fails, holds, unknown } from "./check.ts";

const ASSUMPTIONS = "functions/daily-report/twin/api-assumptions.ts";

const LOGIN = "the login is accepted and answered with a token";

const ADDRESS = "the address of the login: twinAuthUrl in cdk.json, or TWIN_AUTH_URL without AWS";

/** What to change by the code of the error. */
const loginChanges: Readonly<Record<string, string>> = {
  TWIN_LOGIN_REFUSED:
    "email or password; if they are right, the body of the login in functions/daily-report/twin/sign-in.ts",
  TWIN_REQUEST_REFUSED: `paths.login in ${ASSUMPTIONS}, or ${ADDRESS}`,
  TWIN_ANSWER_UNREADABLE: `readTokens in functions/daily-report/twin/sign-in.ts, or ${ADDRESS}`,
  TWIN_UNAVAILABLE: `nothing if TWIN is down; otherwise ${ADDRESS}`,
};

/** Logs in; returns the tokens too, null if that failed. Rethrows what is no error of TWIN, such as a secret without a value. */
export async function checkLogin(signIn: SignIn, now: number): Promise<{ checks: Check[]; tokens: Tokens | null }> {
  try {
    const tokens = await signIn.login(new AbortController().signal);
    const seconds = tokenLife(tokens.authToken, now) / 1000;
    const life = `${Math.round(seconds / 60)} minutes, ${tokenTtlSeconds / 60} were asked for`;
    return { checks: [holds(LOGIN, `it lives for ${life}`)], tokens };
  } catch (error) {
    if (!(error instanceof TwinError)) throw error;
    return { checks: [fails(LOGIN, error.message, loginChanges[error.code] ?? null)], tokens: null };
  }
}

const REFRESH = "a token is renewed with the refresh token";

/** Renews the tokens. The reports do without: they log in again. */
export async function checkRefresh(signIn: SignIn, tokens: Tokens): Promise<Check> {
  if (tokens.refreshToken === null) {
    return unknown(REFRESH, "the login returned no refreshToken; the reports then log in again, which works");
  }
  const { signal } = new AbortController();
  const renewed = await signIn.refresh(tokens, signal).catch(() => null);
  if (renewed !== null) return holds(REFRESH);
  const withScheme = { ...tokens, authToken: `Bearer ${tokens.authToken}` };
  const other = await signIn.refresh(withScheme, signal).catch(() => null);
  const line = `${ASSUMPTIONS}: refreshAuthorization = (authToken) => \`Bearer \${authToken}\``;
  return other === null
    ? fails(REFRESH, "TWIN refused it; the reports then log in again, which works", `paths.refresh in ${ASSUMPTIONS}`)
    : fails(REFRESH, "TWIN refuses the token alone and takes it with the Bearer scheme", line);
}

const REFUSAL = "a wrong token is refused with a status at which the client logs in again";

/** Asks with a token that was never issued. */
export async function checkRefusedToken(ask: AskTwin, question: Question): Promise<Check> {
  const { status } = await ask({ ...question, authorization: "Bearer not-a-token" });
  if (tokenRefusedStatuses.includes(status)) return holds(REFUSAL, `status ${status}`);
  return status < 400
    ? fails(REFUSAL, `TWIN answered with status ${status}, as if the token were right`, null)
    : fails(REFUSAL, `status ${status}`, `${ASSUMPTIONS}: add ${status} to tokenRefusedStatuses`);
}
