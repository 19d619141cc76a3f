import type { MailContent } from "./mail-content.ts";
import { oneLine } from "./one-line.ts";
import type { Bars, Block, MailSection, MailTable, TableRow, Tile } from "./section.ts";

/** The maximum width of the name column; a longer name is on a separate line. */
const NAME_WIDTH = 28;

/** Draws the mail as plain text in aligned columns. */
export function drawText({ title, verdict, sections, footer }: MailContent): string {
  const parts = [
    [title, verdict.lead + verdict.rest].map(harmless),
    ...sections.map(sectionLines),
    // Mail programs recognize the signature by "-- ".
    ["-- ", ...footer.map(harmless)],
  ];
  return `${joined(parts)}\n`;
}

/** Draws the head of the mail and its sections, for a terminal. */
export function drawHeadline({ title, verdict, sections }: MailContent): string {
  return joined([[title, verdict.lead + verdict.rest].map(harmless), ...sections.map(sectionLines)]);
}

function joined(parts: readonly string[][]): string {
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

function sectionLines({ heading, blocks }: MailSection): string[] {
  const lines = blocks.flatMap(blockLines);
  return heading === null ? lines : [harmless(heading.toUpperCase()), ...lines];
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case "lines":
      return block.lines.map(harmless);
    case "points":
      return block.points.map(({ lead, rest }) => harmless(lead + rest));
    case "entries":
      return block.entries.flatMap(({ lead, rest, link, id }) => [harmless(lead + rest), `  ${harmless(link ?? id)}`]);
    case "warning":
    case "note":
      return [harmless(block.text)];
    case "action":
      return [harmless(block.text), ...block.links.map(({ text, link }) => `  ${harmless(`${text}  ${link}`)}`)];
    case "bars":
      return barLines(block);
    case "tiles":
      return tileLines(block.tiles);
    case "table":
      return tableLines(block);
  }
}

function tileLines(tiles: readonly Tile[]): string[] {
  const labels = widest(tiles.map(({ label }) => label));
  const figures = widest(tiles.map(({ figure }) => figure));
  return tiles.map(({ label, figure, usually, state, goal, note }) => {
    const usual = usually === null ? "" : ` (${usually})`;
    const rest = [...(state === null ? [] : [state.text + usual]), ...(goal === null ? [] : [goal.text]), note];
    return `${padEnd(label, labels)}  ${padStart(figure, figures)}  ${harmless(rest.join("; "))}`;
  });
}

const BAR_SIGNS = [..."▁▂▃▄▅▆▇█"];

/** The bars as one line of blocks, above the names of their ticks. */
function barLines({ bars, ticks, barsPerTick }: Bars): string[] {
  const signs = bars.map(({ share }) => BAR_SIGNS[Math.round(share * (BAR_SIGNS.length - 1))] ?? "");
  return [
    signs.join(""),
    ticks
      .map((tick) => padEnd(tick, barsPerTick))
      .join("")
      .trimEnd(),
  ];
}

function tableLines({ nameHead, heads, rows }: MailTable): string[] {
  const names = Math.min(NAME_WIDTH, widest([nameHead, ...rows.map(({ name }) => name)]));
  const widths = heads.map((head, index) => widest([head, ...rows.map(({ figures }) => figures[index] ?? "")]));
  const cells = (figures: readonly string[]) =>
    figures.map((figure, index) => `  ${padStart(figure, widths[index] ?? 0)}`).join("");
  const draw = ({ name, figures }: Pick<TableRow, "name" | "figures">) => {
    const below = width(name) > names ? `\n${" ".repeat(names)}` : "";
    return padEnd(name, names) + below + cells(figures);
  };
  return [{ name: nameHead, figures: heads }, ...rows].map(draw);
}

/** Puts outside text on one line. Isolates right-to-left text, so that it does not reorder the figures beside it. */
function harmless(text: string): string {
  const safe = oneLine(text);
  return RIGHT_TO_LEFT.test(safe) ? `\u2068${safe}\u2069` : safe;
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const segmenter = new Intl.Segmenter();

/** The width of `harmless(text)` in grapheme clusters. Isolates have no width. */
function width(text: string): number {
  return [...segmenter.segment(oneLine(text))].length;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(width));
}

/** Also makes the text harmless. */
function padEnd(text: string, to: number): string {
  return harmless(text) + " ".repeat(Math.max(0, to - width(text)));
}

/** Also makes the text harmless. */
function padStart(text: string, to: number): string {
  return " ".repeat(Math.max(0, to - width(text))) + harmless(text);
}
