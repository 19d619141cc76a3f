// The styles are inline, because many mail programs drop a style sheet. The sheet has only the changes for dark and narrow screens.
const font = "font-family:Arial,Helvetica,sans-serif";
const ink = "color:#1f2933";
const muted = "color:#56616c";
const line = "border-top:1px solid #d5dce3";

export const styles = {
  body: `margin:0;padding:0;background-color:#f2f4f7;${ink};${font};-webkit-text-size-adjust:100%`,
  range: "white-space:nowrap",
  preheader: "display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;opacity:0",
  page: "width:100%;background-color:#f2f4f7",
  margin: "padding:16px 8px",
  card: "width:100%;max-width:680px;background-color:#ffffff;border-collapse:collapse;text-align:left",
  part: "padding:16px 16px 4px 16px",
  footer: `padding:12px 16px 16px 16px;${line}`,
  title: `margin:0 0 4px 0;font-size:13px;line-height:18px;${muted};${font};overflow-wrap:anywhere`,
  verdict: `margin:0 0 4px 0;font-size:18px;line-height:25px;font-weight:normal;${ink};${font};overflow-wrap:anywhere`,
  fact: `margin:0 0 2px 0;font-size:13px;line-height:19px;${muted};${font};overflow-wrap:anywhere`,
  point: `margin:0 0 6px 0;font-size:14px;line-height:20px;${ink};${font};overflow-wrap:anywhere`,
  lead: "font-weight:bold",
  link: "font-weight:bold;color:#1c569c;text-decoration:underline",
  worse: "font-weight:bold;color:#8f1d14",
  better: "font-weight:bold;color:#1b6e3c",
  heading: `margin:0 0 8px 0;font-size:16px;line-height:22px;font-weight:bold;${ink};${font}`,
  warning: `margin:0;padding:10px 12px;font-size:14px;line-height:20px;font-weight:bold;background-color:#fdecea;color:#8f1d14;${font}`,
  softBox: `margin:0;padding:10px 12px;font-size:14px;line-height:20px;background-color:#eef2f6;${ink};${font}`,
  actionBox: `margin:0;padding:10px 12px;font-size:14px;line-height:20px;background-color:#fff3d6;color:#5c3800;${font}`,
  table: "width:100%;border-collapse:collapse;margin:0 0 6px 0",
  tile: `width:50%;padding:8px 8px 10px 0;vertical-align:top;text-align:left;${line}`,
  label: `font-size:13px;line-height:18px;font-weight:normal;${muted};${font}`,
  figure: `font-size:28px;line-height:34px;font-weight:bold;${ink};${font}`,
  note: `font-size:12px;line-height:17px;${muted};${font}`,
  state: `font-size:13px;line-height:18px;${ink};${font}`,
  parts: "width:100%;table-layout:fixed;border-collapse:collapse;margin:2px 0 4px 0",
  chart: `width:100%;table-layout:fixed;border-collapse:collapse;margin:2px 0 6px 0`,
  slot: "height:64px;padding:0 1px;vertical-align:bottom",
  barTable: "width:100%;border-collapse:collapse",
  bar: "background-color:#3d6fb6;font-size:0;line-height:0",
  slowBar: "background-color:#b3261e;font-size:0;line-height:0",
  tick: `padding:2px 0 0 1px;font-size:11px;line-height:15px;text-align:left;${line};${muted};${font}`,
  headText: `padding:4px 4px 4px 0;font-size:12px;line-height:16px;font-weight:bold;text-align:left;vertical-align:bottom;${muted};${font}`,
  headFigure: `width:1%;padding:4px 0 4px 6px;font-size:11px;line-height:16px;font-weight:bold;text-align:right;vertical-align:bottom;${muted};${font}`,
  name: `padding:6px 4px 6px 0;font-size:13px;line-height:18px;font-weight:normal;text-align:left;vertical-align:top;overflow-wrap:anywhere;${line};${ink};${font}`,
  cell: `padding:6px 0 6px 9px;font-size:13px;line-height:18px;text-align:right;vertical-align:top;white-space:nowrap;${line};${ink};${font}`,
} as const;

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
