import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";
import { dataDescriptor, directoryEntry, endOfDirectory, localHeader, type ZipEntry } from "./zip-records.ts";

/** Takes bytes in their order; resolves when it can take more. One call at a time. */
export type ByteSink = (bytes: Uint8Array) => Promise<void>;

/** A zip file that is written from its start to its end. If the sink rejects, a later call rejects with its error, at the latest `finish`. */
export type ZipFile = {
  /** Begins an entry. */
  begin(name: string): void;
  /** Adds a piece to the entry; resolves when more may come. Equal pieces give equal bytes; other pieces of the same text may not. */
  write(piece: Uint8Array): Promise<void>;
  /** Ends the entry with its last piece. */
  end(last: Uint8Array): Promise<void>;
  /** Writes the directory; resolves when the sink has taken everything. */
  finish(): Promise<void>;
};

/** How many pieces may wait for compression or for the sink. Two keep both cores of a small function busy. */
const AHEAD = 2;

const deflate = promisify(deflateRaw);

/**
 * Starts a zip file. Each piece is deflated by a call of its own in the thread pool of Node, so that pieces are compressed beside
 * the main thread and an error is an ordinary rejection. The price is that no piece refers back to the one before: pieces should
 * have 100 kB or more. `level` is that of zlib, 1 to 9.
 */
export function createZipFile(sink: ByteSink, level: number): ZipFile {
  const entries: ZipEntry[] = [];
  let entry: ZipEntry = { name: "", crc: 0, compressed: 0, uncompressed: 0, offset: 0 };
  let offset = 0;
  /** Settles when everything so far is written. */
  let tail: Promise<void> = Promise.resolve();
  let waiting: Promise<void>[] = [];

  /** Writes what `make` returns, after everything before it. */
  function append(make: () => Uint8Array | Promise<Uint8Array>): void {
    tail = tail.then(async () => {
      const bytes = await make();
      offset += bytes.length;
      await sink(bytes);
    });
    // The rejection is reported by the call that waits for it.
    tail.catch(() => {});
  }

  async function add(piece: Uint8Array, finishFlush: number): Promise<void> {
    const deflated = deflate(piece, { level, finishFlush });
    deflated.catch(() => {});
    append(async () => {
      const bytes = await deflated;
      entry = {
        ...entry,
        crc: crc32(piece, entry.crc),
        compressed: entry.compressed + bytes.length,
        uncompressed: entry.uncompressed + piece.length,
      };
      return bytes;
    });
    waiting.push(tail);
    if (waiting.length > AHEAD) await waiting.shift();
  }

  return {
    begin(name) {
      append(() => {
        entry = { name, crc: 0, compressed: 0, uncompressed: 0, offset };
        return localHeader(name);
      });
    },
    // A sync flush ends at a whole byte, so that the deflated pieces of an entry can be joined.
    write: (piece) => add(piece, constants.Z_SYNC_FLUSH),
    async end(last) {
      await add(last, constants.Z_FINISH);
      append(() => {
        entries.push(entry);
        return dataDescriptor(entry);
      });
    },
    async finish() {
      append(() => {
        const directory = Buffer.concat(entries.map(directoryEntry));
        const end = endOfDirectory({ offset, bytes: directory.length, entries: entries.length });
        return Buffer.concat([directory, end]);
      });
      waiting = [];
      await tail;
    },
  };
}
