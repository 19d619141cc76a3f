import { ArchiveError } from "./archive-error.ts";

const longest = 200;

/**
 * Throws `ArchiveError` unless the key is 1 to 200 characters of A-Z a-z 0-9 . _ = - in segments separated by "/", none of
 * them empty, "." or "..". Such a key means the same as an object's key, a path on any machine and a line of a log.
 */
export function checkArchiveKey(key: string): void {
  const fault = faultOf(key);
  if (fault === null) return;
  // The key is not quoted: what was refused may be a client's words.
  throw new ArchiveError(
    "ARCHIVE_KEY",
    `An archive key ${fault}; right are 1 to ${longest} characters of A-Z a-z 0-9 . _ = - in segments separated by "/".`,
  );
}

/** Throws `ArchiveError` unless some key could start with the prefix; the empty prefix is every key's. */
export function checkArchivePrefix(prefix: string): void {
  if (prefix !== "") checkArchiveKey(`${prefix}x`);
}

/** Tells keys from what else may lie in the same place: another program's objects, files half written. */
export function isArchiveKey(name: string): boolean {
  return faultOf(name) === null;
}

function faultOf(key: string): string | null {
  if (key.length > longest) return `has ${key.length} characters`;
  if (!/^[A-Za-z0-9._=/-]*$/.test(key)) return "has a character that is not allowed";
  const segments = key.split("/");
  if (segments.includes("")) return "has an empty segment";
  return segments.includes(".") || segments.includes("..") ? 'has a segment "." or ".."' : null;
}
