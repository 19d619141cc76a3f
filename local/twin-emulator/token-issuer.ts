import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";

export type Tokens = { readonly authToken: string; readonly refreshToken: string };

/** `expired`: issued here, but expired. `unknown`: any other invalid token, also a forged one. */
export type TokenState = "valid" | "expired" | "unknown";

const HEADER = encode({ alg: "HS256", typ: "JWT" });

/** Issues and checks JSON Web Tokens. Each issuer has its own key, so the tokens of another or an earlier server are unknown. */
export class TokenIssuer {
  readonly #key = randomBytes(32);
  readonly #refreshTokens = new Set<string>();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Returns a new pair; the `exp` claim of the authToken is now plus `seconds`, rounded up to a whole second. */
  issue(seconds: number): Tokens {
    const now = this.#clock() / 1000;
    const claims = encode({ sub: "emulator", jti: randomUUID(), iat: Math.floor(now), exp: Math.ceil(now + seconds) });
    const refreshToken = randomBytes(24).toString("base64url");
    this.#refreshTokens.add(refreshToken);
    return { authToken: `${HEADER}.${claims}.${this.#sign(`${HEADER}.${claims}`)}`, refreshToken };
  }

  check(authToken: string): TokenState {
    const [header, claims, signature, ...rest] = authToken.split(".");
    if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) return "unknown";
    if (!isSame(signature, this.#sign(`${header}.${claims}`))) return "unknown";
    const { exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { exp: number };
    return this.#clock() < exp * 1000 ? "valid" : "expired";
  }

  /** Uses up a refresh token; returns false if it is unknown or already used. */
  redeem(refreshToken: string): boolean {
    return this.#refreshTokens.delete(refreshToken);
  }

  #sign(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("base64url");
  }
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
