import { type Html, html, toText } from "./html.ts";
import type { MailContent } from "./mail-content.ts";
import { sheet, styles } from "./mail-style.ts";
import type { Block, MailSection, MailTable, Point, TableRow, Tile } from "./section.ts";

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
<table role="presentation" class="page" style="${styles.page}" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center" style="${styles.margin}">
<table role="presentation" class="card" style="${styles.card}" cellpadding="0" cellspacing="0" border="0">
${headRow(content)}${content.sections.flatMap(sectionRows)}${footerRow(content)}</table>
</td></tr>
</table>
</body>
</html>
`);
}

function headRow({ title, date, facts }: MailContent): Html {
  return row(html`<h1 class="ink" style="${styles.title}"><bdi>${title}</bdi></h1>
<p class="ink" style="${styles.date}">${date}</p>
${paragraphs(facts)}`);
}

function footerRow({ footer }: MailContent): Html {
  return html`<tr><td class="line" style="${styles.footer}">
${paragraphs(footer)}</td></tr>
`;
}

function sectionRows({ heading, blocks }: MailSection): Html[] {
  const drawn = blocks.map(drawBlock);
  if (heading === null) return drawn.map(row);
  const headed = html`<h2 class="ink" style="${styles.heading}">${heading}</h2>
${drawn}`;
  return [row(headed)];
}

function row(content: Html): Html {
  return html`<tr><td style="${styles.part}">
${content}</td></tr>
`;
}

function drawBlock(block: Block): Html {
  switch (block.kind) {
    case "lines":
      return html`${paragraphs(block.lines)}`;
    case "points":
      return html`${block.points.map(pointParagraph)}`;
    case "warning":
      return html`<p class="warning" style="${styles.warning}">${block.text}</p>`;
    case "note":
      return html`<p class="soft ink" style="${styles.softBox}">${block.text}</p>`;
    case "tiles":
      return tileTable(block.tiles);
    case "table":
      return figureTable(block);
  }
}

function paragraphs(lines: readonly string[]): Html[] {
  return lines.map(
    (line) => html`<p class="muted" style="${styles.fact}"><bdi>${line}</bdi></p>
`,
  );
}

function pointParagraph({ lead, rest, tone }: Point): Html {
  const tinted = tone === null ? html` style="${styles.lead}"` : html` class="${tone}" style="${styles[tone]}"`;
  const first = lead === "" ? [] : html`<b${tinted}>${lead}</b>`;
  return html`<p class="ink" style="${styles.point}"><bdi>${first}${rest}</bdi></p>
`;
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
function tileCell({ label, figure, note }: Tile = { label: "", figure: "", note: "" }): Html {
  return html`<td class="line" style="${styles.tile}">
<div class="muted" style="${styles.label}">${label}</div>
<div class="ink" style="${styles.figure}">${figure}</div>
<div class="muted" style="${styles.note}">${note}</div>
</td>`;
}

function figureTable({ nameHead, heads, rows, layout }: MailTable): Html {
  const narrow = layout === null ? [] : html` class="${layout}"`;
  return html`<table${narrow} style="${styles.table}" cellpadding="0" cellspacing="0" border="0">
<thead><tr><th scope="col" class="name muted" style="${styles.headText}">${nameHead}</th>${heads.map(
    (head) => html`<th scope="col" class="figure muted" style="${styles.headFigure}">${head}</th>`,
  )}</tr></thead>
<tbody>
${rows.map(figureRow)}</tbody>
</table>
`;
}

function figureRow({ name, figures, isTotal }: TableRow): Html {
  const weight = isTotal ? ";font-weight:bold" : "";
  const cells = figures.map((figure) => html`<td class="line ink" style="${styles.cell}${weight}">${figure}</td>`);
  return html`<tr><th scope="row" class="name line ink" style="${styles.name}${weight}"><bdi>${name}</bdi></th>${cells}</tr>
`;
}
