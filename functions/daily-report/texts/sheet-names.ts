import { xmlText } from "./xml-text.ts";

/** The maximum length of a sheet name in UTF-16 units. */
const LONGEST = 31;

/** Characters that are not allowed in a name, and the start of what spreadsheets read as an escaped character. */
const FORBIDDEN = /[:\\/?*[\]]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** A name must not begin or end with an apostrophe. */
const OUTER = /^['\s]+|['\s]+$/g;

/**
 * Returns a function that names the sheets of one workbook, because exceljs does not repair invalid names. Each call
 * returns a valid name close to the wanted one. If the name is already used, ignoring case, it gets " 2", " 3" and so on.
 */
export function createSheetNames(): (wanted: string) => string {
  // Excel reserves this name.
  const taken = new Set(["history"]);
  return (wanted) => {
    const base = fitting(xmlText(wanted).replace(FORBIDDEN, " "), LONGEST) || "Sheet";
    let name = base;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) {
      const suffix = ` ${copy}`;
      name = fitting(base, LONGEST - suffix.length) + suffix;
    }
    taken.add(name.toLowerCase());
    return name;
  };
}

/** Cuts the name to the length, but never inside a character. */
function fitting(name: string, longest: number): string {
  const start = name.replace(OUTER, "").slice(0, longest);
  return start.replace(/[\uD800-\uDBFF]$/, "").replace(OUTER, "");
}
