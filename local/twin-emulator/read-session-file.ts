import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { missingFrom, partsOf, type SessionPart } from "./saved-answer.ts";
import { fieldOf } from "./session-fields.ts";
import { malformed, SessionFileError, unreadable } from "./session-file-error.ts";
import { linesOf, unpacked } from "./session-file-lines.ts";
import { jsonValues } from "./split-json.ts";

/** The sessions of a file, in its order. `declared`: their number by the counts of saved answers; greater than `items.length` if pages are missing. */
export type SessionFile = { readonly items: readonly unknown[]; readonly declared: number };

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder, not a file",
  EACCES: "there is no permission to read it",
  Z_BUF_ERROR: "its gzip data ends too early, the file is incomplete",
  Z_DATA_ERROR: "its gzip data is damaged",
  ERR_STRING_TOO_LONG: "one JSON value in it is too large for the memory, so save it with one item per line",
};

/**
 * Reads a file of TWIN items, plain or gzipped; its name does not matter. The file has one item (a JSON object) per line, a
 * JSON array of items, or saved API answers `{"count": n, "items": [...]}`. There may be several answers (pages of a list),
 * each on one line or on many. Ignores blank lines and a byte order mark. An empty file has no items. One item per line needs
 * little memory; an array or an answer is held in memory as a whole. Throws SessionFileError.
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
  // Joined texts are longer than a string can be.
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

/** Other JSON (such as an error of the API, or a list in another wrapper) must not be read as a day without sessions. */
function refuseUnlessSessions(items: readonly unknown[], declared: number, file: string): void {
  if (items.length === 0 && declared > 0) {
    throw malformed(`${file}:`, `its count is ${declared}, but it has no items`);
  }
  const isSession = (item: unknown) => ["id", "createdAt"].some((field) => fieldOf(item, field) !== undefined);
  if (items.length > 0 && !items.some(isSession)) {
    throw malformed(`${file}:`, "no JSON object in it has the id or the createdAt of a session");
  }
}
