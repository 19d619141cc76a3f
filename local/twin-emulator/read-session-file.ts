import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import { isObject } from "./session-fields.ts";

/** A file of sessions that cannot be read. Names the file and the line, never what stands in it. */
export class SessionFileError extends ReportError {
  override readonly name = "SessionFileError";
}

const WANTED = "expected one TWIN item (a JSON object) per line";
const NEWLINE = 0x0a;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder, not a file",
  EACCES: "no permission to read it",
  Z_BUF_ERROR: "its gzip data ends too early, the file is cut short",
  Z_DATA_ERROR: "its gzip data is damaged, or is no gzip at all",
};

/**
 * The items of a file with one JSON object a line (.ndjson, or .ndjson.gz), in order. Blank lines and a byte order mark are
 * passed over; an empty file has no items. Throws SessionFileError.
 */
export async function readSessionFile(path: string): Promise<unknown[]> {
  const file = basename(path);
  if (path.trim() === "") {
    throw new SessionFileError(
      "SESSION_FILE_UNREADABLE",
      "The path of the session file is empty; name a .ndjson or .ndjson.gz file.",
    );
  }
  try {
    return await readItems(path, file);
  } catch (error) {
    throw error instanceof SessionFileError ? error : unreadable(file, error);
  }
}

async function readItems(path: string, file: string): Promise<unknown[]> {
  const items: unknown[] = [];
  let number = 0;
  for await (const line of linesOf(bytesOf(path))) {
    number += 1;
    const text = decode(line);
    if (text?.trim() === "") continue;
    const item = text === null ? undefined : parse(text);
    if (!isObject(item)) throw malformed(`${file}: line ${number}`, text === null ? "is not UTF-8 text" : whatIs(item));
    items.push(item);
  }
  return items;
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const source = createReadStream(path);
  if (!path.endsWith(".gz")) {
    yield* source;
    return;
  }
  // A failure of the source reaches the reader of the last stream.
  yield* pipeline(source, createGunzip(), () => {});
  // To gunzip nothing at all is a whole file; to us it is one cut short.
  if (source.bytesRead === 0) throw Object.assign(new Error(), { code: "Z_BUF_ERROR" });
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]);
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
  }
  yield Buffer.concat(begun);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Without its byte order mark; null for bytes that are not UTF-8. */
function decode(line: Buffer): string | null {
  try {
    return utf8.decode(line);
  } catch {
    return null;
  }
}

/** The JSON value, undefined for a text that is none. The parser's own message is dropped: it quotes the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function whatIs(value: unknown): string {
  if (value === undefined) return "is not JSON";
  return `is JSON but ${value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`}`;
}

function malformed(where: string, what: string): SessionFileError {
  return new SessionFileError("SESSION_FILE_MALFORMED", `${where} ${what}; ${WANTED}.`);
}

function unreadable(file: string, error: unknown): SessionFileError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = REASONS[code] ?? `reading it failed${code && ` (${code})`}`;
  return new SessionFileError(
    "SESSION_FILE_UNREADABLE",
    `Cannot read sessions from ${file}: ${reason}; name a .ndjson or .ndjson.gz file.`,
  );
}
