type FailedAttempt = {
  /** The number of the attempt that failed, from 1. */
  attempt: number;
  /** The Retry-After header, if present. */
  retryAfter: string | undefined;
  /** Milliseconds since 1970; needed because a Retry-After may be a date. */
  now: number;
  /** In [0, 1). */
  random: number;
  firstWaitMs: number;
  longestWaitMs: number;
};

/** Returns the wait before the next attempt, milliseconds: Retry-After, or else exponential with jitter; never above `longestWaitMs`. */
export function retryWait(failed: FailedAttempt): number {
  const { attempt, retryAfter, now, random, firstWaitMs, longestWaitMs } = failed;
  const backOff = firstWaitMs * 2 ** (attempt - 1) * (0.5 + random / 2);
  return Math.min(readRetryAfter(retryAfter, now) ?? backOff, longestWaitMs);
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Returns milliseconds from now; 0 for a date in the past; null if the header is missing or cannot be read. */
function readRetryAfter(retryAfter: string | undefined, now: number): number | null {
  const text = retryAfter?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse alone accepts too much: "-5", "2 apples".
  const date = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
