import { malformed, type SessionFileError } from "./session-file-error.ts";

/** A JSON value and the number of the line in which it begins, from 1. */
export type PlacedValue = { readonly value: unknown; readonly line: number };

/**
 * Yields the JSON values of a text that is read line by line. A line may contain several values. If the first value ends on
 * its first line, every later value must end on its line too. Then an error can name the line, and little is held in memory.
 * Otherwise values may span several lines. A line of `null` is not UTF-8. Throws SessionFileError.
 */
export async function* jsonValues(lines: AsyncIterable<string | null>, file: string): AsyncGenerator<PlacedValue> {
  const splitter = new JsonSplitter(file);
  let line = 0;
  for await (const text of lines) {
    line += 1;
    yield* splitter.add(text, line);
  }
  splitter.end();
}

class JsonSplitter {
  readonly #file: string;
  /** The unfinished value: its lines so far, the number of its first line, and how many brackets are open. */
  #begun: string[] = [];
  #begunAt = 0;
  #depth = 0;
  /** The line that ended inside a string, which JSON does not allow; null if there is none so far. */
  #brokenAt: number | null = null;
  /** Whether every line must contain whole values; null before the first value. */
  #isPerLine: boolean | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  add(text: string | null, line: number): PlacedValue[] {
    if (text === null) throw this.#fault(line, "is not UTF-8 text");
    if (text.trim() === "") return [];
    if (this.#brokenAt !== null) throw this.#fault(this.#brokenAt, "is not JSON");
    const whole = this.#depth === 0 ? parse(text) : undefined;
    const values = whole === undefined ? this.#split(text, line) : [{ value: whole, line }];
    this.#isPerLine ??= this.#depth === 0;
    return values;
  }

  /** Returns the values that end in the line, and keeps the rest of the line as the start of the next value. */
  #split(text: string, line: number): PlacedValue[] {
    const { ends, depth, fault } = endsOfValues(text, this.#depth);
    const isWhole = fault === null && depth === 0;
    if (fault === "outside" || (this.#isPerLine && !isWhole)) throw this.#fault(line, whatIsNoJson(text));
    const values = ends.map((end, nth) => this.#finish(text.slice(ends[nth - 1] ?? 0, end), line));
    if (!isWhole) this.#begin(text.slice(ends.at(-1) ?? 0), line);
    this.#brokenAt = fault === "string" ? line : null;
    this.#depth = depth;
    return values;
  }

  #begin(text: string, line: number): void {
    if (this.#begun.length === 0) this.#begunAt = line;
    this.#begun.push(text);
  }

  #finish(text: string, line: number): PlacedValue {
    const begunAt = this.#begun.length === 0 ? line : this.#begunAt;
    const value = parse([...this.#begun, text].join("\n"));
    if (value === undefined) throw this.#fault(begunAt, "is not JSON");
    this.#begun = [];
    return { value, line: begunAt };
  }

  end(): void {
    if (this.#begun.length > 0)
      throw this.#fault(this.#begunAt, "begins JSON that does not end, the file may be incomplete");
  }

  #fault(line: number, what: string): SessionFileError {
    return malformed(`${this.#file}: line ${line}`, what);
  }
}

/** Returns the JSON value; undefined if the text is not JSON. Drops the parser's message, because it quotes the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Ends = {
  /** The positions in the line after the closing bracket of each value. */
  readonly ends: readonly number[];
  /** How many brackets are open at the end of the line. */
  readonly depth: number;
  /** "outside": text that is not in an array or object; "string": a string without an end. */
  readonly fault: "outside" | "string" | null;
};

/** Looks only at brackets and strings; `depth` brackets are open at the start of the line. */
function endsOfValues(text: string, depth: number): Ends {
  const ends: number[] = [];
  let open = depth;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "{" || sign === "[") open += 1;
    else if (open === 0 && sign.trim() !== "") return { ends, depth: open, fault: "outside" };
    else if (sign === "}" || sign === "]") {
      open -= 1;
      if (open === 0) ends.push(at + 1);
    } else if (sign === '"') {
      at = endOfString(text, at);
      if (at < 0) return { ends, depth: open, fault: "string" };
    }
  }
  return { ends, depth: open, fault: null };
}

/** Returns the position of the closing quote of a string; -1 if there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text[first - 1] === "\\") first -= 1;
    if ((end - first) % 2 === 0) return end;
  }
  return -1;
}

function whatIsNoJson(text: string): string {
  if (/^\s*</.test(text)) return "is HTML or XML, not JSON";
  return /^\s*HTTP\//.test(text) ? "is the head of an HTTP answer, not JSON" : "is not JSON";
}
