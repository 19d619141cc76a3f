import type { MailContent } from "./mail-content.ts";
import { oneLine } from "./one-line.ts";
import type { OperatorLine, OperatorLines } from "./operator-lines.ts";
import type { Tile } from "./tiles.ts";

/** The widest a name may make its column; a longer one gets a line of its own. */
const NAME_WIDTH = 28;

/** The mail as plain text in aligned columns. */
export function drawText(content: MailContent): string {
  const { figures, operators } = content;
  const blocks = [
    [content.title, content.date, ...content.facts].map(harmless),
    [content.possibleRepeat, ...content.warnings, content.noSessions].filter((line) => line !== null),
    figures.tiles.length === 0 ? [] : [figures.heading.toUpperCase(), ...tileLines(figures.tiles)],
    operators.lines.length === 0 ? [] : [operators.heading.toUpperCase(), ...operatorTable(operators)],
    ...content.data.map((part) => [part.heading.toUpperCase(), ...part.lines]),
    // The sign by which mail programs know where the letter itself ends.
    ["-- ", ...content.footer.map(harmless)],
  ];
  const drawn = blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
  return `${drawn.join("\n\n")}\n`;
}

/** The head of the mail alone: title, warnings, figures, and how the sessions add up; for a terminal. */
export function drawHeadline({ title, date, facts, warnings, noSessions, figures, data }: MailContent): string {
  const blocks = [
    [title, date, ...facts].map(harmless),
    [...warnings, noSessions].filter((line) => line !== null),
    tileLines(figures.tiles),
    data[0]?.lines ?? [],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n");
}

function tileLines(tiles: readonly Tile[]): string[] {
  const labels = widest(tiles.map(({ label }) => label));
  const figures = widest(tiles.map(({ figure }) => figure));
  return tiles.map(({ label, figure, note }) => `${padEnd(label, labels)}  ${padStart(figure, figures)}  ${note}`);
}

function operatorTable({ heads: [nameHead = "", ...heads], lines, notShown, legend }: OperatorLines): string[] {
  const names = Math.min(NAME_WIDTH, widest([nameHead, ...lines.map(({ name }) => oneLine(name))]));
  const widths = heads.map((head, index) => widest([head, ...lines.map(({ figures }) => figures[index] ?? "")]));
  const cells = (figures: readonly string[]) =>
    figures.map((figure, index) => `  ${padStart(figure, widths[index] ?? 0)}`).join("");
  const draw = ({ name, figures }: OperatorLine) => {
    const padding = names - width(oneLine(name));
    const below = `\n${" ".repeat(names)}`;
    return harmless(name) + (padding < 0 ? below : " ".repeat(padding)) + cells(figures);
  };
  return [
    padEnd(nameHead, names) + cells(heads),
    ...lines.map(draw),
    ...(notShown === null ? [] : [notShown]),
    ...legend,
  ];
}

/** Text that may come from outside, kept in one line, and from turning the figures beside it when it is written from right to left. */
function harmless(text: string): string {
  const safe = oneLine(text);
  return RIGHT_TO_LEFT.test(safe) ? `\u2068${safe}\u2069` : safe;
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const segmenter = new Intl.Segmenter();

/** In characters as a reader counts them. */
function width(text: string): number {
  return [...segmenter.segment(text)].length;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(width));
}

function padEnd(text: string, to: number): string {
  return text + " ".repeat(Math.max(0, to - width(text)));
}

function padStart(text: string, to: number): string {
  return " ".repeat(Math.max(0, to - width(text))) + text;
}
