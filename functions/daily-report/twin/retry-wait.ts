type WaitQuestion = {
  /** The try that failed, from 1. */
  attempt: number;
  /** The Retry-After header, if there was one. */
  retryAfter: string | undefined;
  /** Now, milliseconds since 1970: a Retry-After may be a date. */
  now: number;
  /** In [0, 1). */
  random: number;
  firstWaitMs: number;
  longestWaitMs: number;
};

/** How long to wait before the next try, milliseconds: as Retry-After says, else exponential with jitter; never above the cap. */
export function retryWait(question: WaitQuestion): number {
  const { attempt, retryAfter, now, random, firstWaitMs, longestWaitMs } = question;
  const backOff = firstWaitMs * 2 ** (attempt - 1) * (0.5 + random / 2);
  return Math.min(readRetryAfter(retryAfter, now) ?? backOff, longestWaitMs);
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds from now, or null when the header is missing or says nothing. A date that has passed is 0. */
function readRetryAfter(retryAfter: string | undefined, now: number): number | null {
  const text = retryAfter?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse alone takes a lot for a date: "-5", "2 apples".
  const date = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
