import type { ReadProgress } from "../functions/daily-report/ports.ts";
import type { Locale } from "../functions/daily-report/texts/texts.ts";
import { wordsFor } from "../functions/daily-report/texts/words.ts";

/** Shows how far a work of many steps is, on one line of a terminal. */
export type StepLine = { show: (progress: { readonly done: number; readonly of: number }) => void; clear: () => void };

export type ProgressLine = { show: (progress: ReadProgress) => void; clear: () => void };

export type Terminal = Pick<NodeJS.WriteStream, "isTTY" | "write">;

/** Empties the line of a terminal. */
export const CLEAR = "\r\u001b[K";

/**
 * Shows the progress of the reading on one line of a terminal; shows nothing if the stream is not a terminal. `clock` returns
 * milliseconds. The rate is over the whole reading, and is shown once the reading has taken a second; a second reading starts
 * again from 0.
 */
export function progressLine(stream: Terminal, locale: Locale, clock: () => number): ProgressLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const { texts, format } = wordsFor(locale, null);
  let started = clock();
  return {
    show: ({ sessionsRead, declared }) => {
      const now = clock();
      if (sessionsRead === 0) started = now;
      const progress = texts.terminal.progress(format.count(sessionsRead), format.count(declared));
      const seconds = (now - started) / 1000;
      const rate = sessionsRead / seconds;
      const left = Math.ceil(Math.max(0, declared - sessionsRead) / rate);
      const pace = seconds < 1 ? "" : texts.terminal.pace(format.count(rate), format.figure("seconds", left));
      stream.write(CLEAR + progress + pace);
    },
    clear: () => stream.write(CLEAR),
  };
}

/**
 * Shows how many of the invented earlier days are made, after the first second, on one line of a terminal; shows nothing if the
 * stream is not a terminal. `clock` returns milliseconds.
 */
export function earlierDaysLine(stream: Terminal, locale: Locale, clock: () => number): StepLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const { texts, format } = wordsFor(locale, null);
  const started = clock();
  return {
    show: ({ done, of }) => {
      if (clock() - started < 1000) return;
      stream.write(CLEAR + texts.terminal.earlierDays(format.count(done + 1), format.count(of)));
    },
    clear: () => stream.write(CLEAR),
  };
}
