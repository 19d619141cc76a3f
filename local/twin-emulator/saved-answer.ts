import { isObject } from "./session-fields.ts";
import { malformed } from "./session-file-error.ts";

/** Some items of a file. `count`: the count of the whole list if the items are a saved answer of the API; otherwise null. */
export type SessionPart = { readonly items: readonly unknown[]; readonly count: number | null };

/**
 * Reads a JSON value of a session file: an item, a saved answer `{"count": n, "items": [...]}` (other keys are allowed), or
 * an array of either. Throws SessionFileError, which names the wrong element; `where` names the place of the value.
 */
export function partsOf(value: unknown, where: string): SessionPart[] {
  if (!Array.isArray(value)) return [partOf(value, where)];
  return value.map((element, index) => partOf(element, `${where}: element ${index + 1}`));
}

function partOf(value: unknown, where: string): SessionPart {
  if (!isObject(value)) throw malformed(where, `is JSON but ${kindOf(value)}`);
  if (!Object.hasOwn(value, "items")) return { items: [value], count: null };
  const { items, count } = value;
  if (!Array.isArray(items)) throw malformed(where, `has "items" that is not an array but ${kindOf(items)}`);
  const odd = items.findIndex((item) => !isObject(item));
  if (odd >= 0) throw malformed(where, `has "items" whose item ${odd + 1} is not an object but ${kindOf(items[odd])}`);
  return { items, count: typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : null };
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}

/**
 * Returns how many sessions are missing by the counts of saved answers. An answer with fewer items than its count is a page:
 * it continues the answer before it, until the count of that list is reached. Sessions may be created while the pages are
 * saved, so the greatest count of the pages is used.
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
