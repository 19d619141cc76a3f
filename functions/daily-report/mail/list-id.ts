import { headerText } from "./header-text.ts";

// Words that need neither quotes nor encoding in a phrase (RFC 5322), short enough to be folded between.
const plainPhrase = /^[\w!#$%&'*+/=?^`{|}~-]{1,60}(?: [\w!#$%&'*+/=?^`{|}~-]{1,60})*$/;
const label = /^[a-z\d-]{1,63}$/;

/** Whether the id may stand in a List-Id. */
export function isListLabel(id: string): boolean {
  return label.test(id);
}

/**
 * The value of a List-Id header (RFC 2919), "Support daily <support-daily.example.com>": the title for people, and what
 * filters go by, which stays the same as long as id and domain do. A title that is more than plain words is encoded (RFC 2047).
 */
export function listId({ id, title }: { id: string; title: string }, domain: string): string {
  const words = headerText(title);
  const phrase = plainPhrase.test(words) ? words : encodedWords(words);
  return `${phrase} <${id}.${domain}>`.trimStart();
}

/** Base64, so nothing in it means anything to a header; in words of whole characters, of which one fits the header's first line. */
function encodedWords(text: string): string {
  const chunks: string[] = [];
  let chunk = "";
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > 36) {
      chunks.push(chunk);
      chunk = "";
    }
    chunk += character;
  }
  if (chunk !== "") chunks.push(chunk);
  return chunks.map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString("base64")}?=`).join(" ");
}
