const MARKUP = /[&<>"]/;
const EVERY_MARKUP = /[&<>"]/g;

const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Replaces markup, for the content of an element or for an attribute in double quotes. The text must be valid XML already; see `xmlText`. */
export function escapeXml(text: string): string {
  return MARKUP.test(text) ? text.replace(EVERY_MARKUP, (sign) => references[sign] ?? "") : text;
}
