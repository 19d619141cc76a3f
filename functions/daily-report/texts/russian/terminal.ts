import type { TerminalTexts } from "../texts.ts";

export const terminal: TerminalTexts = {
  invented: (date, seed) => `Сутки ${date} вымышленного контакт-центра (зерно ${seed}).`,
  made: (revision, status) => `Редакция ${revision}, ${status}:`,
  progress: (done, slices, sessions, rate) =>
    `частей: ${done} из ${slices}, прочитано сессий: ${sessions}, в секунду: ${rate}`,
  statuses: {
    sent: "отправлена",
    "already sent": "отправлена раньше",
    archived: "в архиве",
    "dry run": "пробный запуск",
  },
};
