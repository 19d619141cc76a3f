import { reconcile } from "../domain/reconciliation.ts";
import { ReportError } from "../domain/report-error.ts";
import { noFilters, type SessionFilters } from "../domain/session-filters.ts";
import { decodeTally, type Tally, type TallySettings } from "../domain/tally.ts";

/**
 * The content of the tally.json of an earlier day; `versions` are the formula versions of the metrics, `sessions` is the number
 * of sessions of that day, with spam.
 */
export type TallyFile = {
  readonly zone: string;
  readonly filters: SessionFilters;
  readonly settings: TallySettings;
  readonly versions: Readonly<Record<string, number>>;
  readonly tally: Tally;
  readonly sessions: number;
};

/** A tally.json cannot be read; the message says why. */
export class TallyFileError extends ReportError {
  override readonly name = "TallyFileError";
}

const SCHEMA = "daily-report-tally/1";

/** The expected form. A wrong form throws when its parts are read. */
type Written = {
  schema: unknown;
  zone: string;
  filters: unknown;
  settings: TallySettings;
  versions: Readonly<Record<string, number>>;
  tally: unknown;
};

/**
 * Reads the tally.json that `draw-files.ts` wrote, now or in an older version: a filter that the file does not name was not
 * set. Throws TallyFileError.
 */
export function readTallyFile(body: Uint8Array): TallyFile {
  try {
    const {
      schema,
      zone,
      filters,
      settings,
      versions,
      tally: counts,
    } = JSON.parse(Buffer.from(body).toString()) as Written;
    if (schema !== SCHEMA) throw unreadable("it has another schema");
    if (typeof filters !== "object" || filters === null) throw unreadable("it names no filters");
    const tally = decodeTally(counts);
    const { in_day: sessions } = reconcile(tally, 0);
    return { zone, filters: { ...noFilters, ...filters }, settings, versions, tally, sessions };
  } catch (cause) {
    throw cause instanceof TallyFileError ? cause : unreadable("it is not of the form of its schema", cause);
  }
}

function unreadable(why: string, cause?: unknown): TallyFileError {
  return new TallyFileError(
    "BAD_TALLY_FILE",
    `An earlier day's tally.json was left out, because ${why}; remove it, and the next run of that day writes it again.`,
    { cause },
  );
}
