import type { Locale } from "../functions/daily-report/texts/texts.ts";
import { type Words, wordsFor } from "../functions/daily-report/texts/words.ts";
import type { HeldDay } from "./days-held.ts";
import type { SessionFile } from "./twin-emulator/read-session-file.ts";
import type { FileView } from "./view-file.ts";

/** More days are told as a stretch. */
const MOST_LINES = 7;

/** What another program is told of the file: its days, and how many rows it holds of how many, by the counts of saved answers. */
export function fileAsJson({ items, declared, days }: FileView) {
  const daysHeld = days.map(({ date, sessions }) => ({ date, sessions }));
  return { daysHeld, rowsHeld: items.length, rowsDeclared: declared };
}

/**
 * What a person is told of the file of a report on the `date`, in the report's language: the days it holds and which was chosen, where none was asked for
 * or the one asked for has no sessions; and that it is only a part. "" where there is nothing to tell.
 */
export function fileAsText(file: FileView, { locale, date }: { locale: Locale; date: string }): string {
  return [...partAsText(file, locale), ...daysAsText(file, date, wordsFor(locale, null))].join("\n");
}

/** That the file holds only a part of a list, in a line; no line where it is whole. */
export function partAsText({ items, declared }: SessionFile, locale: Locale): string[] {
  const { texts, format } = wordsFor(locale, null);
  return declared > items.length ? [texts.terminal.file.part(format.count(items.length), format.count(declared))] : [];
}

function daysAsText({ items, days, zone, chosen }: FileView, date: string, words: Words): string[] {
  const phrases = words.texts.terminal.file;
  if (items.length === 0) return [phrases.none];
  const isHeld = days.some((day) => day.date === date);
  if (days.length === 0 || (isHeld && chosen === null)) return [];
  const lines = linesOf(days, zone, words);
  if (!isHeld) return [phrases.nothingOf(date), ...lines];
  if (days.length === 1) return lines;
  return [...lines, chosen?.isWhole ? phrases.lastWholeDay(date) : phrases.fullestDay(date)];
}

function linesOf(days: readonly HeldDay[], zone: string, { texts, format }: Words): string[] {
  const phrases = texts.terminal.file;
  const counted = (sessions: number) => format.counted(sessions, texts.common.sessions);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (days.length === 1) return [phrases.oneDay(first.date, zone, counted(first.sessions))];
  const howMany = format.counted(days.length, phrases.days);
  if (days.length > MOST_LINES) {
    const all = days.reduce((sum, { sessions }) => sum + sessions, 0);
    return [phrases.manyDays(howMany, first.date, last.date, zone, counted(all))];
  }
  const each = days.map(({ date, sessions }) => `  ${phrases.day(date, counted(sessions))}`);
  return [phrases.someDays(howMany, zone), ...each];
}
