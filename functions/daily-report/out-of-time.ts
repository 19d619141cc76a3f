import { ReportError } from "./domain/report-error.ts";
import type { ArchiveStore, Mailer, Pause, SessionSource } from "./ports.ts";

/** The time of the call was nearly over. Everything done so far is kept, and the next run continues from there. */
export class OutOfTimeError extends ReportError {
  override readonly name = "OutOfTimeError";
  constructor() {
    super("OUT_OF_TIME", "The time of the call was nearly over, so the run stopped before the function was cut off.");
  }
}

/** The dependencies whose calls a run waits for. */
export type RunDependencies = {
  readonly source: SessionSource;
  readonly archive: ArchiveStore;
  readonly mailer: Mailer;
  readonly pause: Pause;
};

/** Reserved for reporting the failure. Milliseconds. */
const RESERVE_MS = 30_000;

/** A mail takes at most 20 s, and then its mark must be written. */
const MAIL_MS = 30_000;

/**
 * Does the work with dependencies that reject with OutOfTimeError as soon as only the reserve of the time is left: both calls
 * that are waiting then and later calls. A mail is begun only if there is time to finish it; a mail that was begun is waited
 * for, because its fate must be known. `timeLeft` in milliseconds; Infinity if nobody stops the run.
 */
export async function withinTime<D extends RunDependencies, T>(
  dependencies: D,
  timeLeft: () => number,
  work: (dependencies: D) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const end = () => stop.abort(new OutOfTimeError());
  const rest = timeLeft() - RESERVE_MS;
  if (rest <= 0) end();
  const timer = Number.isFinite(rest) ? setTimeout(end, Math.max(0, rest)) : undefined;
  try {
    return await work({ ...dependencies, ...closing(dependencies, timeLeft, stop.signal) });
  } finally {
    clearTimeout(timer);
  }
}

function closing(
  { source, archive, mailer, pause }: RunDependencies,
  timeLeft: () => number,
  signal: AbortSignal,
): RunDependencies {
  const wait = <T>(call: () => Promise<T>): Promise<T> => orStop(call, signal);
  return {
    source: {
      async readDay(query) {
        const reading = await wait(() => source.readDay({ ...query, signal: either(signal, query.signal) }));
        return { ...reading, pieces: piecesOrStop(reading.pieces, signal) };
      },
    },
    archive: {
      get: (key) => wait(() => archive.get(key)),
      put: (key, body, contentType) => wait(() => archive.put(key, body, contentType)),
      // Waited for until it has removed its parts, which takes seconds: a function that has answered does nothing more.
      putFile: (key, file, contentType, own) =>
        orStopped(() => archive.putFile(key, file, contentType, either(signal, own)), signal),
      copy: (from, to) => wait(() => archive.copy(from, to)),
      digest: (key) => wait(() => archive.digest(key)),
      create: (key, body, contentType) => wait(() => archive.create(key, body, contentType)),
      list: (prefix) => wait(() => archive.list(prefix)),
      remove: (key) => wait(() => archive.remove(key)),
      locate: (key) => archive.locate(key),
    },
    mailer: {
      async send(mail) {
        if (signal.aborted || timeLeft() < RESERVE_MS + MAIL_MS) throw new OutOfTimeError();
        return mailer.send(mail);
      },
    },
    pause: (ms) => wait(() => pause(ms)),
  };
}

/** A signal that aborts with the first of the two: the caller may have a shorter time of its own. */
function either(signal: AbortSignal, own: AbortSignal | undefined): AbortSignal {
  return own === undefined ? signal : AbortSignal.any([signal, own]);
}

/** Settles like the call, or rejects with the reason of the signal if it is aborted first. */
function orStop<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    call()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
}

/** Settles like the call, which the signal ends; rejects with the reason of the signal if that is why the call failed. */
async function orStopped<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  try {
    return await call();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

async function* piecesOrStop(
  pieces: AsyncIterable<readonly unknown[]>,
  signal: AbortSignal,
): AsyncGenerator<readonly unknown[]> {
  const reading = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orStop(() => reading.next(), signal);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited, because a reading that hangs would never return. The signal has already aborted it.
    reading.return?.().catch(() => {});
  }
}
