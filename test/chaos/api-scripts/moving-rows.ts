import type { Row } from "./script-rows.ts";

type Held = { row: Row; born: number; died: number };

/** The rows a server holds, with their past: every change is a tick of its clock. */
export class MovingRows {
  /** How many changes there were. */
  tick = 0;
  readonly #held: Held[];

  constructor(rows: readonly Row[]) {
    this.#held = rows.map((row) => ({ row, born: 0, died: Number.POSITIVE_INFINITY }));
  }

  /** The rows as they lie now. */
  present(): Row[] {
    return this.#alive().map(({ row }) => row);
  }

  insert(row: Row): void {
    this.tick += 1;
    this.#held.push({ row, born: this.tick, died: Number.POSITIVE_INFINITY });
  }

  /** Takes away the row that lies at this place, and puts another (a later version) in its stead if there is one. */
  replace(index: number, later: Row | null): void {
    const held = this.#alive()[index];
    if (held === undefined) return;
    this.tick += 1;
    held.died = this.tick;
    if (later !== null) this.#held.push({ row: later, born: this.tick, died: Number.POSITIVE_INFINITY });
  }

  /** The rows that were there, unchanged, from one tick to another, both included. */
  steady(from: number, to: number): Row[] {
    return this.#held.filter(({ born, died }) => born <= from && died > to).map(({ row }) => row);
  }

  /** Every version of every row there ever was. */
  ever(): Row[] {
    return this.#held.map(({ row }) => row);
  }

  #alive(): Held[] {
    return this.#held.filter(({ died }) => died === Number.POSITIVE_INFINITY);
  }
}
