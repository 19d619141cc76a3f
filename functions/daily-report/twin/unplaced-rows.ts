import { exactJson } from "../domain/compare-texts.ts";

/** Adds a row of one listing that has no readable creation time. */
export type TakeUnplaced = (row: unknown) => void;

/**
 * Rows that cannot be placed in time. A server may list them in every answer. So a row, told by its JSON text, is kept as many
 * times as it occurs in the listing in which it occurs most often.
 */
export class UnplacedRows {
  readonly #kept = new Map<string, unknown[]>();

  /** Opens a listing: the pages that are read from one start. */
  openListing(): TakeUnplaced {
    const shown = new Map<string, number>();
    return (row) => {
      const text = exactJson(row);
      const times = (shown.get(text) ?? 0) + 1;
      shown.set(text, times);
      const kept = this.#kept.get(text);
      if (kept === undefined) this.#kept.set(text, [row]);
      else if (times > kept.length) kept.push(row);
    };
  }

  rows(): unknown[] {
    return [...this.#kept.values()].flat();
  }
}
