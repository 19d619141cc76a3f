import type { TerminalTexts } from "../texts.ts";

export const terminal: TerminalTexts = {
  invented: (date, seed) => `An invented contact centre's ${date} (seed ${seed}).`,
  made: (revision, status) => `Revision ${revision}, ${status}:`,
  progress: (done, slices, sessions, rate) =>
    `${done} of ${slices} slices, sessions read: ${sessions}, a second: ${rate}`,
  statuses: { sent: "sent", "already sent": "already sent", archived: "archived", "dry run": "dry run" },
};
