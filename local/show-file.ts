import type { Locale } from "../functions/daily-report/texts/texts.ts";
import { type Words, wordsFor } from "../functions/daily-report/texts/words.ts";
import type { HeldDay } from "./days-held.ts";
import type { SessionFile } from "./twin-emulator/read-session-file.ts";
import type { FileView } from "./view-file.ts";

/** More days are shown as one line with the first and last date. */
const MOST_LINES = 7;

/** The file in the output of `--json`: its days, its number of rows, and the number that saved answers declare. */
export function fileAsJson({ items, declared, days }: FileView) {
  const daysHeld = days.map(({ date, sessions }) => ({ date, sessions }));
  return { daysHeld, rowsHeld: items.length, rowsDeclared: declared };
}

/**
 * Describes the file for a person, in the report's language. Lists its days if no day was asked for or if that day has no
 * sessions. Says which day was chosen, and whether the file is only a part of a list. Returns "" if there is nothing to say.
 */
export function fileAsText(file: FileView, { locale, date }: { locale: Locale; date: string }): string {
  return [...partAsText(file, locale), ...daysAsText(file, date, wordsFor(locale, null))].join("\n");
}

/** Returns a line if the file contains only a part of a list; no lines if the list is complete. */
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
