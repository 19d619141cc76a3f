import type { EarlierDay } from "../domain/history/comparable.ts";
import { ReportError } from "../domain/report-error.ts";
import { noFilters, type SessionFilters } from "../domain/session-filters.ts";
import { decodeTally, type TallyPart, type TallySettings } from "../domain/tally.ts";
import { cutTally } from "./cut-tally.ts";

/** A tally.json cannot be read; the message says why. */
export class TallyFileError extends ReportError {
  override readonly name = "TallyFileError";
}

const SCHEMA = "daily-report-tally/1";

/** The expected form. A wrong form throws when its parts are read. */
type Written = {
  schema: unknown;
  zone: string;
  filters: SessionFilters;
  settings: TallySettings;
  versions: Record<string, number>;
  declared?: unknown;
  tally: unknown;
};

/**
 * Reads the tally.json that `draw-files.ts` wrote, now or in an older version: a filter that the file does not name was not
 * set, and a count that it does not declare is null. `part` chooses the part of the tally that is wanted; default: all of it.
 * Throws TallyFileError.
 */
export function readTallyFile(body: Uint8Array, part?: TallyPart): EarlierDay {
  try {
    const { schema, zone, filters, settings, versions, declared, tally } = parsed(body, part);
    if (schema !== SCHEMA) throw unreadable("it has another schema");
    if (!isObject(filters)) throw unreadable("it names no filters");
    if (!isObject(settings) || !isObject(settings.groupFirstReplySeconds)) throw unreadable("it names no settings");
    if (!isObject(versions)) throw unreadable("it names no versions of metrics");
    const conditions = { zone, filters: { ...noFilters, ...filters }, settings, versions };
    return { ...conditions, declared: typeof declared === "number" ? declared : null, tally: decodeTally(tally, part) };
  } catch (cause) {
    throw cause instanceof TallyFileError ? cause : unreadable("it is not of the form of its schema", cause);
  }
}

function parsed(body: Uint8Array, part: TallyPart | undefined): Written {
  return JSON.parse(part === undefined ? Buffer.from(body).toString() : cutTally(body, part)) as Written;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function unreadable(why: string, cause?: unknown): TallyFileError {
  return new TallyFileError(
    "BAD_TALLY_FILE",
    `An earlier day's tally.json was left out, because ${why}; remove it, and the next run of that day writes it again.`,
    { cause },
  );
}
