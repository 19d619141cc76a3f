import { type SessionField, sessionFields } from "../session-fields.ts";

/** An item with every documented field of the API; null if it has no value. */
export type InventedItem = Record<SessionField, unknown>;

export type Part = Partial<InventedItem>;

export const blankItem = Object.fromEntries(sessionFields.map((field) => [field, null])) as InventedItem;

/** Formats an instant (milliseconds since 1970) as the API does: to the second, with an offset. */
export function timestamp(at: number): string {
  const second = Math.floor(at / 1000);
  const day = Math.floor(second / SECONDS_OF_DAY);
  const time = second - day * SECONDS_OF_DAY;
  return `${dateOf(day)}T${twoDigits(time / 3600)}:${twoDigits((time / 60) % 60)}:${twoDigits(time % 60)}+00:00`;
}

const SECONDS_OF_DAY = 86_400;

/** The dates of the days met so far: to format each time with its date was a third of the work of inventing a session. */
const dates = new Map<number, string>();

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * SECONDS_OF_DAY * 1000).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}

const twoDigitTexts = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

function twoDigits(number: number): string {
  return twoDigitTexts[Math.floor(number)] ?? "";
}
