import { inflateRawSync } from "node:zlib";

/** The end record of a zip file without a comment, as this project writes it, and the sizes of what is read here. */
const END = { signature: 0x0605_4b50, length: 22, count: 10, directory: 16 };
const ENTRY = { signature: 0x0201_4b50, length: 46, method: 10, size: 20, name: 28, extra: 30, comment: 32, start: 42 };
const LOCAL = { signature: 0x0403_4b50, length: 30, name: 26, extra: 28 };
const DEFLATED = 8;

/** The text of a file in a zip file by its name; null if there is none. Throws RangeError if it is damaged. */
export type ZipEntries = { readonly names: readonly string[]; readonly text: (name: string) => string | null };

/** Reads the directory of a zip file. Throws RangeError if it is none, or if it is larger than 4 GB. */
export function zipEntries(zip: Buffer): ZipEntries {
  const end = zip.length - END.length;
  expect(end >= 0 && zip.readUInt32LE(end) === END.signature);
  const entries = new Map<string, { start: number; size: number; isDeflated: boolean }>();
  let at = zip.readUInt32LE(end + END.directory);
  for (let left = zip.readUInt16LE(end + END.count); left > 0; left -= 1) {
    expect(zip.readUInt32LE(at) === ENTRY.signature);
    const nameEnd = at + ENTRY.length + zip.readUInt16LE(at + ENTRY.name);
    entries.set(zip.toString("utf8", at + ENTRY.length, nameEnd), {
      start: zip.readUInt32LE(at + ENTRY.start),
      size: zip.readUInt32LE(at + ENTRY.size),
      isDeflated: zip.readUInt16LE(at + ENTRY.method) === DEFLATED,
    });
    at = nameEnd + zip.readUInt16LE(at + ENTRY.extra) + zip.readUInt16LE(at + ENTRY.comment);
  }
  return {
    names: [...entries.keys()],
    text(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      const { start, size, isDeflated } = entry;
      expect(zip.readUInt32LE(start) === LOCAL.signature);
      const from = start + LOCAL.length + zip.readUInt16LE(start + LOCAL.name) + zip.readUInt16LE(start + LOCAL.extra);
      const content = zip.subarray(from, from + size);
      return (isDeflated ? inflateRawSync(content) : content).toString();
    },
  };
}

function expect(isRight: boolean): void {
  if (!isRight) throw new RangeError("the zip file is damaged");
}
