import { localDate } from "../functions/daily-report/domain/report-day.ts";
import { type ChosenDay, chooseDay } from "./choose-day.ts";
import { daysHeld, type HeldDay } from "./days-held.ts";
import { readSessionFile, type SessionFile } from "./twin-emulator/read-session-file.ts";

/** A file of sessions with its days in a zone. `chosen`: the day to report on; null if the user gave a date, or if there are no days. */
export type FileView = SessionFile & {
  readonly zone: string;
  readonly days: readonly HeldDay[];
  readonly chosen: ChosenDay | null;
};

/** `date` is the day that the user gave; `now` is in milliseconds since 1970. */
export type Wanted = { readonly zone: string; readonly date: string | undefined; readonly now: number };

/** Reads a file of sessions and chooses the day to report on. Throws SessionFileError. */
export async function viewFile(path: string, { zone, date, now }: Wanted): Promise<FileView> {
  const file = await readSessionFile(path);
  const days = daysHeld(file.items, zone);
  return { ...file, zone, days, chosen: date === undefined ? chooseDay(days, localDate(now, zone)) : null };
}
