import type { TerminalTexts } from "../texts.ts";

export const terminal: TerminalTexts = {
  invented: (date, seed) => `An invented contact centre's ${date} (seed ${seed}).`,
  made: (revision, status) => `Revision ${revision}, ${status}:`,
  statuses: { sent: "sent", "already sent": "already sent", archived: "archived", "dry run": "dry run" },
};
