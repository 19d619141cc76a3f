import type { ReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { unreadable } from "./session-file-error.ts";

const NEWLINE = 0x0a;

/** Other kinds of file, recognized by their first two bytes. */
const FOREIGN: Readonly<Record<string, string>> = {
  "504b": "it is a zip archive, as .xlsx files are too",
  fffe: "it is UTF-16 text, not UTF-8",
  feff: "it is UTF-16 text, not UTF-8",
};

/** Yields the bytes of a file, unpacked if they begin like gzip. The file name does not matter. */
export async function* unpacked(source: ReadStream, path: string): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= 2) break;
  }
  const magic = head.toString("hex", 0, 2);
  const foreign = FOREIGN[magic];
  if (foreign !== undefined) throw unreadable(basename(path), foreign);
  // A complete gzip file has at least a header.
  if (head.length === 0 && path.endsWith(".gz")) throw Object.assign(new Error(), { code: "Z_BUF_ERROR" });
  const bytes = withHead(head, chunks);
  // An error of the source reaches the reader of the last stream.
  yield* magic === "1f8b" ? pipeline(bytes, createGunzip(), () => {}) : bytes;
}

async function* withHead(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Yields the lines of a UTF-8 text without line ends; null for a line that is not UTF-8. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const rest = chunk.subarray(start, end);
      yield decode(begun.length === 0 ? rest : Buffer.concat([...begun, rest]));
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
  }
  yield decode(Buffer.concat(begun));
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Returns the text without a byte order mark; null if the bytes are not UTF-8. */
function decode(line: Buffer): string | null {
  try {
    return utf8.decode(line);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
