/** What an attempt says about the load of the API; "unclear" is any failure that is not about load. */
export type LoadSign = "good" | "busy" | "unclear";

const GOOD_ANSWERS_FOR_ONE_MORE = 10;

/**
 * How many requests run at once: at most `most`. An answer that the API is too busy halves the number, but never below one;
 * every ten good answers in a row raise it by one. The answers to requests that had started before it was halved do not halve
 * it again, because they tell of the same load. Who waits is served in the order of asking.
 */
export class RequestPace {
  readonly #most: number;
  readonly #waiting = new Set<() => void>();
  #allowed: number;
  #running = 0;
  #holds = 0;
  #good = 0;
  #started = 0;
  #startedBeforeHalving = 0;

  constructor(most: number) {
    this.#most = most;
    this.#allowed = most;
  }

  /** Does the work once there is a place for it. If the signal aborts while it waits, rejects with the signal's reason. */
  async run<T>(work: () => Promise<T>, signOf: (outcome: T) => LoadSign, signal: AbortSignal): Promise<T> {
    await this.#place(signal);
    const nth = ++this.#started;
    try {
      const outcome = await work();
      this.#learn(signOf(outcome), nth);
      return outcome;
    } finally {
      this.#running -= 1;
      this.#admit();
    }
  }

  /** Starts no request until the wait is over, however it ends. */
  async hold(wait: () => Promise<void>): Promise<void> {
    this.#holds += 1;
    try {
      await wait();
    } finally {
      this.#holds -= 1;
      this.#admit();
    }
  }

  #learn(sign: LoadSign, nth: number): void {
    this.#good = sign === "good" ? this.#good + 1 : 0;
    if (sign === "busy" && nth > this.#startedBeforeHalving) {
      this.#allowed = Math.max(1, Math.floor(this.#allowed / 2));
      this.#startedBeforeHalving = this.#started;
    }
    if (this.#good < GOOD_ANSWERS_FOR_ONE_MORE) return;
    this.#allowed = Math.min(this.#most, this.#allowed + 1);
    this.#good = 0;
  }

  async #place(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(start);
        reject(signal.reason);
      };
      const start = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.add(start);
      this.#admit();
    });
  }

  #admit(): void {
    for (const start of this.#waiting) {
      if (this.#holds > 0 || this.#running >= this.#allowed) return;
      this.#waiting.delete(start);
      this.#running += 1;
      start();
    }
  }
}
