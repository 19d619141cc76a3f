import { setTimeout } from "node:timers/promises";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { type ByteSink, createZipFile } from "../../functions/daily-report/session-table/write-zip.ts";
import { readZip } from "./read-zip.ts";

type Entry = { readonly name: string; readonly pieces: readonly Uint8Array[] };

/** Writes the entries; the last piece of each ends it. */
async function zipOf(entries: readonly Entry[], sink?: ByteSink): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const zip = createZipFile(sink ?? (async (bytes) => void chunks.push(bytes)), 1);
  for (const { name, pieces } of entries) {
    zip.begin(name);
    for (const piece of pieces.slice(0, -1)) await zip.write(piece);
    await zip.end(pieces.at(-1) ?? new Uint8Array());
  }
  await zip.finish();
  return Buffer.concat(chunks);
}

const entry: fc.Arbitrary<Entry> = fc.record({
  name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).map((name) => name.toWellFormed()),
  pieces: fc.array(fc.uint8Array({ maxLength: 3_000 }), { minLength: 1, maxLength: 5 }),
});

property.prop([fc.array(entry, { maxLength: 5 })], { numRuns: 50 })(
  "a zip file holds every entry with its name, content, sizes and checksum",
  async (entries) => {
    expect(readZip(await zipOf(entries))).toEqual(
      entries.map(({ name, pieces }) => ({ name, content: Buffer.concat(pieces) })),
    );
  },
);

/** Noise, which does not become smaller. */
function noise(length: number, seed = 1): Buffer {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state >> 16;
    }),
  );
}

test("equal pieces give equal bytes", async () => {
  const entries = [{ name: "a", pieces: [noise(100_000), noise(5)] }];
  const [first, second] = [await zipOf(entries), await zipOf(entries)];

  expect(first.equals(second)).toBe(true);
});

describe("a sink that is slow", () => {
  test("has one call at a time and holds up write after a few pieces", async () => {
    let [running, most, written] = [0, 0, 0];
    const waiting: (() => void)[] = [];
    const zip = createZipFile(async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => waiting.push(resolve));
      running--;
    }, 1);
    zip.begin("a");
    const writing = (async () => {
      for (; written < 20; written++) await zip.write(noise(10_000, written));
      await zip.end(noise(10));
      await zip.finish();
    })();
    await setTimeout(50);
    expect(written).toBeLessThan(5);

    let isDone = false;
    const done = writing.then(() => {
      isDone = true;
    });
    while (!isDone) {
      waiting.shift()?.();
      await setTimeout(0);
    }
    await done;
    expect([written, most]).toEqual([20, 1]);
  });
});

describe("a sink that fails", () => {
  const full = () => Promise.reject(new Error("no space left on device"));

  test("lets finish reject with its error", async () => {
    await expect(zipOf([{ name: "a", pieces: [noise(10)] }], full)).rejects.toThrow("no space left on device");
  });

  test("lets a write reject with its error, however many follow, and is not called again", async () => {
    let calls = 0;
    const zip = createZipFile(() => {
      calls++;
      return full();
    }, 1);
    zip.begin("a");
    const writing = async () => {
      for (let piece = 0; piece < 10; piece++) await zip.write(noise(1_000));
    };

    await expect(writing()).rejects.toThrow("no space left on device");
    await expect(zip.finish()).rejects.toThrow("no space left on device");
    expect(calls).toBe(1);
  });
});
