import { renewalLeadMs, tokenTtlSeconds } from "./api-assumptions.ts";

/**
 * How long a token is good for from now, milliseconds. Its own two times are compared with each other before they are with
 * ours, so a clock that goes wrong here does no harm; a token that tells no usable end lives as long as was asked for.
 */
export function tokenLife(authToken: string, now: number): number {
  const { exp, iat } = readClaims(authToken);
  const life = exp === null ? 0 : exp * 1000 - (iat === null ? now : iat * 1000);
  return life > 0 ? life : tokenTtlSeconds * 1000;
}

/** How far ahead of its end a token is renewed, milliseconds. */
export function renewalLead(life: number): number {
  return Math.min(renewalLeadMs, life / 2);
}

/** The times in a JWT's payload, seconds since 1970; null where there is none. Nothing is verified: that is the server's part. */
function readClaims(authToken: string): { exp: number | null; iat: number | null } {
  const payload = authToken.split(".")[1] ?? "";
  try {
    const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return { exp: readTime(claims.exp), iat: readTime(claims.iat) };
  } catch {
    return { exp: null, iat: null };
  }
}

function readTime(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
