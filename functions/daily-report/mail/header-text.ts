// Control characters and line separators end a header. Lone surrogates have no UTF-8 form. Marks that change the writing
// direction can disguise a file name.
const harmful = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * Makes outside text safe for a mail header. All such text must pass through here. Harmful characters become a space, so
 * the text stays on one line. Text that looks like an encoded word ("=?...") is broken up, so readers see it unchanged.
 * The result is cut to 200 code points, between grapheme clusters.
 */
export function headerText(text: string): string {
  const line = text.replace(harmful, " ").replaceAll("=?", "= ?").trim();
  return [...line].length > 200 ? `${startOf(line, 199)}…` : line;
}

/** Returns the longest start of whole characters with at most `most` code points; cuts the first one if it alone is longer. */
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

/** The same for a file name. Path separators are replaced; returns "attachment" if nothing is left. */
export function headerFileName(name: string): string {
  return headerText(name.replace(/[/\\:*?"<>|]/g, "_")) || "attachment";
}
