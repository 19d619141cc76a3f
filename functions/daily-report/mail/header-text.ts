// Control characters and line separators end a header; lone surrogates have no UTF-8 form; marks that turn the direction
// of writing make a file name read as another one.
const harmful = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * The one way for text from outside into a mail's header: harmful characters become a space, so the text stays one line,
 * and what reads as an encoded word ("=?...") is broken up, so it shows as it was written. Cut to 200 code points, between
 * characters as people see them.
 */
export function headerText(text: string): string {
  const line = text.replace(harmful, " ").replaceAll("=?", "= ?").trim();
  return [...line].length > 200 ? `${startOf(line, 199)}…` : line;
}

/** As many whole characters as have at most so many code points together; if the first alone has more, a part of it. */
function startOf(line: string, most: number): string {
  let start = "";
  let length = 0;
  for (const { segment } of new Intl.Segmenter("en").segment(line)) {
    length += [...segment].length;
    if (length > most) break;
    start += segment;
  }
  return start === "" ? [...line].slice(0, most).join("") : start;
}

/** The same for a file's name, of which no part may be taken for a folder; "attachment" when nothing is left. */
export function headerFileName(name: string): string {
  return headerText(name.replace(/[/\\:*?"<>|]/g, "_")) || "attachment";
}
