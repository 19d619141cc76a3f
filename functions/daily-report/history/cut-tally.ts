import type { Scope, TallyPart } from "../domain/tally.ts";

const TALLY = ',"tally":';
const [OPEN, CLOSE, COMMA, QUOTE, BACKSLASH] = [0x5b, 0x5d, 0x2c, 0x22, 0x5c];

/**
 * Returns the text of a tally.json without the counts that are not wanted. To parse and drop them would take half of the time of
 * the comparison with earlier days, and most of its memory (`npm run bench -- --only history`). A file that is not written as
 * `draw-files.ts` does it, for example with spaces, is returned whole; what is wrong with it is found when it is parsed.
 */
export function cutTally(body: Uint8Array, part: TallyPart): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const place = bytes.indexOf(TALLY);
  if (place < 0) return bytes.toString();
  try {
    return new Cutter(bytes, place + TALLY.length).cut(part);
  } catch (error) {
    if (error instanceof TypeError) return bytes.toString();
    throw error;
  }
}

/** Copies a text while parts of it are skipped. `#at` is the place in the text, `#length` the number of bytes copied. */
class Cutter {
  readonly #bytes: Buffer;
  readonly #copy: Buffer;
  #at: number;
  #length = 0;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#copy = Buffer.allocUnsafe(bytes.length);
    this.#at = at;
    this.#copyFrom(0);
  }

  cut(part: TallyPart): string {
    this.#pairs((scope) => {
      const isKept = part(scope as Scope);
      const counters = isKept && (() => this.#pairs((counter) => (isKept(counter) ? () => this.#list() : null)));
      return counters && (() => this.#pairs(() => counters));
    });
    const end = this.#at;
    this.#at = this.#bytes.length;
    this.#copyFrom(end);
    return this.#copy.toString("utf8", 0, this.#length);
  }

  /** Copies a list of pairs. `copierOf` returns the function that copies the value of a key; null if the pair is skipped. */
  #pairs(copierOf: (key: string) => (() => void) | null): void {
    this.#sign(OPEN);
    let isFirst = true;
    while (this.#bytes[this.#at] !== CLOSE) {
      const begin = this.#at;
      const copyValue = copierOf(this.#key());
      if (copyValue === null) this.#at = this.#endOfList(begin);
      else {
        if (!isFirst) this.#copy[this.#length++] = COMMA;
        this.#copyFrom(begin);
        copyValue();
        this.#sign(CLOSE);
        isFirst = false;
      }
      if (this.#bytes[this.#at] === COMMA) this.#at += 1;
      else if (this.#bytes[this.#at] !== CLOSE) throw unusualForm();
    }
    this.#sign(CLOSE);
  }

  /** Passes the beginning of a pair, `["key",`, and returns the key as it is written. */
  #key(): string {
    const [from, to] = [this.#at + 2, this.#endOfText(this.#at + 1)];
    if (this.#bytes[this.#at] !== OPEN || this.#bytes[to] !== COMMA) throw unusualForm();
    this.#at = to + 1;
    return this.#bytes.toString("latin1", from, to - 1);
  }

  /** Copies a whole list. */
  #list(): void {
    const begin = this.#at;
    this.#at = this.#endOfList(begin);
    this.#copyFrom(begin);
  }

  #sign(sign: number): void {
    if (this.#bytes[this.#at] !== sign) throw unusualForm();
    this.#at += 1;
    this.#copy[this.#length++] = sign;
  }

  #copyFrom(begin: number): void {
    this.#length += this.#bytes.copy(this.#copy, this.#length, begin, this.#at);
  }

  #endOfList(begin: number): number {
    const bytes = this.#bytes;
    let depth = 0;
    for (let at = begin; at < bytes.length; at++) {
      const sign = bytes[at];
      if (sign === QUOTE) at = this.#endOfText(at) - 1;
      else if (sign === OPEN) depth += 1;
      else if (sign === CLOSE) depth -= 1;
      if (depth === 0) return at + 1;
    }
    throw unusualForm();
  }

  /** The place after the closing quote of a text. */
  #endOfText(begin: number): number {
    const bytes = this.#bytes;
    if (bytes[begin] !== QUOTE) throw unusualForm();
    for (let at = begin + 1; at < bytes.length; at++) {
      const sign = bytes[at];
      if (sign === QUOTE) return at + 1;
      if (sign === BACKSLASH) at += 1;
    }
    throw unusualForm();
  }
}

function unusualForm(): TypeError {
  return new TypeError("The tally is not written as this program writes it.");
}
