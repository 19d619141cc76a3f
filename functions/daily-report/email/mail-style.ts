// The styles are inline, because many mail programs drop a style sheet. The sheet has only the changes for dark and narrow screens.
const font = "font-family:Arial,Helvetica,sans-serif";
const ink = "color:#1f2933";
const muted = "color:#56616c";
const line = "border-top:1px solid #d5dce3";

export const styles = {
  body: `margin:0;padding:0;background-color:#f2f4f7;${ink};${font};-webkit-text-size-adjust:100%`,
  preheader: "display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;opacity:0",
  page: "width:100%;background-color:#f2f4f7",
  margin: "padding:16px 8px",
  card: "width:100%;max-width:680px;background-color:#ffffff;border-collapse:collapse;text-align:left",
  part: "padding:16px 16px 4px 16px",
  footer: `padding:12px 16px 16px 16px;${line}`,
  title: `margin:0 0 4px 0;font-size:22px;line-height:28px;font-weight:bold;${ink};${font};overflow-wrap:anywhere`,
  date: `margin:0 0 8px 0;font-size:16px;line-height:22px;${ink};${font}`,
  fact: `margin:0 0 2px 0;font-size:13px;line-height:19px;${muted};${font};overflow-wrap:anywhere`,
  point: `margin:0 0 6px 0;font-size:14px;line-height:20px;${ink};${font};overflow-wrap:anywhere`,
  lead: "font-weight:bold",
  worse: "font-weight:bold;color:#8f1d14",
  better: "font-weight:bold;color:#1b6e3c",
  heading: `margin:0 0 8px 0;font-size:16px;line-height:22px;font-weight:bold;${ink};${font}`,
  warning: `margin:0;padding:10px 12px;font-size:14px;line-height:20px;font-weight:bold;background-color:#fdecea;color:#8f1d14;${font}`,
  softBox: `margin:0;padding:10px 12px;font-size:14px;line-height:20px;background-color:#eef2f6;${ink};${font}`,
  table: "width:100%;border-collapse:collapse;margin:0 0 6px 0",
  tile: `width:50%;padding:8px 8px 10px 0;vertical-align:top;text-align:left;${line}`,
  label: `font-size:13px;line-height:18px;font-weight:normal;${muted};${font}`,
  figure: `font-size:22px;line-height:28px;font-weight:bold;${ink};${font}`,
  note: `font-size:12px;line-height:17px;${muted};${font}`,
  headText: `padding:4px 4px 4px 0;font-size:12px;line-height:16px;font-weight:bold;text-align:left;vertical-align:bottom;${muted};${font}`,
  headFigure: `padding:4px 0 4px 10px;font-size:12px;line-height:16px;font-weight:bold;text-align:right;vertical-align:bottom;${muted};${font}`,
  name: `padding:6px 4px 6px 0;font-size:13px;line-height:18px;font-weight:normal;text-align:left;vertical-align:top;overflow-wrap:anywhere;${line};${ink};${font}`,
  cell: `padding:6px 0 6px 10px;font-size:13px;line-height:18px;text-align:right;vertical-align:top;white-space:nowrap;${line};${ink};${font}`,
} as const;

/** A class that selects the layout of a table on narrow screens. */
export type TableLayout = "operators";

/**
 * Dark screens change the colours of some classes (`ink`, `muted`, `line`, ...). Narrow screens put a name above its figures.
 * The sheet must not contain characters that HTML escapes.
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
.line{border-color:#3a424b!important}
.warning{background-color:#4a1e1a!important;color:#ffd8d2!important}
.soft{background-color:#2a3138!important}
}
@media (max-width:520px){
.operators tr{display:flex;flex-wrap:wrap}
.operators th.name{flex:0 0 100%;padding-bottom:0!important}
.operators td,.operators th.figure{flex:1 1 0;min-width:0;padding-left:0!important;font-size:12px!important}
.operators th.figure{font-size:11px!important;font-weight:normal!important;letter-spacing:-.3px}
.operators td{border-top:0!important;padding-top:0!important}
.operators tr :nth-child(2),.operators tr :nth-child(3),.operators tr :nth-child(8){flex-grow:.9}
.operators tr :nth-child(4){flex-grow:.68}
.operators tr :nth-child(5){flex-grow:.78}
.operators tr :nth-child(6),.operators tr :nth-child(7){flex-grow:1.12}
.operators thead th.name{display:none}
}`;
