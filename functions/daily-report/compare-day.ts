import { historyOf } from "./domain/history/compare.ts";
import type { LateData } from "./domain/history/history.ts";
import { withoutCountVerdicts } from "./domain/history/usual.ts";
import { reconcile } from "./domain/reconciliation.ts";
import { rowNames } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { readPast } from "./history/read-past.ts";
import type { ArchiveStore, Operations } from "./ports.ts";
import type { PulledDay } from "./pull-day.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { type Frame, frameOf } from "./report-frame.ts";

type Dependencies = { readonly archive: ArchiveStore; readonly operations: Operations };

export type ComparedDay = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  /** What was found when earlier days were read again for the day. */
  readonly late: LateData;
};

/** The frame of the day's report: what definition and reading say, and what the archive knows of earlier days. */
export async function compareDay(
  { definition, day, late }: ComparedDay,
  pulled: PulledDay,
  dependencies: Dependencies,
): Promise<Frame> {
  const frame = frameOf(definition, day, pulled);
  const { past, weekday } = await readPast({ ...frame, holidays: definition.holidays }, dependencies);
  const history = historyOf(pulled.tally, past, rowNames(pulled.tally, frame));
  const { short } = reconcile(pulled.tally, pulled.declared);
  const usual = short > 0 ? withoutCountVerdicts(history.usual) : history.usual;
  return { ...frame, weekday: isQuiet(pulled) ? weekday : null, history: { ...history, usual, ...late } };
}

/** Whether the API listed and declared no session of the day, not even an unreadable one. */
function isQuiet({ tally, declared }: PulledDay): boolean {
  const { in_day, invalid, short } = reconcile(tally, declared);
  return in_day === 0 && invalid === 0 && short <= 0;
}
