import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** A place in a file, as a stack names it. */
const PLACE = /(file:\/\/)?(\/[^\s():]+):(\d+):(\d+)/g;

/**
 * The stack with the places of the source in place of those of the bundle, if the map of the bundle lies beside it. The map is
 * read only now, because Node, if it is told to use maps, reads them at every start: 45 ms and 13 MB.
 */
export function readableStack(stack: string): string {
  const maps = new Map<string, SourceMap | null>();
  return stack.replace(PLACE, (place, scheme: string | undefined, path: string, line: string, column: string) => {
    const file = scheme === undefined ? path : fileURLToPath(`${scheme}${path}`);
    const map = maps.has(file) ? maps.get(file) : mapOf(file);
    maps.set(file, map ?? null);
    // Lines and columns of a map begin at 0.
    const entry = map?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!entry || !("originalSource" in entry)) return place;
    const source = entry.originalSource.replace(/^(?:\.\.\/)+/, "");
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

/** Null if there is no map, or one that cannot be read: the log line matters more than its places. */
function mapOf(file: string): SourceMap | null {
  const path = `${file}.map`;
  try {
    return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, "utf8"))) : null;
  } catch {
    return null;
  }
}
