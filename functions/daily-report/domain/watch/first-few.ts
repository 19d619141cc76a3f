/**
 * Keeps the first `limit` of all added items, in order. `compare` is a total order in which only equal items are 0, so the result
 * does not depend on the order in which items are added.
 */
export class FirstFew<T> {
  readonly #items: T[] = [];
  readonly #limit: number;
  readonly #compare: (a: T, b: T) => number;

  constructor(limit: number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  add(item: T): void {
    // Most items come in order, or are behind all that are kept, so the search begins at the end.
    let place = this.#items.length;
    while (place > 0 && this.#compare(item, this.#items[place - 1] as T) < 0) place--;
    if (place >= this.#limit) return;
    this.#items.splice(place, 0, item);
    if (this.#items.length > this.#limit) this.#items.pop();
  }

  get items(): readonly T[] {
    return this.#items;
  }
}
