import { Refusal } from "./refusal.ts";
import { isObject } from "./session-fields.ts";
import type { TokenIssuer, Tokens } from "./token-issuer.ts";

export type Account = {
  readonly email: string;
  readonly password: string;
  /** The life of every token, whatever ttl is requested; null: the requested ttl. */
  readonly tokenSeconds: number | null;
};

const DEFAULT_TTL = 3600;

/** POST login: returns a pair of tokens. Throws a Refusal for an invalid body (400, 422) or wrong credentials (401). */
export function answerLogin(body: string, account: Account, tokens: TokenIssuer): Tokens {
  const { email, password, ttl = DEFAULT_TTL, companyId = null } = readBody(body);
  demand(typeof email === "string", "email", "a text");
  demand(typeof password === "string", "password", "a text");
  demand(isPositive(ttl), "ttl", "a whole number of seconds above 0");
  demand(companyId === null || Number.isInteger(companyId), "companyId", "a whole number, null or nothing");
  if (email !== account.email || password !== account.password) throw new Refusal(401, "Wrong email or password.");
  return tokens.issue(account.tokenSeconds ?? ttl);
}

/** POST refresh: returns a new pair for an auth token, which may have expired, and an unused refresh token. */
export function answerRefresh(
  request: { body: string; authorization: string },
  account: Account,
  tokens: TokenIssuer,
): Tokens {
  const { refreshToken, ttl = DEFAULT_TTL } = readBody(request.body);
  demand(typeof refreshToken === "string", "refreshToken", "a text");
  demand(isPositive(ttl), "ttl", "a whole number of seconds above 0");
  if (tokens.check(request.authorization) === "unknown") throw new Refusal(401, "User is not authenticated");
  if (!tokens.redeem(refreshToken)) throw new Refusal(401, "The refresh token is unknown or was used before.");
  return tokens.issue(account.tokenSeconds ?? ttl);
}

function readBody(body: string): Record<string, unknown> {
  const value = parse(body);
  if (!isObject(value)) throw new Refusal(400, "The body must be a JSON object.");
  return value;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function demand(condition: boolean, field: string, expected: string): asserts condition {
  if (!condition) throw new Refusal(422, "Invalid input parameters", { details: { field, expected } });
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}
