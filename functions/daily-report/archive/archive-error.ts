import { ReportError } from "../domain/report-error.ts";

/**
 * The archive refused a key (`ARCHIVE_KEY`) or could not do what it was asked (`ARCHIVE_STORE`). It carries no cause: the
 * errors of the AWS SDK hold the request with its signature and the service's own words.
 */
export class ArchiveError extends ReportError {
  override readonly name = "ArchiveError";
}

/** The error of an operation that failed for a foreign reason; `key` must have passed the key check, for it is quoted. */
export function archiveFailure(operation: string, key: string, reason: unknown): ArchiveError {
  return new ArchiveError(
    "ARCHIVE_STORE",
    `The archive could not ${operation} "${key}" (${errorName(reason)}); the archive must exist, have room and allow it.`,
  );
}

/** "ENOSPC" of the file system or "AccessDenied" of AWS. A name that looks like none is not repeated: it may be foreign text. */
export function errorName(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown };
  const known = [code, name].find((word) => typeof word === "string" && /^[A-Z]\w{0,63}$/i.test(word));
  return typeof known === "string" ? known : "an error without a name";
}
