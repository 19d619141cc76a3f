import type { RowCounts, Scope, Tally } from "./tally.ts";

/** A row of a tally while it is counted. Keys are numbers: those below `HEAD_KEYS` are counted in `head`, the others in `rest`. */
export type CountedRow = {
  readonly scope: Scope;
  readonly row: string;
  /** Null in a row that was met late, so that a day with very many rows does not need a list for each. */
  readonly head: Float64Array | null;
  readonly rest: Map<number, number>;
};

type CountedKey = { readonly counter: string; readonly key: string };

const HEAD_KEYS = 512;
const HEAD_ROWS = 1024;

/**
 * Counts from which a tally is made. A session adds about a hundred counts. To find each by texts in nested maps made counting
 * take almost three times as long, so the keys of the counters are numbered when they are first met. The frequent keys are met
 * first, and are counted in arrays.
 */
export class Counts {
  readonly #rows: CountedRow[] = [];
  readonly #rowsByName = new Map<Scope, Map<string, CountedRow>>();
  readonly #keys: CountedKey[] = [];
  readonly #keyNumbers = new Map<string, Map<string | number, number>>();

  /** The row of a scope. If nothing is added to it, it is not in the tally. */
  row(scope: Scope, row: string): CountedRow {
    return this.rowsOf(scope)(row);
  }

  /** Returns a function that returns the rows of a scope by name. */
  rowsOf(scope: Scope): (row: string) => CountedRow {
    const rows = getOrAdd(this.#rowsByName, scope, newMap<string, CountedRow>);
    return (row) => {
      const known = rows.get(row);
      if (known !== undefined) return known;
      const head = this.#rows.length < HEAD_ROWS ? new Float64Array(HEAD_KEYS) : null;
      const made = { scope, row, head, rest: new Map<number, number>() };
      rows.set(row, made);
      this.#rows.push(made);
      return made;
    };
  }

  /** The number of a counter's key. The key 5 is the same as "5" in the tally. */
  key(counter: string, key: string | number): number {
    const numbers = getOrAdd(this.#keyNumbers, counter, newMap<string | number, number>);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, this.#keys.length);
    return this.#keys.push({ counter, key: String(key) }) - 1;
  }

  /** Adds `n` to the count of a key, which is given by its number. */
  add({ head, rest }: CountedRow, key: number, n = 1): void {
    // The array has a number for every key below its length.
    if (head !== null && key < HEAD_KEYS) head[key] = (head[key] as number) + n;
    else rest.set(key, (rest.get(key) ?? 0) + n);
  }

  /** What was counted so far. */
  tally(): Tally {
    const tally: Tally = new Map();
    for (const { scope, row, head, rest } of this.#rows) {
      const addKey = (n: number, number: number) => {
        if (n === 0) return;
        // Only numbers that `key` returned are added.
        const { counter, key } = this.#keys[number] as CountedKey;
        add(rowOf(tally, scope, row), counter, key, n);
      };
      head?.forEach(addKey);
      rest.forEach(addKey);
    }
    return tally;
  }
}

/** Returns a row of the tally. Adds it first if the tally does not have it. */
export function rowOf(tally: Tally, scope: Scope, row: string): RowCounts {
  return getOrAdd(getOrAdd(tally, scope, newMap<string, RowCounts>), row, newMap<string, Map<string, number>>);
}

/** Adds `n` to the count of a key. */
export function add(row: RowCounts, counter: string, key: string, n: number): void {
  const keys = getOrAdd(row, counter, newMap<string, number>);
  keys.set(key, (keys.get(key) ?? 0) + n);
}

function newMap<K, V>(): Map<K, V> {
  return new Map<K, V>();
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
