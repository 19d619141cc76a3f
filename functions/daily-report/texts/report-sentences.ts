import { doubtfulIn } from "../domain/doubt.ts";
import type { Finding, FindingId } from "../domain/findings.ts";
import { frtBandEnds } from "../domain/metrics/response-time.ts";
import { isPartly } from "../domain/period.ts";
import type { Report } from "../domain/report.ts";
import { type FilterValue, filtersSet } from "../domain/session-filters.ts";
import { percentage } from "../domain/statistics.ts";
import type { ListedFindingId } from "./texts.ts";
import type { Words } from "./words.ts";

/** The start and end of the day in local time, the zone and the length of the day. */
export function spanSentence({ day }: Report, { texts, format }: Words): string {
  const [from, to] = [format.instant(day.from, day.zone), format.instant(day.to, day.zone)];
  return texts.common.span(from, to, day.zone, format.hours(day.hours));
}

/** Says that sessions are missing; null if none are. */
export function incompleteSentence({ reconciliation }: Report, { texts, format }: Words): string | null {
  const { short, declared } = reconciliation;
  return short > 0 ? format.counted(short, texts.common.unread(format.count(declared))) : null;
}

/** Says that every session was received; null if sessions are missing, or days of a week or month, and if there were none. */
export function completeSentence({ reconciliation, period }: Report, { texts }: Words): string | null {
  if (reconciliation.short > 0 || reconciliation.received === 0 || isPartly(period)) return null;
  return period === null ? texts.workbook.complete : texts.period.complete[period.kind];
}

/** Says that there are more sessions than TWIN counted at first; null if there are not. They are in the report. */
export function lateSentence({ reconciliation: { short } }: Report, { texts, format }: Words): string | null {
  return short < 0 ? format.counted(-short, texts.mail.late) : null;
}

/** Says that many sessions could not be read, and which share of the day the figures cover; null if there are few or none. */
export function unreadableSentence(report: Report, { texts, format }: Words): string | null {
  const unreadable = unreadableOf(report);
  if (unreadable === null) return null;
  const { count, of } = unreadable;
  const { halfTheDay, shareOfTheDay } = texts.common;
  const shareOf = report.period === null ? shareOfTheDay : texts.period.shareOf[report.period.kind];
  const isHalf = report.period === null && 2 * count === of;
  const covered = isHalf ? halfTheDay : shareOf(format.figure("percent", percentage(of - count, of)));
  return format.counted(count, texts.common.unreadable(format.count(of), covered));
}

/** A red box about fewer values would be noise. */
const FEWEST_VALUES = 10;

/** Say that too many values of a metric are invalid, one sentence for each such metric with at least 10 values. */
export function doubtfulSentences({ metrics }: Report, { texts, format }: Words): string[] {
  const told = doubtfulIn(metrics).filter((id) => metrics[id].n + metrics[id].invalid >= FEWEST_VALUES);
  return told.map((id) => {
    const { n, invalid } = metrics[id];
    return texts.mail.doubtful[id](format.count(n), format.count(n + invalid), format.count(invalid));
  });
}

/** Names the metrics that are missing because too many of their fewer than 10 values are invalid; null if there are none. */
export function fewDoubtfulSentence({ metrics }: Report, { texts }: Words): string | null {
  const few = doubtfulIn(metrics).filter((id) => metrics[id].n + metrics[id].invalid < FEWEST_VALUES);
  const { without, withoutNames } = texts.mail.day;
  return few.length === 0 ? null : without(few.map((id) => withoutNames[id]).join(", "));
}

/** The number of unreadable sessions and the number of all sessions; null if few or none are unreadable. */
export function unreadableOf({ findings }: Report): { count: number; of: number } | null {
  const finding = findings.find(({ id }) => id === UNREADABLE);
  return finding === undefined ? null : { count: finding.count, of: finding.of ?? 0 };
}

/** Says that the day had no sessions; null if it had sessions, or if some are missing or could not be read. */
export function noSessionsSentence({ metrics, reconciliation, period }: Report, { texts }: Words): string | null {
  if (metrics.sessions.value > 0 || reconciliation.short > 0 || reconciliation.invalid > 0) return null;
  const kind = metrics.spam.value > 0 ? "noSessionsButSpam" : "noSessions";
  return period === null ? texts.common[kind] : texts.period[kind][period.kind];
}

