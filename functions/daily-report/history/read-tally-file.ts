import { reconcile } from "../domain/reconciliation.ts";
import { ReportError } from "../domain/report-error.ts";
import { noFilters, type SessionFilters } from "../domain/session-filters.ts";
import { decodeTally } from "../domain/tally.ts";

/** The content of the tally.json of an earlier day; `sessions` is the number of sessions of that day, with spam. */
export type TallyFile = { readonly zone: string; readonly filters: SessionFilters; readonly sessions: number };

/** A tally.json cannot be read; the message says why. */
export class TallyFileError extends ReportError {
  override readonly name = "TallyFileError";
}

const SCHEMA = "daily-report-tally/1";

/** The expected form. A wrong form throws when its parts are read. */
type Written = { schema: unknown; zone: string; filters: unknown; tally: unknown };

/**
 * Reads the tally.json that `draw-files.ts` wrote, now or in an older version: a filter that the file does not name was not
 * set. Throws TallyFileError.
 */
export function readTallyFile(body: Uint8Array): TallyFile {
  try {
    const { schema, zone, filters, tally } = JSON.parse(Buffer.from(body).toString()) as Written;
    if (schema !== SCHEMA) throw unreadable("it has another schema");
    if (typeof filters !== "object" || filters === null) throw unreadable("it names no filters");
    return { zone, filters: { ...noFilters, ...filters }, sessions: reconcile(decodeTally(tally), 0).in_day };
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
