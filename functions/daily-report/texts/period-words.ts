import type { Period } from "../domain/period.ts";
import type { Report } from "../domain/report.ts";
import { leftOutReason } from "./history-words.ts";
import type { Words } from "./words.ts";

/** What a report is about, in words: its date, or its week or month. */
export function spanName({ day, period }: Report, { texts, format }: Words): string {
  if (period === null) return format.date(day.date);
  if (period.kind === "month") return format.month(period.from);
  return texts.period.week(String(Number(period.name.slice(-2))), format.dates(period.from, period.to));
}

/** What a report is about, short and in order of time: "2026-03-02", "2026-W10" or "2026-03". */
export function spanCode({ day, period }: Report): string {
  return period?.name ?? day.date;
}

/** Names the days of the week or month that are missing, left out or incomplete; none for a daily report. */
export function periodSentences({ period }: Report, words: Words): string[] {
  if (period === null) return [];
  const { texts, format } = words;
  const { days, missing, incomplete } = period;
  return [
    ...(missing.length === 0
      ? []
      : [format.counted(missing.length, texts.period.missing(format.count(days), daysInWords(missing, words)))]),
    ...leftOutSentence(period, words),
    ...(incomplete.length === 0 ? [] : [texts.period.incomplete(daysInWords(incomplete, words))]),
  ];
}

function leftOutSentence({ leftOut }: Period, words: Words): string[] {
  const byReason = [...Map.groupBy(leftOut, ({ reason }) => leftOutReason({ reason, metrics: null }, words))];
  const list = byReason.map(([reason, days]) => {
    const dates = days.map(({ date }) => date);
    return `${daysInWords(dates, words)} (${reason})`;
  });
  return list.length === 0 ? [] : [words.texts.history.before.leftOut(list.join(", "))];
}

/** "2–4 November, 7 November": neighbouring dates as one range. The dates are in order. */
function daysInWords(dates: readonly string[], { format }: Words): string {
  const ranges: { from: string; to: string }[] = [];
  for (const date of dates) {
    const last = ranges.at(-1);
    if (last !== undefined && isNext(last.to, date)) last.to = date;
    else ranges.push({ from: date, to: date });
  }
  return ranges.map(({ from, to }) => format.shortDates(from, to)).join(", ");
}

const DAY = 86_400_000;

function isNext(date: string, next: string): boolean {
  return Date.parse(next) - Date.parse(date) === DAY;
}
