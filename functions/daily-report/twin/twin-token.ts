import type { SignIn, Tokens } from "./sign-in.ts";
import { TwinAbortedError, TwinError } from "./twin-errors.ts";

/** Keeps the token of one login. However many requests need a new one at once, they share one renewal. */
export class TwinToken {
  readonly #signIn: SignIn;
  readonly #clock: () => number;
  #tokens: Tokens | null = null;
  #renewal: Promise<Tokens> | null = null;

  constructor(signIn: SignIn, clock: () => number) {
    this.#signIn = signIn;
    this.#clock = clock;
  }

  /** Tokens that are good for a while: logs in the first time, renews ahead of their end. */
  async current(signal: AbortSignal): Promise<Tokens> {
    const tokens = this.#tokens;
    if (tokens === null) return this.#renewShared((stop) => this.#signIn.login(stop), signal);
    if (this.#clock() < tokens.renewAt) return tokens;
    return this.#renewShared((stop) => this.#refreshOrLogin(tokens, stop), signal);
  }

  /** Tokens other than those the API refused: a new login, unless another request has brought one meanwhile. */
  async insteadOf(refused: Tokens, signal: AbortSignal): Promise<Tokens> {
    if (this.#tokens !== null && this.#tokens !== refused) return this.#tokens;
    return this.#renewShared((stop) => this.#signIn.login(stop), signal);
  }

  async #refreshOrLogin(tokens: Tokens, signal: AbortSignal): Promise<Tokens> {
    return (await this.#refresh(tokens, signal)) ?? (await this.#signIn.login(signal));
  }

  /** Null when there is no refreshing, for whatever reason: a login does as well. */
  async #refresh(tokens: Tokens, signal: AbortSignal): Promise<Tokens | null> {
    try {
      return await this.#signIn.refresh(tokens, signal);
    } catch (error) {
      if (!(error instanceof TwinError) || error instanceof TwinAbortedError) throw error;
      return null;
    }
  }

  async #renewShared(renew: (signal: AbortSignal) => Promise<Tokens>, signal: AbortSignal): Promise<Tokens> {
    for (;;) {
      this.#renewal ??= this.#renewOnce(renew, signal);
      try {
        return await this.#renewal;
      } catch (error) {
        // The reading that began this renewal was stopped; one that goes on begins its own.
        if (!(error instanceof TwinAbortedError) || signal.aborted) throw error;
      }
    }
  }

  async #renewOnce(renew: (signal: AbortSignal) => Promise<Tokens>, signal: AbortSignal): Promise<Tokens> {
    try {
      this.#tokens = await renew(signal);
      return this.#tokens;
    } finally {
      this.#renewal = null;
    }
  }
}
