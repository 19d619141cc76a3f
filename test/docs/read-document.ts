import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Reading of the Markdown files in docs/, as far as tests hold them against the code. */

export function readDocument(name: string): string {
  return readFileSync(resolve(import.meta.dirname, "../../docs", name), "utf8");
}

/** The numbers of the headings, such as "2" and "2.4" of "## 2. From rows to classes" and "### 2.4 Classes". */
export function sectionNumbers(document: string): string[] {
  return [...document.matchAll(/^#+ (\d+(?:\.\d+)*)\.? /gm)].map(([, number]) => number ?? "");
}

/** The text below a heading, subsections included. `heading` is its number or its whole text. Throws if there is none. */
export function sectionText(document: string, heading: string): string {
  const lines = document.split("\n");
  const pattern = new RegExp(`^#+ ${heading.replaceAll(".", "\\.")}(?:\\.? |$)`);
  const start = lines.findIndex((line) => pattern.test(line));
  if (start < 0) throw new RangeError(`There is no section ${heading}.`);
  const level = levelOf(lines[start]);
  const below = lines.slice(start + 1);
  const length = below.findIndex((line) => levelOf(line) <= level);
  return below.slice(0, length < 0 ? undefined : length).join("\n");
}

/** 1 for "# ", and so on; Infinity for a line that is no heading. */
function levelOf(line = ""): number {
  return /^(#+) /.exec(line)?.[1]?.length ?? Number.POSITIVE_INFINITY;
}

/** The cells of all tables of a text, row by row, without heads. */
export function tableRows(text: string): string[][] {
  const lines = text.split("\n");
  const isRow = (line: string | undefined) => line?.startsWith("|") ?? false;
  return lines.filter((line, i) => isRow(line) && !isRuler(line) && !isRuler(lines[i + 1])).map(cellsOf);
}

function isRuler(line: string | undefined): boolean {
  return /^\|(?:-+\|)+$/.test(line ?? "");
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** What stands between backticks. */
export function codeWords(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word ?? "");
}
