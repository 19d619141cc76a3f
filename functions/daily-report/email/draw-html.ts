import { type Html, html, toText } from "./html.ts";
import type { MailContent } from "./mail-content.ts";
import { sheet, styles } from "./mail-style.ts";
import type { OperatorLine, OperatorLines } from "./operator-lines.ts";
import type { Tile } from "./tiles.ts";

/** The mail as an HTML document: one column, nothing loaded from elsewhere, light and dark. */
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
${partsOf(content)}</table>
</td></tr>
</table>
</body>
</html>
`);
}

function partsOf({
  title,
  date,
  facts,
  possibleRepeat,
  warnings,
  noSessions,
  figures,
  operators,
  data,
  footer,
}: MailContent): Html[] {
  return [
    row(html`<h1 class="ink" style="${styles.title}"><bdi>${title}</bdi></h1>
<p class="ink" style="${styles.date}">${date}</p>
${paragraphs(facts)}`),
    ...(possibleRepeat === null ? [] : [softBox(possibleRepeat)]),
    ...warnings.map((warning) => row(html`<p class="warning" style="${styles.warning}">${warning}</p>`)),
    ...(noSessions === null ? [] : [softBox(noSessions)]),
    ...(figures.tiles.length === 0 ? [] : [section(figures.heading, tileTable(figures.tiles))]),
    ...(operators.lines.length === 0 ? [] : [section(operators.heading, operatorTable(operators))]),
    ...data.map(({ heading, lines }) => section(heading, paragraphs(lines))),
    html`<tr><td class="line" style="${styles.footer}">
${paragraphs(footer)}</td></tr>
`,
  ];
}

function row(content: Html | readonly Html[]): Html {
  return html`<tr><td style="${styles.part}">
${content}</td></tr>
`;
}

function softBox(sentence: string): Html {
  return row(html`<p class="soft ink" style="${styles.softBox}">${sentence}</p>`);
}

function section(heading: string, content: Html | readonly Html[]): Html {
  return row(html`<h2 class="ink" style="${styles.heading}">${heading}</h2>
${content}`);
}

function paragraphs(lines: readonly string[]): Html[] {
  return lines.map(
    (line) => html`<p class="muted" style="${styles.fact}"><bdi>${line}</bdi></p>
`,
  );
}

/** Two figures side by side. */
function tileTable(tiles: readonly Tile[]): Html {
  const pairs = tiles.flatMap((tile, index) => (index % 2 === 0 ? [[tile, tiles[index + 1]]] : []));
  return html`<table role="presentation" style="${styles.table}" cellpadding="0" cellspacing="0" border="0">
${pairs.map(
  (pair) => html`<tr>${pair.map((tile) => tileCell(tile))}</tr>
`,
)}</table>
`;
}

/** An odd figure at the end has an empty place beside it. */
function tileCell({ label, figure, note }: Tile = { label: "", figure: "", note: "" }): Html {
  return html`<td class="line" style="${styles.tile}">
<div class="muted" style="${styles.label}">${label}</div>
<div class="ink" style="${styles.figure}">${figure}</div>
<div class="muted" style="${styles.note}">${note}</div>
</td>`;
}

function operatorTable({ heads: [nameHead = "", ...heads], lines, notShown, legend }: OperatorLines): Html {
  return html`<table class="operators" style="${styles.table}" cellpadding="0" cellspacing="0" border="0">
<thead><tr><th scope="col" class="name muted" style="${styles.headText}">${nameHead}</th>${heads.map(
    (head) => html`<th scope="col" class="figure muted" style="${styles.headFigure}">${head}</th>`,
  )}</tr></thead>
<tbody>
${lines.map(operatorRow)}</tbody>
</table>
${paragraphs(notShown === null ? legend : [notShown, ...legend])}`;
}

function operatorRow({ name, figures, isTotal }: OperatorLine): Html {
  const weight = isTotal ? ";font-weight:bold" : "";
  const cells = figures.map((figure) => html`<td class="line ink" style="${styles.cell}${weight}">${figure}</td>`);
  return html`<tr><th scope="row" class="name line ink" style="${styles.name}${weight}"><bdi>${name}</bdi></th>${cells}</tr>
`;
}
