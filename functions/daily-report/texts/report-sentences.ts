import type { Finding, FindingId } from "../domain/findings.ts";
import { frtBandEnds } from "../domain/metrics/response-time.ts";
import type { Report } from "../domain/report.ts";
import { type FilterValue, filtersSet } from "../domain/session-filters.ts";
import { percentage } from "../domain/statistics.ts";
import type { Words } from "./words.ts";

/** What mail and workbook both say of a report, in whole sentences. */

/** The day's both ends on the clocks of its zone, the zone and the length. */
export function spanSentence({ day }: Report, { texts, format }: Words): string {
  const [from, to] = [format.instant(day.from, day.zone), format.instant(day.to, day.zone)];
  return texts.common.span(from, to, day.zone, format.hours(day.hours));
}

/** That sessions could not be read, or came in late; null when the day is complete. */
export function incompleteSentence({ reconciliation }: Report, { texts, format }: Words): string | null {
  const { short, declared } = reconciliation;
  if (short === 0) return null;
  return format.counted(Math.abs(short), short > 0 ? texts.common.unread(format.count(declared)) : texts.common.late);
}

/** That many sessions could not be read, and how much of the day the figures cover; null where there are none or few. */
export function unreadableSentence(report: Report, { texts, format }: Words): string | null {
  const unreadable = unreadableOf(report);
  if (unreadable === null) return null;
  const { count, of } = unreadable;
  const { halfTheDay, shareOfTheDay } = texts.common;
  const covered = 2 * count === of ? halfTheDay : shareOfTheDay(format.figure("percent", percentage(of - count, of)));
  return format.counted(count, texts.common.unreadable(format.count(of), covered));
}

/** How many of how many sessions could not be read, where that is many; else null. */
export function unreadableOf({ findings }: Report): { count: number; of: number } | null {
  const finding = findings.find(({ id }) => id === UNREADABLE);
  return finding === undefined ? null : { count: finding.count, of: finding.of ?? 0 };
}

/** That the day had no sessions; null when it had some, or may have had some that are missing or could not be read. */
export function noSessionsSentence({ metrics, reconciliation }: Report, { texts }: Words): string | null {
  if (metrics.sessions.value > 0 || reconciliation.short > 0 || reconciliation.invalid > 0) return null;
  return metrics.spam.value > 0 ? texts.common.noSessionsButSpam : texts.common.noSessions;
}

/** What was found in the day's data: what was seen, what it may mean, what to check. What stands at the head is not said again. */
export function findingSentences(report: Report, words: Words): FindingSentences[] {
  return report.findings.filter(({ id }) => id !== UNUSUAL).map((finding) => sentencesOf(finding, report, words));
}

/** That the day had no sessions though its weekday usually has some; null where it had, or where that is usual. */
export function unusualSentences(report: Report, words: Words): FindingSentences | null {
  const finding = report.findings.find(({ id }) => id === UNUSUAL);
  return finding === undefined ? null : sentencesOf(finding, report, words);
}

/** The finding that concerns the whole report, and so stands at its head. */
const UNUSUAL: FindingId = "no_sessions_unusual";

/** The finding whose share of the day stands at the head; its reasons stand among the others. */
const UNREADABLE: FindingId = "rows_unreadable";

/** A line is to stay one that is read; report.json names all fields. */
const MOST_NAMED = 8;

export type FindingSentences = { seen: string; means: string; check: string };

function sentencesOf(finding: Finding, { quality }: Report, { texts, format }: Words): FindingSentences {
  const { id, count, of, fields, reasons = [] } = finding;
  const { seen, means, check } = texts.findings[id];
  const named = [...fields.slice(0, MOST_NAMED), ...(fields.length > MOST_NAMED ? ["…"] : [])].join(", ");
  const why = reasons.map((reason) => `${texts.invalidReasons[reason]} ${format.count(quality.invalid[reason])}`);
  return { seen: seen(format.count(count), format.count(of), named, why.join(", ")), means, check };
}

/** When the API was asked, and what was not over then. */
export function readAtSentence({ fetchedAt, day, metrics }: Report, { texts, format }: Words): string {
  const instant = format.instant(fetchedAt, day.zone);
  const [open, waiting] = [metrics.open.value, metrics.waiting.value];
  if (open === 0 && waiting === 0) return texts.common.readAt(instant);
  return texts.common.readAtUnfinished(instant, format.count(open), format.count(waiting));
}

/** The filters that are set; null when none is. */
export function filtersSentence({ filters }: Report, { texts }: Words): string | null {
  const phrases = filtersSet(filters).map((name) => texts.filters[name].phrase(filterText(filters[name])));
  return phrases.length === 0 ? null : texts.common.filters(phrases.join(", "));
}

/** The value of a filter; a list with commas. */
export function filterText(value: FilterValue): string {
  return typeof value === "object" && value !== null ? value.join(", ") : String(value);
}

/** The first reply's target, and whether some groups have their own. */
export function targetSentence(report: Report, { texts, format }: Words): string {
  const { firstReplySeconds } = report.settings;
  const say = haveGroupsTheirOwnTarget(report) ? texts.workbook.targetOrOwn : texts.workbook.target;
  return say(format.figure("seconds", firstReplySeconds));
}

/** Whether a group's first-reply target differs from the report's. */
export function haveGroupsTheirOwnTarget({ settings }: Report): boolean {
  return Object.values(settings.groupFirstReplySeconds).some((own) => own !== settings.firstReplySeconds);
}

/** The names of the bands of first reply times, in their order. */
export function frtBandNames({ texts, format }: Words): string[] {
  const ends = frtBandEnds.map((end) => format.figure("seconds", end));
  return [...ends.map((end) => texts.common.upTo(end)), texts.common.longerThan(ends.at(-1) ?? "")];
}
