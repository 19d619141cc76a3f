import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { missingFrom, partsOf, type SessionPart } from "./saved-answer.ts";
import { fieldOf } from "./session-fields.ts";
import { malformed, SessionFileError, unreadable } from "./session-file-error.ts";
import { linesOf, unpacked } from "./session-file-lines.ts";
import { jsonValues } from "./split-json.ts";

/** The sessions of a file, in its order. `declared`: how many there are by the counts of saved answers; more than the items where pages are missing. */
export type SessionFile = { readonly items: readonly unknown[]; readonly declared: number };

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder, not a file",
  EACCES: "no permission to read it",
  Z_BUF_ERROR: "its gzip data ends too early, the file is cut short",
  Z_DATA_ERROR: "its gzip data is damaged",
  ERR_STRING_TOO_LONG: "one JSON value in it is too large to be held at once, so save it with one item per line",
};

/**
 * Reads a file of TWIN items, plain or gzipped, whatever its name: one item (a JSON object) per line, a JSON array of items, or
 * saved API answers `{"count": n, "items": [...]}`, written in one line or many, one or several after each other (pages of a
 * list). Blank lines and a byte order mark are passed over; an empty file has no items. Items per line are read line by line;
 * of an array or an answer, the whole is held at once. Throws SessionFileError.
 */
export async function readSessionFile(path: string): Promise<SessionFile> {
  const file = basename(path);
  if (path.trim() === "") {
    throw new SessionFileError(
      "SESSION_FILE_UNREADABLE",
      "The path of the session file is empty; name a file of TWIN items, plain or gzipped.",
    );
  }
  try {
    return await readSessions(path, file);
  } catch (error) {
    if (error instanceof SessionFileError) throw error;
    const code = codeOf(error);
    throw unreadable(file, REASONS[code] ?? `reading it failed${code && ` (${code})`}`);
  }
}

function codeOf(error: unknown): string {
  // Texts that are joined to one that is too long.
  if (error instanceof RangeError) return "ERR_STRING_TOO_LONG";
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

async function readSessions(path: string, file: string): Promise<SessionFile> {
  const items: unknown[] = [];
  const answers: SessionPart[] = [];
  for await (const { value, line } of jsonValues(linesOf(unpacked(createReadStream(path), path)), file)) {
    for (const part of partsOf(value, `${file}: line ${line}`)) {
      // One by one: spread arguments have a limit.
      for (const item of part.items) items.push(item);
      if (part.count !== null) answers.push(part);
    }
  }
  const declared = items.length + missingFrom(answers);
  refuseUnlessSessions(items, declared, file);
  return { items, declared };
}

/** Other JSON (an error that the API answered, a list wrapped in another way) must not pass for a day without sessions. */
function refuseUnlessSessions(items: readonly unknown[], declared: number, file: string): void {
  if (items.length === 0 && declared > 0) {
    throw malformed(`${file}:`, `its count is ${declared}, but it holds no items`);
  }
  const isSession = (item: unknown) => ["id", "createdAt"].some((field) => fieldOf(item, field) !== undefined);
  if (items.length > 0 && !items.some(isSession)) {
    throw malformed(`${file}:`, "no JSON object in it has the id or the createdAt of a session");
  }
}
