import { describe, expect, test } from "vitest";
import {
  dataDescriptor,
  directoryEntry,
  endOfDirectory,
  localHeader,
} from "../../functions/daily-report/session-table/zip-records.ts";

/** Reads the records at the places that the ZIP specification (APPNOTE.TXT 6.3.10, section 4.3) gives for each field. */

const GIGABYTE = 2 ** 30;

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const uint16 = (bytes: Uint8Array, at: number) => view(bytes).getUint16(at, true);
const uint32 = (bytes: Uint8Array, at: number) => view(bytes).getUint32(at, true);
const uint64 = (bytes: Uint8Array, at: number) => Number(view(bytes).getBigUint64(at, true));

describe("the local header (4.3.7)", () => {
  const header = localHeader("xl/Größe.xml");

  test("says that the entry is deflated, and that sizes and checksum follow it", () => {
    expect(uint32(header, 0)).toBe(0x04034b50);
    expect(uint16(header, 4)).toBe(20);
    expect(uint16(header, 8)).toBe(8);
    expect(uint16(header, 6) & 0b1000).toBe(0b1000);
    expect([uint32(header, 14), uint32(header, 18), uint32(header, 22)]).toEqual([0, 0, 0]);
  });

  test("has the name in UTF-8 and says so", () => {
    const name = Buffer.from("xl/Größe.xml");
    expect(uint16(header, 6) & (1 << 11)).toBe(1 << 11);
    expect([uint16(header, 26), uint16(header, 28)]).toEqual([name.length, 0]);
    expect(Buffer.from(header.subarray(30))).toEqual(name);
  });

  test("has the same time whenever it is written: 1 January 1980, 00:00", () => {
    const date = uint16(header, 12);
    expect([1980 + (date >> 9), (date >> 5) & 15, date & 31, uint16(header, 10)]).toEqual([1980, 1, 1, 0]);
  });
});

describe("the data descriptor (4.3.9)", () => {
  test("has 4 bytes for each size", () => {
    const descriptor = dataDescriptor({ crc: 0xfedcba98, compressed: 5, uncompressed: 0xfffffffe });

    expect(descriptor).toHaveLength(16);
    expect(uint32(descriptor, 0)).toBe(0x08074b50);
    expect([uint32(descriptor, 4), uint32(descriptor, 8), uint32(descriptor, 12)]).toEqual([0xfedcba98, 5, 0xfffffffe]);
  });

  test.each([
    [5, 4 * GIGABYTE],
    [4 * GIGABYTE, 5],
    [0xffffffff, 0xffffffff],
    [5 * GIGABYTE, 300 * GIGABYTE],
  ])("has 8 bytes for each size if one needs them: %d compressed, %d uncompressed", (compressed, uncompressed) => {
    const descriptor = dataDescriptor({ crc: 1, compressed, uncompressed });

    expect(descriptor).toHaveLength(24);
    expect([uint32(descriptor, 4), uint64(descriptor, 8), uint64(descriptor, 16)]).toEqual([
      1,
      compressed,
      uncompressed,
    ]);
  });
});

describe("the entry of the central directory (4.3.12)", () => {
  const small = { name: "a.xml", crc: 7, compressed: 10, uncompressed: 20, offset: 30 };

  test("has sizes and offset in 4 bytes, and no extra field", () => {
    const entry = directoryEntry(small);

    expect(uint32(entry, 0)).toBe(0x02014b50);
    expect([uint16(entry, 6), uint16(entry, 8), uint16(entry, 10)]).toEqual([20, 0x0808, 8]);
    expect([uint32(entry, 16), uint32(entry, 20), uint32(entry, 24), uint32(entry, 42)]).toEqual([7, 10, 20, 30]);
    expect([uint16(entry, 28), uint16(entry, 30), uint16(entry, 32)]).toEqual([5, 0, 0]);
    expect(Buffer.from(entry.subarray(46)).toString()).toBe("a.xml");
  });

  test.each([
    ["the uncompressed size", { uncompressed: 4 * GIGABYTE }],
    ["the compressed size", { compressed: 0xffffffff }],
    ["the offset", { offset: 5 * GIGABYTE }],
  ])("has a zip64 extra field (4.5.3) if %s needs it", (_, large) => {
    const of = { ...small, ...large };
    const entry = directoryEntry(of);
    const extra = entry.subarray(46 + 5);

    expect(uint16(entry, 6)).toBe(45);
    expect([uint32(entry, 20), uint32(entry, 24), uint32(entry, 42)]).toEqual(Array(3).fill(0xffffffff));
    expect([uint16(entry, 30), extra.length]).toEqual([28, 28]);
    expect([uint16(extra, 0), uint16(extra, 2)]).toEqual([1, 24]);
    expect([uint64(extra, 4), uint64(extra, 12), uint64(extra, 20)]).toEqual([
      of.uncompressed,
      of.compressed,
      of.offset,
    ]);
  });
});

describe("the end of the central directory", () => {
  test("has one record (4.3.16) as long as its values fit", () => {
    const end = endOfDirectory({ offset: 1000, bytes: 200, entries: 0xfffe });

    expect(end).toHaveLength(22);
    expect(uint32(end, 0)).toBe(0x06054b50);
    expect([uint16(end, 4), uint16(end, 6), uint16(end, 8), uint16(end, 10)]).toEqual([0, 0, 0xfffe, 0xfffe]);
    expect([uint32(end, 12), uint32(end, 16), uint16(end, 20)]).toEqual([200, 1000, 0]);
  });

  test.each([
    { offset: 4 * GIGABYTE, bytes: 200, entries: 3 },
    { offset: 1000, bytes: 5 * GIGABYTE, entries: 3 },
    { offset: 1000, bytes: 200, entries: 0xffff },
    { offset: 7 * GIGABYTE, bytes: 8_000_000, entries: 100_000 },
  ])("has the zip64 record (4.3.14) and its locator (4.3.15) before it for %o", (directory) => {
    const end = endOfDirectory(directory);
    const [record, locator, last] = [end.subarray(0, 56), end.subarray(56, 76), end.subarray(76)];

    expect(last).toHaveLength(22);
    expect([uint32(record, 0), uint64(record, 4)]).toEqual([0x06064b50, 56 - 12]);
    expect([uint16(record, 14), uint32(record, 16), uint32(record, 20)]).toEqual([45, 0, 0]);
    expect([uint64(record, 24), uint64(record, 32)]).toEqual([directory.entries, directory.entries]);
    expect([uint64(record, 40), uint64(record, 48)]).toEqual([directory.bytes, directory.offset]);
    expect([uint32(locator, 0), uint32(locator, 4), uint32(locator, 16)]).toEqual([0x07064b50, 0, 1]);
    expect(uint64(locator, 8)).toBe(directory.offset + directory.bytes);
    expect([uint32(last, 0), uint16(last, 10)]).toEqual([0x06054b50, 0xffff]);
    expect([uint32(last, 12), uint32(last, 16)]).toEqual([0xffffffff, 0xffffffff]);
  });
});
