import { loginRefusedStatuses, paths, refreshAuthorization, tokenTtlSeconds } from "./api-assumptions.ts";
import { renewalLead, tokenLife } from "./token-life.ts";
import { TwinAnswerError, TwinLoginError, TwinRequestError } from "./twin-errors.ts";
import { apiUrl, type SendRequest } from "./twin-request.ts";

export type TwinCredentials = { email: string; password: string; companyId?: number | null };

/** The result of a login. `renewAt` is when to renew, milliseconds since 1970; `refreshToken` is null if the API sent none. */
export type Tokens = { authToken: string; refreshToken: string | null; renewAt: number };

export type SignIn = {
  /** Logs in with email and password. */
  login(signal: AbortSignal): Promise<Tokens>;
  /** Exchanges tokens for new ones; returns null if the API refuses or there is no refresh token. */
  refresh(tokens: Tokens, signal: AbortSignal): Promise<Tokens | null>;
};

type SignInParts = {
  authUrl: string;
  credentials: () => Promise<TwinCredentials>;
  clock: () => number;
  send: SendRequest;
};

/** Creates the two calls of the login service. */
export function createSignIn({ authUrl, credentials, clock, send }: SignInParts): SignIn {
  return {
    async login(signal) {
      const json = loginBody(await credentials());
      const url = apiUrl(authUrl, paths.login);
      const { status, body } = await send({ method: "POST", url, json, asked: "a login" }, signal);
      if (status >= 400) throw refusedLogin(status);
      return readTokens(body, clock());
    },
    async refresh({ authToken, refreshToken }, signal) {
      if (refreshToken === null) return null;
      const json = { refreshToken, ttl: tokenTtlSeconds };
      const headers = { authorization: refreshAuthorization(authToken) };
      const url = apiUrl(authUrl, paths.refresh);
      const answer = await send({ method: "POST", url, headers, json, asked: "a renewed token" }, signal);
      return answer.status >= 400 ? null : readTokens(answer.body, clock());
    },
  };
}

function loginBody({ email, password, companyId }: TwinCredentials): object {
  const body = { email, password, ttl: tokenTtlSeconds };
  return companyId === undefined || companyId === null ? body : { ...body, companyId };
}

function readTokens(body: unknown, now: number): Tokens {
  const authToken = readToken(body, "authToken");
  if (authToken === null) {
    throw new TwinAnswerError(
      'Asked for a login, TWIN answered without a usable "authToken", which must be a text that can be sent in a header; check that the login address is the API\'s.',
    );
  }
  const life = tokenLife(authToken, now);
  return { authToken, refreshToken: readToken(body, "refreshToken"), renewAt: now + life - renewalLead(life) };
}

/** Returns a token if it consists of visible ASCII and so can be sent in a header; otherwise null. */
function readToken(body: unknown, name: string): string | null {
  if (typeof body !== "object" || body === null) return null;
  const value: unknown = Reflect.get(body, name);
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value) ? value : null;
}

function refusedLogin(status: number): Error {
  return loginRefusedStatuses.includes(status)
    ? new TwinLoginError(
        `TWIN refused the email and password of the login (status ${status}); correct them in the TWIN secret, or in TWIN_EMAIL and TWIN_PASSWORD.`,
      )
    : new TwinRequestError(`Asked for a login, TWIN answered with status ${status}; check the login address.`);
}
