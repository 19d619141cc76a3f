import type { TerminalTexts } from "../texts.ts";

export const terminal: TerminalTexts = {
  invented: (date, seed) => `Вымышленный контакт-центр, ${date} (seed ${seed}).`,
  incident: (channel, from, to) => `С ${from} до ${to} в канале ${channel} никто не отвечал.`,
  earlierDays: (done, of) => `предыдущие 8 недель: день ${done} из ${of}`,
  made: (revision, status) => `Версия ${revision}, ${status}:`,
  progress: (sessions, declared) => `сессий: ${sessions} из ${declared}`,
  pace: (rate, left) => `, в секунду: ${rate}, осталось около ${left}`,
  statuses: {
    sent: "отправлена",
    "already sent": "отправлена раньше",
    archived: "в архиве",
    "dry run": "пробный запуск",
  },
  file: {
    days: { one: "# день", few: "# дня", many: "# дней", other: "# дня" },
    none: "В файле нет сессий.",
    oneDay: (date, zone, sessions) => `В файле один день: ${date} (${zone}), ${sessions}.`,
    someDays: (days, zone) => `В файле ${days} (${zone}):`,
    day: (date, sessions) => `${date}: ${sessions}`,
    manyDays: (days, from, to, zone, sessions) => `В файле ${days} с ${from} по ${to} (${zone}), ${sessions}.`,
    lastWholeDay: (date) => `Отчёт за ${date}, последний полный день; другой день задаёт --date.`,
    fullestDay: (date) =>
      `Полных дней в файле нет, поэтому отчёт за ${date}, где сессий больше всего; другой день задаёт --date.`,
    nothingOf: (date) => `За ${date} в файле нет сессий.`,
    part: (held, declared) =>
      `В файле только часть списка (сессий: ${held} из ${declared}), и показатели охватывают только её.`,
  },
};
