// Control characters and line separators end a header; lone surrogates have no UTF-8 form; marks that turn the direction
// of writing make a file name read as another one.
const harmful = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * The one way for text from outside into a mail's header: harmful characters become a space, so the text stays one line,
 * and what reads as an encoded word ("=?...") is broken up, so it shows as it was written. Cut to 200 characters.
 */
export function headerText(text: string): string {
  const line = text.replace(harmful, " ").replaceAll("=?", "= ?").trim();
  const characters = [...line];
  return characters.length > 200 ? `${characters.slice(0, 199).join("")}…` : line;
}

/** The same for a file's name, of which no part may be taken for a folder; "attachment" when nothing is left. */
export function headerFileName(name: string): string {
  return headerText(name.replace(/[/\\:*?"<>|]/g, "_")) || "attachment";
}
