import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * A day of sessions as a folder: `sessions.json` is a JSON array with one item per line, in order of time, so that consecutive
 * items are consecutive bytes. `index.bin` has two doubles for each item: its `createdAt`, and where it begins. So a page of
 * any size is one read, and a million sessions take 16 MB of memory.
 */
export const dayFileNames = { sessions: "sessions.json", index: "index.bin", fields: "fields.json" } as const;

const CHUNK = 1 << 20;

/** Writes the items as they come. `fields` are the fields that each item keeps. */
export function writeDayFile(folder: string, items: Iterable<object>, fields: readonly string[]): void {
  const file = openSync(join(folder, dayFileNames.sessions), "w");
  const index: number[] = [];
  let text = "[\n";
  let written = 0;
  const flush = () => {
    written += writeSync(file, text);
    text = "";
  };
  let pending = 2;
  for (const item of items) {
    const kept = pick(item, fields);
    const line = JSON.stringify(kept);
    if (index.length > 0) {
      text += ",\n";
      pending += 2;
    }
    index.push(Date.parse(String(kept.createdAt)), written + pending);
    text += line;
    pending += Buffer.byteLength(line);
    if (pending > CHUNK) {
      flush();
      pending = 0;
    }
  }
  text += "\n]\n";
  flush();
  closeSync(file);
  writeFileSync(join(folder, dayFileNames.index), new Uint8Array(Float64Array.from(index).buffer));
  writeFileSync(join(folder, dayFileNames.fields), JSON.stringify(fields));
}

function pick(item: object, fields: readonly string[]): Record<string, unknown> {
  const all = item as Record<string, unknown>;
  return Object.fromEntries(fields.flatMap((field) => (field in all ? [[field, all[field]]] : [])));
}

export type DayFile = {
  readonly count: number;
  readonly fields: readonly string[];
  /** Returns the position of the first item created at `time` or later (milliseconds since 1970). */
  firstAtLeast(time: number): number;
  /** Returns the items [start, end) as JSON, separated by commas. */
  read(start: number, end: number): Buffer;
};

export function openDayFile(folder: string): DayFile {
  const file = openSync(join(folder, dayFileNames.sessions), "r");
  const index = new Float64Array(new Uint8Array(readFileSync(join(folder, dayFileNames.index))).buffer);
  const count = index.length / 2;
  const end = statSync(join(folder, dayFileNames.sessions)).size - "\n]\n".length;
  const beginOf = (position: number) => (position < count ? (index[2 * position + 1] ?? 0) : end + ",\n".length);
  return {
    count,
    fields: JSON.parse(readFileSync(join(folder, dayFileNames.fields), "utf8")) as string[],
    firstAtLeast(time) {
      let [low, high] = [0, count];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((index[2 * middle] ?? 0) < time) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    read(first, last) {
      if (first >= last) return Buffer.alloc(0);
      const buffer = Buffer.allocUnsafe(beginOf(last) - ",\n".length - beginOf(first));
      readSync(file, buffer, 0, buffer.length, beginOf(first));
      return buffer;
    },
  };
}
