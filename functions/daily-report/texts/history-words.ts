import type { DriverBreakdown, History } from "../domain/history/history.ts";
import { headlineIds, type LeftOut } from "../domain/history/past.ts";
import { FEWEST_DAYS } from "../domain/history/usual.ts";
import type { MetricId } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";
import { type AlikeName, type HistoryTexts, type SpanUnit, weekdayNames } from "./history-texts.ts";
import { isUnusuallyEmpty } from "./report-sentences.ts";
import { rowName } from "./row-name.ts";
import type { Words } from "./words.ts";

/** A report whose history is told, and the words for it. */
export type Telling = { readonly report: Report; readonly history: History; readonly words: Words };

/** The unit of time that the report covers. */
export function unitOf({ period }: Report): SpanUnit {
  return period?.kind ?? "day";
}

/** The words for what the report is compared with: the weekday of its day, weeks or months. */
export function alikeWords({ report: { day, period }, words }: Telling): HistoryTexts["alike"][AlikeName] {
  const weekday = weekdayNames[new Date(`${day.date}T00:00:00Z`).getUTCDay()] ?? "sunday";
  return words.texts.history.alike[period?.kind ?? weekday];
}

/** "28 days", "8 weeks": the whole time before, whether known or not. */
export function timeBefore({ report, history, words: { texts, format } }: Telling): string {
  return format.counted(history.before.of, texts.history.units[unitOf(report)]);
}

/** A difference in points, with its sign. */
export function pointsText(points: number | null, { format }: Words): string {
  return format.whole("nps", points);
}

/** "Channel telegram", "Hour 13:00–14:00", "Sessions without a bot". */
export function namedRow(
  { breakdown, key, name }: { breakdown: DriverBreakdown; key: string; name: string },
  { texts }: Words,
): string {
  const { rows, without } = texts.history.drivers;
  return key === NO_KEY ? without[breakdown] : rows[breakdown](rowName({ key, name }, breakdown, texts));
}

/** A longer list of metrics would be hard to read. */
const MOST_METRICS = 3;

/** Why a day is left out, and of which metrics if not of all. */
export function leftOutReason({ reason, metrics }: Omit<LeftOut, "date">, words: Words): string {
  const { reasons, ofMetrics } = words.texts.history.before;
  return metrics === null ? reasons[reason] : ofMetrics(reasons[reason], titlesOf(metrics, words));
}

/** The titles of the first few metrics. */
export function titlesOf(metrics: readonly MetricId[], { texts }: Words): string {
  const titles = metrics.slice(0, MOST_METRICS).map((id) => texts.metrics[id].title);
  return [...titles, ...(metrics.length > MOST_METRICS ? ["…"] : [])].join(", ");
}

/** What "usual" means on this day, if enough earlier days are known; a holiday is compared all the same. */
export function usualSentences(report: Report, words: Words): string[] {
  const { history } = report;
  if (history === null) return [];
  const { texts, format } = words;
  const known = knownAlike(history);
  const { earlier } = alikeWords({ report, history, words });
  return [
    ...(history.holiday ? [texts.history.usual.holiday] : []),
    ...(known < FEWEST_DAYS ? [] : [texts.mail.usualIs(format.count(known), earlier)]),
  ];
}

/** Says that too few earlier days are known to say what is usual, and how many it takes; null if there are enough, or no history. */
export function notComparedSentence(report: Report, words: Words): string | null {
  const { history } = report;
  if (history === null) return null;
  const known = knownAlike(history);
  if (known >= FEWEST_DAYS) return null;
  const { texts, format } = words;
  const { earlier } = alikeWords({ report, history, words });
  return texts.history.usual.tooFew(earlier, format.count(known), format.count(FEWEST_DAYS));
}

/** Says what to check if a day without sessions should have had some; null of other days, and if it is known what is usual. */
export function emptyDaySentence(report: Report, words: Words): string | null {
  const { history, period, reconciliation } = report;
  const isKnown = history !== null && knownAlike(history) >= FEWEST_DAYS;
  const isEmpty = reconciliation.received === 0 && reconciliation.short <= 0 && period === null;
  return isEmpty && !isKnown && !isUnusuallyEmpty(report) ? words.texts.mail.ifItWorked : null;
}

/** Says how the figures of the time before differ from the usual ones; null if nothing is known to be usual. */
export function togetherSentence(telling: Telling): string | null {
  const { report, history, words } = telling;
  if (knownAlike(history) < FEWEST_DAYS) return null;
  return words.texts.history.before.together[unitOf(report)](timeBefore(telling), alikeWords(telling).on);
}

/** How many earlier days of the same kind are known. */
function knownAlike({ usual }: History): number {
  return Math.max(...headlineIds.map((id) => usual[id].known));
}
