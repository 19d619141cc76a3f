import { ArchiveError } from "./archive-error.ts";

const maxLength = 200;

/**
 * Throws `ArchiveError` unless the key is 1 to 200 characters of A-Z a-z 0-9 . _ = - in segments separated by "/"; no
 * segment is empty, "." or "..". Such a key is safe as an S3 key, as a file path and in a log line.
 */
export function checkArchiveKey(key: string): void {
  const fault = faultOf(key);
  if (fault === null) return;
  // The key is not quoted, because it may contain a client's words.
  throw new ArchiveError(
    "ARCHIVE_KEY",
    `An archive key ${fault}; a key must be 1 to ${maxLength} characters of A-Z a-z 0-9 . _ = - in segments separated by "/".`,
  );
}

/** Throws `ArchiveError` unless a valid key can start with the prefix. The empty prefix is valid. */
export function checkArchivePrefix(prefix: string): void {
  if (prefix !== "") checkArchiveKey(`${prefix}x`);
}

/** Returns false for what is not a key but may be in the same place: another program's object, a half-written file. */
export function isArchiveKey(name: string): boolean {
  return faultOf(name) === null;
}

function faultOf(key: string): string | null {
  if (key.length > maxLength) return `has ${key.length} characters`;
  if (!/^[A-Za-z0-9._=/-]*$/.test(key)) return "has a character that is not allowed";
  const segments = key.split("/");
  if (segments.includes("")) return "has an empty segment";
  return segments.includes(".") || segments.includes("..") ? 'has a segment "." or ".."' : null;
}
