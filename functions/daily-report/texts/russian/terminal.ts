import type { TerminalTexts } from "../texts.ts";

export const terminal: TerminalTexts = {
  invented: (date, seed) => `Сутки ${date} вымышленного контакт-центра (зерно ${seed}).`,
  made: (revision, status) => `Редакция ${revision}, ${status}:`,
  statuses: {
    sent: "отправлена",
    "already sent": "отправлена раньше",
    archived: "в архиве",
    "dry run": "пробный запуск",
  },
};
