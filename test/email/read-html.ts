/**
 * The content of a document: its elements in order, and every text with the elements around it. A span that only keeps words on
 * one line is part of the text around it.
 */
export type ReadDocument = {
  elements: { name: string; attributes: Record<string, string> }[];
  texts: { text: string; inside: string[] }[];
};

const TOKEN =
  /<(?<close>\/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?: [a-z-]+="[^"<>]*")*)>|<!DOCTYPE html>|(?<text>[^<>]+)/gy;

const ON_ONE_LINE = /<span style="white-space:nowrap">([^<]*)<\/span>/g;

const empty = ["meta"];

/** Parses HTML strictly. Throws at the first error, such as a stray character, an unclosed element or a bare "&". */
export function readHtml(document: string): ReadDocument {
  const html = document.replace(ON_ONE_LINE, "$1");
  const elements: ReadDocument["elements"] = [];
  const texts: ReadDocument["texts"] = [];
  const open: string[] = [];
  let at = 0;
  for (const match of html.matchAll(TOKEN)) {
    at = match.index + match[0].length;
    const { close, name, attributes = "", text } = match.groups ?? {};
    if (text !== undefined && text.trim() !== "") texts.push({ text: decode(text).trim(), inside: [...open] });
    if (name === undefined) continue;
    if (close === "/") {
      if (open.pop() !== name) throw new Error(`</${name}> closes what is not open, at ${match.index}`);
    } else {
      elements.push({ name, attributes: attributesOf(attributes) });
      if (!empty.includes(name)) open.push(name);
    }
  }
  if (at !== html.length) throw new Error(`cannot be read from ${at} on: ${html.slice(at, at + 80)}`);
  if (open.length > 0) throw new Error(`left open: ${open.join(", ")}`);
  return { elements, texts };
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value ?? "")]),
  );
}

function decode(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`a bare & in: ${text.slice(0, 80)}`);
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}
