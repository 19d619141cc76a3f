import type { ReadProgress } from "../functions/daily-report/ports.ts";
import type { Locale } from "../functions/daily-report/texts/texts.ts";
import { wordsFor } from "../functions/daily-report/texts/words.ts";

export type ProgressLine = { show: (progress: ReadProgress) => void; clear: () => void };

const CLEAR = "\r\u001b[K";

/**
 * Shows the progress of the reading on one line of a terminal; shows nothing if the stream is not a terminal. `clock` returns
 * milliseconds. The rate is over the whole reading, and is shown once the reading has taken a second; a second reading starts
 * again from 0.
 */
export function progressLine(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "write">,
  locale: Locale,
  clock: () => number,
): ProgressLine {
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