/** The sentences of the findings: what was seen, what it may mean, what to check. The finding at the top of the report is not repeated. */
export function findingSentences(report: Report, words: Words): FindingSentences[] {
  return report.findings.flatMap((finding) =>
    finding.id === UNUSUAL ? [] : [sentencesOf({ ...finding, id: finding.id }, report, words)],
  );
}

/** Whether the day had no sessions although its weekday usually has some. */
export function isUnusuallyEmpty({ findings }: Report): boolean {
  return findings.some(({ id }) => id === UNUSUAL);
}

/** This finding concerns the whole report: the verdict and what to do now say it. */
const UNUSUAL = "no_sessions_unusual" satisfies FindingId;

/** The top of the report shows the share of this finding; the list of findings shows its reasons. */
const UNREADABLE: FindingId = "rows_unreadable";

/** A longer line would be hard to read; report.json has all fields. */
const MOST_NAMED = 8;

export type FindingSentences = { seen: string; means: string; check: string };

function sentencesOf(
  finding: Finding & { id: ListedFindingId },
  { quality }: Report,
  { texts, format, contact }: Words,
): FindingSentences {
  const { id, count, of, fields, reasons = [] } = finding;
  const { seen, means, check } = texts.findings[id];
  const named = [...fields.slice(0, MOST_NAMED), ...(fields.length > MOST_NAMED ? ["…"] : [])].join(", ");
  const why = reasons.map((reason) =>
    texts.mail.reason(texts.invalidReasons[reason], format.count(quality.invalid[reason])),
  );
  return {
    seen: seen(format.count(count), format.count(of), named, why.join(", ")),
    means,
    check: check(contact ?? texts.common.whoRunsIt),
  };
}

/** Says when the day was read, and how many sessions were still open then; of a week or month when its days were merged. */
export function readAtSentence({ fetchedAt, day, period, metrics }: Report, { texts, format }: Words): string {
  if (period !== null) {
    const instant = format.instant(fetchedAt, day.zone);
    return texts.period.mergedAt(instant, format.count(period.known), format.count(period.days), period.of);
  }
  const moment = format.moment(fetchedAt, day.zone);
  const open = metrics.open.value;
  return open === 0 ? texts.mail.dataAsOf(moment) : format.counted(open, texts.mail.stillOpen(moment));
}

/** Lists the filters of the report; null if there are none. */
export function filtersSentence({ filters }: Report, { texts }: Words): string | null {
  const phrases = filtersSet(filters).map((name) => texts.filters[name].phrase(filterText(filters[name])));
  return phrases.length === 0 ? null : texts.common.filters(phrases.join(", "));
}

/** The value of a filter; a list with commas. */
export function filterText(value: FilterValue): string {
  return typeof value === "object" && value !== null ? value.join(", ") : String(value);
}

/** Says the first-reply target, and whether some groups have their own. */
export function targetSentence(report: Report, { texts, format }: Words): string {
  const { firstReplySeconds } = report.settings;
  const say = haveGroupsTheirOwnTarget(report) ? texts.workbook.targetOrOwn : texts.workbook.target;
  return say(format.figure("seconds", firstReplySeconds));
}

/** The first-reply target; null if some groups have their own. */
export function targetOf(report: Report, { format }: Words): string | null {
  return haveGroupsTheirOwnTarget(report) ? null : format.figure("seconds", report.settings.firstReplySeconds);
}

const FRESH_FOR = 86_400_000;

/** Whether the day was read within 24 hours of its end, so that something can still be done about it; false for weeks and months. */
export function isFresh({ fetchedAt, day, period }: Report): boolean {
  return period === null && Date.parse(fetchedAt) - Date.parse(day.to) <= FRESH_FOR;
}

/** Whether a group's first-reply target differs from the report's. */
export function haveGroupsTheirOwnTarget({ settings }: Report): boolean {
  return Object.values(settings.groupFirstReplySeconds).some((own) => own !== settings.firstReplySeconds);
}

/** The names of the first-reply bands, in their order. */
export function frtBandNames({ texts, format }: Words): string[] {
  const ends = frtBandEnds.map((end) => format.figure("seconds", end));
  return [...ends.map((end) => texts.common.upTo(end)), texts.common.longerThan(ends.at(-1) ?? "")];
}
