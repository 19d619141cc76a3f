import { isDoubtful } from "../domain/doubt.ts";
import type { HeadlineId } from "../domain/history/past.ts";
import { FEWEST_ANSWERS } from "../domain/metrics/metric.ts";
import type { Report } from "../domain/report.ts";
import type { Figure } from "./small-n.ts";
import type { Words } from "./words.ts";

/** Whether a figure is shown: it has a value of 10 sessions or ratings or more, which can be trusted. */
export function isShown(id: HeadlineId, { metrics }: Report): boolean {
  const { value, n }: Figure = metrics[id];
  return value !== null && (n ?? 0) >= FEWEST_ANSWERS && !isDoubtful(id, metrics);
}

/** Says what "lost", CSI and NPS mean, each in one sentence; without those that are not shown, and "lost" if nothing was. */
export function meaningSentences(report: Report, { texts }: Words): string[] {
  const { about } = texts.mail.day;
  const scores = (["csi", "nps"] as const).filter((id) => isShown(id, report)).map((id) => about[id]);
  const isLost = isShown("lost_rate", report) && report.metrics.lost.value > 0;
  return [...(isLost ? [about.lost] : []), ...scores];
}
