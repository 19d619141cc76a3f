import { type Html, html, toText } from "./html.ts";
import type { MailContent } from "./mail-content.ts";
import { barColours, sheet, styles } from "./mail-style.ts";
import type { Bars, Block, Entry, MailSection, MailTable, Point, TableRow, Tile } from "./section.ts";

/** Draws the mail as an HTML document: one column, no external resources, with light and dark colours. */
export function drawHtml(content: MailContent): string {
  const { language, subject, preheader } = content;
  return toText(html`<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${subject}</title>
<style>${sheet}</style>
</head>
<body class="page ink" style="${styles.body}">
<div style="${styles.preheader}">${preheader}</div>
<div role="main">
<table role="presentation" class="page" style="${styles.page}" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center" style="${styles.margin}">
<table role="presentation" class="card" style="${styles.card}" cellpadding="0" cellspacing="0" border="0">
${headRow(content)}${content.sections.flatMap(sectionRows)}${footerRow(content)}</table>
</td></tr>
</table>
</div>
</body>
</html>
`);
}

function headRow({ title, verdict }: MailContent): Html {
  return row(html`<p class="muted" style="${styles.title}"><bdi>${title}</bdi></p>
<h1 class="ink" style="${styles.verdict}"><bdi>${leadAndRest(verdict)}</bdi></h1>
`);
}

function footerRow({ footer }: MailContent): Html {
  return html`<tr><td class="line" style="${styles.footer}">
${paragraphs(footer)}</td></tr>
`;
}

function sectionRows({ heading, blocks }: MailSection): Html[] {
  const drawn = blocks.map(drawBlock);
  if (heading === null) {
    return drawn.map((block, index) => row(block, blocks[index]?.kind === "lines" ? styles.below : styles.part));
  }
  const headed = html`<h2 class="ink" style="${styles.heading}">${heading}</h2>
${drawn}`;
  return [row(headed)];
}

function row(content: Html, style: string = styles.part): Html {
  return html`<tr><td style="${style}">
${content}</td></tr>
`;
}

function drawBlock(block: Block): Html {
  switch (block.kind) {
    case "lines":
      return html`${paragraphs(block.lines)}`;
    case "points":
      return html`${block.points.map(pointParagraph)}`;
    case "entries":
      return html`${block.entries.map(entryParagraph)}`;
    case "warning":
      return html`<p class="warning" style="${styles.warning}">${block.text}</p>`;
    case "note":
      return html`<p class="soft ink" style="${styles.softBox}">${block.text}</p>`;
    case "action":
      return html`<p class="action" style="${styles.actionBox}">${block.text}${linkList(block.links)}</p>`;
    case "bars":
      return barChart(block);
    case "tiles":
      return tileTable(block.tiles);
    case "table":
      return figureTable(block);
  }
}

function paragraphs(lines: readonly string[]): Html[] {
  return lines.map(
    (line) => html`<p class="muted" style="${styles.fact}"><bdi>${unbroken(line)}</bdi></p>
`,
  );
}

function pointParagraph(point: Point): Html {
  return html`<p class="ink" style="${styles.point}"><bdi>${leadAndRest(point)}</bdi></p>
`;
}

/** In the colour of the text before them. */
function linkList(links: readonly { text: string; link: string }[]): Html[] {
  return links.map(
    ({ text, link }, index) =>
      html`${index === 0 ? " " : ", "}<a href="${link}" style="color:inherit"><bdi>${text}</bdi></a>`,
  );
}

function entryParagraph({ lead, rest, link, id }: Entry): Html {
  const first =
    link === null ? html`<b>${lead}</b>` : html`<a class="link" href="${link}" style="${styles.link}">${lead}</a>`;
  const last = link === null ? html` <span class="muted" style="${styles.note}">${id}</span>` : [];
  return html`<p class="ink" style="${styles.point}"><bdi>${first}${rest}</bdi>${last}</p>
`;
}

function leadAndRest({ lead, rest, tone }: Point): Html {
  const tinted = tone === null ? [] : html` class="${tone}" style="${styles[tone]}"`;
  const first = lead === "" ? [] : html`<b${tinted}>${lead}</b>`;
  return html`${first}${unbroken(rest)}`;
}

const RANGES = /(\d[\d:]*–\d[\d:]*(?:\u00a0\p{L}+)?)/u;

/** Keeps the range of numbers "12–13 h" on one line; browsers break lines after its dash. */
function unbroken(text: string): Html[] {
  return text
    .split(RANGES)
    .map((piece, index) => (index % 2 === 0 ? html`${piece}` : html`<span style="${styles.range}">${piece}</span>`));
}

