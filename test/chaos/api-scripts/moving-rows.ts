import type { Row } from "./script-rows.ts";

type Held = { row: Row; born: number; died: number };

/** The rows of a server with their history. Every change is a tick of its clock. */
export class MovingRows {
  /** The number of changes. */
  tick = 0;
  readonly #held: Held[];

  constructor(rows: readonly Row[]) {
    this.#held = rows.map((row) => ({ row, born: 0, died: Number.POSITIVE_INFINITY }));
  }

  /** The rows in their present order. */
  present(): Row[] {
    return this.#alive().map(({ row }) => row);
  }

  insert(row: Row): void {
    this.tick += 1;
    this.#held.push({ row, born: this.tick, died: Number.POSITIVE_INFINITY });
  }

  /** Removes the row at this index. If another row (a later version) is given, inserts it there. */
  replace(index: number, later: Row | null): void {
    const held = this.#alive()[index];
    if (held === undefined) return;
    this.tick += 1;
    held.died = this.tick;
    if (later !== null) this.#held.push({ row: later, born: this.tick, died: Number.POSITIVE_INFINITY });
  }

  /** Returns the rows that existed unchanged between two ticks, both included. */
  steady(from: number, to: number): Row[] {
    return this.#held.filter(({ born, died }) => born <= from && died > to).map(({ row }) => row);
  }

  /** All versions of all rows. */
  ever(): Row[] {
    return this.#held.map(({ row }) => row);
  }

  #alive(): Held[] {
    return this.#held.filter(({ died }) => died === Number.POSITIVE_INFINITY);
  }
}
