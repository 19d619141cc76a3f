import type { SignIn, Tokens } from "./sign-in.ts";
import { TwinAbortedError, TwinError } from "./twin-errors.ts";

/** Keeps the token of one login. Requests that need a new token at the same time share one renewal. */
export class TwinToken {
  readonly #signIn: SignIn;
  readonly #clock: () => number;
  #tokens: Tokens | null = null;
  #renewal: Promise<Tokens> | null = null;

  constructor(signIn: SignIn, clock: () => number) {
    this.#signIn = signIn;
    this.#clock = clock;
  }

  /** Returns valid tokens: logs in the first time, renews them before they expire. */
  async current(signal: AbortSignal): Promise<Tokens> {
    const tokens = this.#tokens;
    if (tokens === null) return this.#renewShared((stop) => this.#signIn.login(stop), signal);
    if (this.#clock() < tokens.renewAt) return tokens;
    return this.#renewShared((stop) => this.#refreshOrLogin(tokens, stop), signal);
  }

  /** Returns a replacement for tokens the API refused: logs in again, unless another request already has. */
  async insteadOf(refused: Tokens, signal: AbortSignal): Promise<Tokens> {
    if (this.#tokens !== null && this.#tokens !== refused) return this.#tokens;
    return this.#renewShared((stop) => this.#signIn.login(stop), signal);
  }

  async #refreshOrLogin(tokens: Tokens, signal: AbortSignal): Promise<Tokens> {
    return (await this.#refresh(tokens, signal)) ?? (await this.#signIn.login(signal));
  }

  /** Returns null if TWIN does not refresh the tokens for any reason; the caller then logs in. */
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
        // The reading that started this renewal was aborted. If ours was not, start another renewal.
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
