/** How the sentences about report definitions show what they found. */

/** The candidate with the fewest letters to insert, delete or replace (Levenshtein 1966), ignoring letter case. */
export function nearest(text: string, candidates: readonly string[]): { name: string; edits: number } {
  const ranked = candidates.map((name) => ({ name, edits: edits(text.toLowerCase(), name.toLowerCase()) }));
  return ranked.reduce((best, next) => (next.edits < best.edits ? next : best));
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1];
    for (let column = 0; column < b.length; column += 1) {
      const replaced = (row[column] ?? 0) + (letter === b[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Whether the value is an object, not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The values in quotation marks, the last one after "or". */
export function either(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`);
  return [quoted.slice(0, -1).join(", "), ...quoted.slice(-1)].filter((part) => part !== "").join(" or ");
}

/** A key of an object as part of a path; one of unusual form is shown as JSON. */
export function segment(key: string): string {
  return /^[\w-]{1,40}$/.test(key) ? key : show(key);
}

/** The value as JSON, cut to 40 code points. */
export function show(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  const characters = [...json];
  return characters.length <= 40 ? json : `${characters.slice(0, 39).join("")}…`;
}
