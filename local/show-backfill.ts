import type { BackfillState } from "./backfill-workflow.ts";
import { CLEAR, type Terminal } from "./show-progress.ts";

export type BackfillLine = {
  /** Shows the state of the backfill with that id. */
  readonly show: (state: BackfillState, id: string) => void;
  /** Empties the line of a terminal. */
  readonly clear: () => void;
};

/** Shows how far a backfill is: on a terminal one line that is replaced, on another stream a line for each change. */
export function backfillLine(stream: Terminal): BackfillLine {
  let shown = "";
  return {
    show(state, id) {
      const text = `${id}: ${progressText(state)}`;
      if (stream.isTTY) stream.write(CLEAR + text);
      else if (text !== shown) stream.write(`${text}\n`);
      shown = text;
    },
    clear() {
      if (stream.isTTY) stream.write(CLEAR);
    },
  };
}

/** How far a backfill is, in a few words. */
export function progressText(state: BackfillState): string {
  if (state.status !== "running") return state.status;
  if (state.total === 0) return "the days are being listed";
  return `${state.done} of ${state.total} report-days done, ${state.failed} failed`;
}
