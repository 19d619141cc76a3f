/**
 * The records of a zip file, after the ZIP specification 6.3 (APPNOTE.TXT, section 4.3). Entries are deflated; their sizes and
 * checksum follow the data, because a stream does not know them before.
 */

/** A complete entry; `offset` is where its local header starts in the file. Sizes and offset are in bytes. */
export type ZipEntry = {
  readonly name: string;
  readonly crc: number;
  readonly compressed: number;
  readonly uncompressed: number;
  readonly offset: number;
};

/** Where the central directory starts, its bytes, and its number of entries. */
export type Directory = { readonly offset: number; readonly bytes: number; readonly entries: number };

const DEFLATED = 8;
/** Bit 3: sizes and checksum follow the data. Bit 11: the name is UTF-8. */
const FLAGS = (1 << 3) | (1 << 11);
/** Midnight of 1 January 1980, the first time that the format can hold: equal content gives equal bytes. */
const TIME = 0;
const DATE = (1 << 5) | 1;

const VERSION = 20;
const VERSION_ZIP64 = 45;
/** These values say that the true value is in a zip64 record. */
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;

/** 4.3.7: stands before the data of an entry. */
export function localHeader(name: string): Uint8Array {
  const encoded = Buffer.from(name);
  return Buffer.concat([
    fields([4, 0x04034b50], [2, VERSION], [2, FLAGS], [2, DEFLATED], [2, TIME], [2, DATE], [4, 0], [4, 0], [4, 0]),
    fields([2, encoded.length], [2, 0]),
    encoded,
  ]);
}

/** 4.3.9: follows the data of an entry. The sizes have 8 bytes if one of them does not fit into 4. */
export function dataDescriptor({ crc, compressed, uncompressed }: Omit<ZipEntry, "name" | "offset">): Uint8Array {
  const width = Math.max(compressed, uncompressed) >= MAX_32 ? 8 : 4;
  return fields([4, 0x08074b50], [4, crc], [width, compressed], [width, uncompressed]);
}

/** 4.3.12: the entry in the central directory. */
export function directoryEntry({ name, crc, compressed, uncompressed, offset }: ZipEntry): Uint8Array {
  const encoded = Buffer.from(name);
  const isLarge = Math.max(compressed, uncompressed, offset) >= MAX_32;
  // 4.5.3: the zip64 extra field has the values whose own field is MAX_32.
  const extra = isLarge ? fields([2, 1], [2, 24], [8, uncompressed], [8, compressed], [8, offset]) : new Uint8Array();
  const short = (value: number) => (isLarge ? MAX_32 : value);
  const version = isLarge ? VERSION_ZIP64 : VERSION;
  return Buffer.concat([
    fields([4, 0x02014b50], [2, version], [2, version], [2, FLAGS], [2, DEFLATED], [2, TIME], [2, DATE], [4, crc]),
    fields([4, short(compressed)], [4, short(uncompressed)], [2, encoded.length], [2, extra.length], [2, 0]),
    fields([2, 0], [2, 0], [4, 0], [4, short(offset)]),
    encoded,
    extra,
  ]);
}

/** 4.3.14 to 4.3.16: the end of the file, with the zip64 records if a value does not fit into the plain one. */
export function endOfDirectory({ offset, bytes, entries }: Directory): Uint8Array {
  const isLarge = entries >= MAX_16 || Math.max(offset, bytes) >= MAX_32;
  const [count, size, start] = isLarge ? [MAX_16, MAX_32, MAX_32] : [entries, bytes, offset];
  return Buffer.concat([
    ...(isLarge ? [zip64End({ offset, bytes, entries })] : []),
    fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, start], [2, 0]),
  ]);
}

function zip64End({ offset, bytes, entries }: Directory): Uint8Array {
  return Buffer.concat([
    // The size counts what follows it in the record.
    fields([4, 0x06064b50], [8, 44], [2, VERSION_ZIP64], [2, VERSION_ZIP64], [4, 0], [4, 0], [8, entries]),
    fields([8, entries], [8, bytes], [8, offset]),
    // The locator: the record above starts where the directory ends.
    fields([4, 0x07064b50], [4, 0], [8, offset + bytes], [4, 1]),
  ]);
}

/** Numbers in little-endian order, each with its width in bytes. */
function fields(...values: readonly (readonly [width: 2 | 4 | 8, value: number])[]): Buffer {
  const bytes = Buffer.alloc(values.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of values) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, width);
    at += width;
  }
  return bytes;
}
