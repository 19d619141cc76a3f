import { renewalLeadMs, tokenTtlSeconds } from "./api-assumptions.ts";

/**
 * Returns how long a token is valid from now, milliseconds. If the token states both times, the life is `exp - iat`, so a
 * wrong clock on this machine does no harm. If it states no usable expiry, the life is the requested one.
 */
export function tokenLife(authToken: string, now: number): number {
  const { exp, iat } = readClaims(authToken);
  const life = exp === null ? 0 : exp * 1000 - (iat === null ? now : iat * 1000);
  return life > 0 ? life : tokenTtlSeconds * 1000;
}

/** Returns how long before its expiry a token is renewed, milliseconds. */
export function renewalLead(life: number): number {
  return Math.min(renewalLeadMs, life / 2);
}

/** Reads the times in a JWT's payload, seconds since 1970; null if missing. The signature is not verified: the server does that. */
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
