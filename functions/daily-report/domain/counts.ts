import type { RowCounts, Scope, Tally } from "./tally.ts";

type Row = { readonly scope: Scope; readonly row: string };
type Counted = { readonly counter: string; readonly key: string };

/** The first rows and keys are the frequent ones. Their counts stand in a table, all others in maps. */
const TABLE_ROWS = 256;
const TABLE_KEYS = 512;

/**
 * The counts of a tally while rows are counted. A session adds about a hundred counts, which was half of the work of a fold in
 * nested maps by texts. So rows and keys are numbered when they are first met, and counts are found by these numbers.
 */
export class Counts {
  readonly #rows: Row[] = [];
  readonly #keys: Counted[] = [];
  readonly #rowNumbers = new Map<Scope, Map<string, number>>();
  readonly #keyNumbers = new Map<string, Map<string | number, number>>();
  readonly #table = new Int32Array(TABLE_ROWS * TABLE_KEYS);
  /** By row: key -> count. */
  readonly #others: Map<number, number>[] = [];

  /** The number of a row. */
  row(scope: Scope, row: string): number {
    const numbers = getOrAdd(this.#rowNumbers, scope, newMap<string, number>);
    const known = numbers.get(row);
    if (known !== undefined) return known;
    numbers.set(row, this.#rows.length);
    this.#others.push(new Map());
    return this.#rows.push({ scope, row }) - 1;
  }

  /** The number of a counter's key. The key 5 is the same as "5" in the tally. */
  key(counter: string, key: string | number): number {
    const numbers = getOrAdd(this.#keyNumbers, counter, newMap<string | number, number>);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, this.#keys.length);
    return this.#keys.push({ counter, key: String(key) }) - 1;
  }

  /** Adds `n` to the count of a key in a row; both are given by their numbers. */
  add(row: number, key: number, n = 1): void {
    if (row < TABLE_ROWS && key < TABLE_KEYS) {
      const at = row * TABLE_KEYS + key;
      this.#table[at] = (this.#table[at] ?? 0) + n;
    } else {
      const counts = this.#others[row];
      counts?.set(key, (counts.get(key) ?? 0) + n);
    }
  }

  /** Adds 1 to the count of each of the first `length` keys of a list. */
  addEach(row: number, keys: readonly number[], length: number): void {
    for (let i = 0; i < length; i++) this.add(row, keys[i] ?? 0, 1);
  }

  /** What was counted so far. */
  tally(): Tally {
    const tally: Tally = new Map();
    for (const [number, { scope, row }] of this.#rows.entries()) {
      const counts = [...this.#tableOf(number), ...(this.#others[number] ?? [])];
      for (const [key, n] of counts) {
        const counted = this.#keys[key];
        if (counted && n > 0) add(rowOf(tally, scope, row), counted.counter, counted.key, n);
      }
    }
    return tally;
  }

  #tableOf(row: number): [key: number, count: number][] {
    if (row >= TABLE_ROWS) return [];
    const first = row * TABLE_KEYS;
    return [...this.#table.subarray(first, first + TABLE_KEYS).entries()];
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
