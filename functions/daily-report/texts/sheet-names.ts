import { xmlText } from "./xml-text.ts";

/** UTF-16 units. */
const LONGEST = 31;

/** What no name may hold, and what spreadsheets would read as an escaped character. */
const FORBIDDEN = /[:\\/?*[\]]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** No name may begin or end with an apostrophe. */
const OUTER = /^['\s]+|['\s]+$/g;

/**
 * Names the sheets of one workbook, since exceljs writes down whatever it is given: each call answers a name that
 * spreadsheets take, the wanted one where that is possible, with " 2", " 3" where it is taken, whatever the letter case.
 */
export function createSheetNames(): (wanted: string) => string {
  // Spreadsheets keep this one for themselves.
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

/** The beginning of the name, without half a character at its end. */
function fitting(name: string, longest: number): string {
  const start = name.replace(OUTER, "").slice(0, longest);
  return start.replace(/[\uD800-\uDBFF]$/, "").replace(OUTER, "");
}
