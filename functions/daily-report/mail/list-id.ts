import { headerText } from "./header-text.ts";

// Words that need neither quotes nor encoding in a phrase (RFC 5322), and are short enough for line folding.
const plainPhrase = /^[\w!#$%&'*+/=?^`{|}~-]{1,60}(?: [\w!#$%&'*+/=?^`{|}~-]{1,60})*$/;
const label = /^[a-z\d-]{1,63}$/;

/** Returns whether the id is valid in a List-Id header. */
export function isListLabel(id: string): boolean {
  return label.test(id);
}

/**
 * Returns the value of a List-Id header (RFC 2919), such as "Support daily <support-daily.example.com>". People read the
 * title; mail filters use the part in brackets, which depends only on id and domain. The title is encoded (RFC 2047)
 * unless it consists of plain words.
 */
export function listId({ id, title }: { id: string; title: string }, domain: string): string {
  const words = headerText(title);
  const phrase = plainPhrase.test(words) ? words : encodedWords(words);
  return `${phrase} <${id}.${domain}>`.trimStart();
}

/** Encodes in Base64, which has no special characters of a header. Each word holds whole characters and fits the first line. */
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
