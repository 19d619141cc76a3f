import { isObject } from "./session-fields.ts";
import { malformed } from "./session-file-error.ts";

/** Some items of a file. `count`: how many the API declared for the whole list, where they are a page of it as saved; else null. */
export type SessionPart = { readonly items: readonly unknown[]; readonly count: number | null };

/**
 * What a JSON value of a session file holds: an item; a saved answer `{"count": n, "items": [...]}`, further keys allowed; or an
 * array of either. Throws SessionFileError, which names the element that is wrong; `where` names the value's place.
 */
export function partsOf(value: unknown, where: string): SessionPart[] {
  if (!Array.isArray(value)) return [partOf(value, where)];
  return value.map((element, index) => partOf(element, `${where}: element ${index + 1}`));
}

function partOf(value: unknown, where: string): SessionPart {
  if (!isObject(value)) throw malformed(where, `is JSON but ${kindOf(value)}`);
  if (!Object.hasOwn(value, "items")) return { items: [value], count: null };
  const { items, count } = value;
  if (!Array.isArray(items)) throw malformed(where, `has "items" that are no array but ${kindOf(items)}`);
  const odd = items.findIndex((item) => !isObject(item));
  if (odd >= 0) throw malformed(where, `has "items" of which number ${odd + 1} is no object but ${kindOf(items[odd])}`);
  return { items, count: typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : null };
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}

/**
 * How many sessions saved answers lack by their own counts. An answer that is not a whole list itself continues the one before
 * it, until that list's count is reached: they are its pages. Sessions may come in while pages are saved; the greatest count holds.
 */
export function missingFrom(answers: readonly SessionPart[]): number {
  let missing = 0;
  let page = { held: 0, count: 0 };
  for (const { items, count } of answers) {
    const declared = count ?? items.length;
    const isNextPage = page.held < page.count && items.length < declared;
    if (!isNextPage) missing += lack(page);
    page = isNextPage
      ? { held: page.held + items.length, count: Math.max(page.count, declared) }
      : { held: items.length, count: declared };
  }
  return missing + lack(page);
}

function lack({ held, count }: { held: number; count: number }): number {
  return Math.max(0, count - held);
}
