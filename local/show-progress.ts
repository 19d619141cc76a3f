import type { ReadProgress } from "../functions/daily-report/ports.ts";
import type { Locale } from "../functions/daily-report/texts/texts.ts";
import { wordsFor } from "../functions/daily-report/texts/words.ts";

export type ProgressLine = { show: (progress: ReadProgress) => void; clear: () => void };

const CLEAR = "\r\u001b[K";

/** Shows the progress of the reading on one line of a terminal; shows nothing if the stream is not a terminal. */
export function progressLine(stream: NodeJS.WriteStream, locale: Locale): ProgressLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const { texts, format } = wordsFor(locale, null);
  const started = performance.now();
  return {
    show: ({ slicesDone, slices, sessionsRead }) => {
      const seconds = (performance.now() - started) / 1000;
      const figures = [slicesDone, slices, sessionsRead, sessionsRead / seconds].map(format.count);
      const [done = "", all = "", read = "", rate = ""] = figures;
      stream.write(CLEAR + texts.terminal.progress(done, all, read, rate));
    },
    clear: () => stream.write(CLEAR),
  };
}