/** Two tiles side by side. */
function tileTable(tiles: readonly Tile[]): Html {
  const pairs = tiles.flatMap((tile, index) => (index % 2 === 0 ? [[tile, tiles[index + 1]]] : []));
  return html`<table role="presentation" style="${styles.table}" cellpadding="0" cellspacing="0" border="0">
${pairs.map(
  (pair) => html`<tr>${pair.map((tile) => tileCell(tile))}</tr>
`,
)}</table>
`;
}

/** If the number of tiles is odd, the last one has an empty cell beside it. */
function tileCell(tile: Tile | undefined): Html {
  if (tile === undefined) return html`<td class="line" style="${styles.tile}"></td>`;
  const { label, figure, usually, parts, note } = tile;
  const usual = usually === null ? [] : html`<span class="muted" style="${styles.usual}"> ${usually}</span>`;
  return html`<td class="line" style="${styles.tile}">
<div class="muted" style="${styles.label}">${unbroken(label)}</div>
<div class="ink" style="${styles.figure}">${figure}${usual}</div>
${statesLine(tile)}${parts === null ? [] : partsBar(parts)}<div class="muted" style="${styles.note}">${unbroken(note)}</div>
</td>`;
}

/** Whether the figure is usual and meets its goal, in one line if both fit. */
function statesLine({ state, goal }: Tile): Html[] {
  const known = [state, goal].filter((said) => said !== null);
  if (known.length === 0) return [];
  const said = known.map(({ text, tone }, index) => {
    const tinted = tone === null ? [] : html` class="${tone}" style="${styles[tone]}"`;
    return html`${index === 0 ? "" : "; "}<span${tinted}>${text}</span>`;
  });
  return [
    html`<div class="ink" style="${styles.state}">${said}</div>
`,
  ];
}

const PART_COLOURS = ["#2e7d4f", "#b8c1cb", "#b3261e"];

/** The note below the bar says what it shows. */
function partsBar(parts: readonly number[]): Html {
  const cells = parts.map((share, index) =>
    share === 0
      ? html``
      : html`<td width="${String(share)}%" style="height:8px;font-size:0;line-height:0;background-color:${PART_COLOURS[index] ?? ""}"></td>`,
  );
  return html`<table role="presentation" aria-hidden="true" style="${styles.parts}" cellpadding="0" cellspacing="0" border="0"><tr>${cells}</tr></table>
`;
}

/** In pixels. */
const HIGHEST_BAR = 64;
const LOWEST_BAR = 2;

/** Bars of table cells, because mail programs draw neither SVG nor images of the mail. A sentence beside them says the same. */
function barChart({ bars, ticks, barsPerTick }: Bars): Html {
  const cells = bars.map(({ share, isWorse }) => {
    const height = String(Math.max(LOWEST_BAR, Math.round(HIGHEST_BAR * share)));
    const colour = isWorse ? "slow" : "bar";
    return html`<td style="${styles.slot}"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td height="${height}" class="${colour}" bgcolor="${barColours[colour]}" style="${styles.bar}"></td></tr></table></td>`;
  });
  const names = ticks.map(
    (tick, index) =>
      html`<td class="line muted" colspan="${String(Math.min(barsPerTick, bars.length - barsPerTick * index))}" style="${styles.tick}">${tick}</td>`,
  );
  return html`<table role="presentation" aria-hidden="true" style="${styles.chart}" cellpadding="0" cellspacing="0" border="0">
<tr height="${String(HIGHEST_BAR)}" valign="bottom">${cells}</tr>
<tr>${names}</tr>
</table>
`;
}

function figureTable({ nameHead, heads, rows }: MailTable): Html {
  return html`<table style="${styles.table}" cellpadding="0" cellspacing="0" border="0">
<thead><tr valign="bottom"><th scope="col" class="name muted" style="${styles.headText}">${nameHead}</th>${heads.map(
    (head) => html`<th scope="col" class="figure muted" style="${styles.headFigure}">${head}</th>`,
  )}</tr></thead>
<tbody>
${rows.map(figureRow)}</tbody>
</table>
`;
}

function figureRow({ name, figures, isTotal }: TableRow): Html {
  const weight = isTotal ? ";font-weight:bold" : "";
  const cells = figures.map(
    (figure) => html`<td class="line ink" align="right" nowrap="" style="${styles.cell}${weight}">${figure}</td>`,
  );
  return html`<tr valign="top"><th scope="row" class="name line ink" style="${styles.name}${weight}"><bdi>${name}</bdi></th>${cells}</tr>
`;
}
