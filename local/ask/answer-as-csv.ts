import { withoutFormula } from "../../functions/daily-report/texts/cell-text.ts";
import { plainJson } from "./answer-as-json.ts";
import type { Answer } from "./answer-query.ts";
import type { Plain } from "./plain-value.ts";

/**
 * Returns the answer as CSV (RFC 4180) with a header: UTF-8, commas, CRLF. Null is an empty field, an empty text is "". Texts
 * that a spreadsheet would run as a formula get an apostrophe in front (docs/hostile-text.md).
 */
export function answerAsCsv({ names, rows }: Answer): string {
  return [names, ...rows].map((cells) => cells.map(fieldOf).join(",")).join("\r\n");
}

function fieldOf(value: Plain): string {
  if (value === null) return "";
  if (typeof value === "string") return quoted(withoutFormula(value));
  return typeof value === "object" ? quoted(plainJson(value)) : String(value);
}

function quoted(text: string): string {
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
