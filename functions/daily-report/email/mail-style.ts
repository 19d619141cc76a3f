// The styles are inline, because many mail programs drop a style sheet. The sheet has only the changes for dark and narrow screens.
// They are short, because Gmail cuts a mail at 102 kB and the cells of tables repeat them: "font" says weight, size, line height and
// family at once, and every cell says it, because Outlook does not hand it down into tables.
const font = (sizes: string) => `font:${sizes} Arial,sans-serif`;
const ink = "color:#1f2933";
const muted = "color:#56616c";
const line = "border-top:1px solid #d5dce3";
const wrap = "overflow-wrap:anywhere";

export const styles = {
  body: `margin:0;padding:0;background-color:#f2f4f7;${ink};${font("14px/20px")};-webkit-text-size-adjust:100%`,
  range: "white-space:nowrap",
  preheader: "display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;opacity:0",
  page: "width:100%;background-color:#f2f4f7",
  margin: "padding:16px 8px",
  card: "width:100%;max-width:680px;background-color:#ffffff;border-collapse:collapse;text-align:left",
  part: "padding:16px 16px 4px 16px",
  /** Lines without a heading, which belong to what is above them. */
  below: "padding:0 16px 4px 16px",
  footer: `padding:12px 16px 16px 16px;${line}`,
  title: `margin:0 0 4px 0;${muted};${font("13px/18px")};${wrap}`,
  verdict: `margin:0 0 4px 0;${ink};${font("18px/25px")};${wrap}`,
  fact: `margin:0 0 2px;${muted};${font("13px/19px")};${wrap}`,
  point: `margin:0 0 6px;${ink};${font("14px/20px")};${wrap}`,
  link: "font-weight:bold;color:#1c569c;text-decoration:underline",
  worse: "font-weight:bold;color:#8f1d14",
  better: "font-weight:bold;color:#1b6e3c",
  heading: `margin:0 0 8px 0;${ink};${font("bold 16px/22px")}`,
  warning: `margin:0;padding:10px 12px;background-color:#fdecea;color:#8f1d14;${font("bold 14px/20px")}`,
  softBox: `margin:0;padding:10px 12px;background-color:#eef2f6;${ink};${font("14px/20px")}`,
  actionBox: `margin:0;padding:10px 12px;background-color:#fff3d6;color:#5c3800;${font("14px/20px")}`,
  table: "width:100%;border-collapse:collapse;margin:0 0 6px 0",
  tile: `width:50%;padding:6px 12px 8px 0;vertical-align:top;text-align:left;${line}`,
  label: `${muted};${font("12px/18px")}`,
  figure: `${ink};${font("bold 24px/30px")}`,
  usual: `white-space:nowrap;${muted};${font("11px/16px")}`,
  note: `${muted};${font("12px/17px")}`,
  state: `${ink};${font("13px/18px")}`,
  parts: "width:100%;table-layout:fixed;border-collapse:collapse;margin:2px 0 4px 0",
  chart: `width:100%;table-layout:fixed;border-collapse:collapse;margin:2px 0 6px 0`,
  slot: "padding:0 1px",
  /** Outlook gives an empty cell the height of a line of text. */
  bar: "font-size:0;line-height:0",
  tick: `padding:2px 0 0 1px;text-align:left;${line};${muted};${font("11px/15px")}`,
  headText: `padding:4px 4px 4px 0;text-align:left;${muted};${font("10px/14px")}`,
  headFigure: `width:1%;padding:4px 0 4px 6px;text-align:right;${muted};${font("10px/14px")}`,
  name: `padding:6px 0;text-align:left;${wrap};${line};${ink};${font("12px/18px")}`,
  /** Its cells have the attribute `nowrap`, which is shorter than the property. */
  cell: `padding:6px 0 6px 6px;${line};${ink};${font("12px/18px")}`,
} as const;

/** The colours of bars, as the attribute `bgcolor`. */
export const barColours = { bar: "#3d6fb6", slow: "#b3261e" } as const;

/**
 * Dark screens change the colours of some classes (`ink`, `muted`, `line`, ...). The sheet must not contain characters that HTML escapes.
 */
export const sheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:#14181d!important}
.card{background-color:#1d2228!important}
.ink{color:#e7ebef!important}
.muted{color:#a5b0bb!important}
.worse{color:#ffb4a9!important}
.better{color:#8fdcae!important}
.link{color:#9cc4f5!important}
.line{border-color:#3a424b!important}
.warning{background-color:#4a1e1a!important;color:#ffd8d2!important}
.soft{background-color:#2a3138!important}
.action{background-color:#453511!important;color:#ffe3a6!important}
.bar{background-color:#7fa6dc!important}
.slow{background-color:#f28b82!important}
}`;
