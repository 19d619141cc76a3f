import { ReportError } from "../../functions/daily-report/domain/report-error.ts";

/** Thrown if a file of sessions cannot be read. The message names the file and the line, but never quotes the content. */
export class SessionFileError extends ReportError {
  override readonly name = "SessionFileError";
}

const WANTED =
  'expected TWIN items (JSON objects), one per line or in one JSON array, or a saved API answer {"count": n, "items": [...]}';

/** Creates the error for invalid content; `where` names the file and the place. */
export function malformed(where: string, what: string): SessionFileError {
  return new SessionFileError("SESSION_FILE_MALFORMED", `${where} ${what}; ${WANTED}.`);
}

/** Creates the error for a file that cannot be read. */
export function unreadable(file: string, reason: string): SessionFileError {
  return new SessionFileError(
    "SESSION_FILE_UNREADABLE",
    `Cannot read sessions from ${file}: ${reason}; name a file of TWIN items, plain or gzipped.`,
  );
}
