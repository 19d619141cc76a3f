import type { ReadProgress } from "../functions/daily-report/ports.ts";

export type ProgressLine = { show: (progress: ReadProgress) => void; clear: () => void };

const CLEAR = "\r\u001b[K";

/** One line on a terminal that tells how far the reading is; nothing at all where no terminal is. `startedAt` in milliseconds since 1970. */
export function progressLine(stream: NodeJS.WriteStream, startedAt: number): ProgressLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  return {
    show: ({ slicesDone, slices, sessionsRead }) => {
      const seconds = Math.max(0.001, (Date.now() - startedAt) / 1000);
      const rate = Math.round(sessionsRead / seconds);
      stream.write(`${CLEAR}${slicesDone} of ${slices} slices, ${sessionsRead} sessions read, ${rate} a second`);
    },
    clear: () => stream.write(CLEAR),
  };
}
