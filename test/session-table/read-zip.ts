import { crc32, inflateRawSync } from "node:zlib";

/**
 * Reads the entries of a zip file without zip64 records by its central directory. Throws if the sizes or the checksum of an entry
 * are wrong there or, if they are there as well, behind its data.
 */
export function readZip(zip: Buffer): { name: string; content: Buffer }[] {
  const end = zip.subarray(-22);
  let at = end.readUInt32LE(16);
  return Array.from({ length: end.readUInt16LE(10) }, () => {
    const field = (offset: number) => zip.readUInt32LE(at + offset);
    const said = { crc: field(16), compressed: field(20), uncompressed: field(24) };
    const [flags, nameLength, extraLength] = [8, 28, 30].map((offset) => zip.readUInt16LE(at + offset)) as Three;
    const isDeflated = zip.readUInt16LE(at + 10) === 8;
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const start = field(42) + 30 + zip.readUInt16LE(field(42) + 26) + zip.readUInt16LE(field(42) + 28);
    const data = zip.subarray(start, start + said.compressed);
    const content = isDeflated ? inflateRawSync(data) : data;
    const found = { crc: crc32(content), compressed: data.length, uncompressed: content.length };
    const behind = (flags & 8) === 0 ? said : descriptorAt(zip, start + data.length);
    if ([behind, found].some((other) => JSON.stringify(other) !== JSON.stringify(said))) {
      throw new Error(`The records of ${name} do not fit its data: ${JSON.stringify({ said, behind, found })}`);
    }
    at += 46 + nameLength + extraLength;
    return { name, content };
  });
}

type Three = [number, number, number];

function descriptorAt(zip: Buffer, at: number) {
  if (zip.readUInt32LE(at) !== 0x08074b50) throw new Error("There is no descriptor behind the data.");
  const [crc, compressed, uncompressed] = [4, 8, 12].map((offset) => zip.readUInt32LE(at + offset)) as Three;
  return { crc, compressed, uncompressed };
}
