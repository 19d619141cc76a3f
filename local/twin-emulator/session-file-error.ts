import { ReportError } from "../../functions/daily-report/domain/report-error.ts";

/** A file of sessions that cannot be read. Names the file and the line, never what stands in it. */
export class SessionFileError extends ReportError {
  override readonly name = "SessionFileError";
}

const WANTED =
  'expected TWIN items (JSON objects), one per line or in one JSON array, or a saved API answer {"count": n, "items": [...]}';

/** The error of a file whose content is not as it should be; `where` names the file and the place. */
export function malformed(where: string, what: string): SessionFileError {
  return new SessionFileError("SESSION_FILE_MALFORMED", `${where} ${what}; ${WANTED}.`);
}

/** The error of a file whose content cannot be had. */
export function unreadable(file: string, reason: string): SessionFileError {
  return new SessionFileError(
    "SESSION_FILE_UNREADABLE",
    `Cannot read sessions from ${file}: ${reason}; name a file of TWIN items, plain or gzipped.`,
  );
}
