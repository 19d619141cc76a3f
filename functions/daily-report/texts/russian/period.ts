import type { PeriodTexts } from "../texts.ts";

export const period: PeriodTexts = {
  week: (number, dates) => `неделя ${number}, ${dates}`,
  missing: (of, days) => ({
    one: `В архиве нет # дня из ${of}: ${days}. Показатели охватывают остальные.`,
    few: `В архиве нет # дней из ${of}: ${days}. Показатели охватывают остальные.`,
    many: `В архиве нет # дней из ${of}: ${days}. Показатели охватывают остальные.`,
    other: `В архиве нет # дня из ${of}: ${days}. Показатели охватывают остальные.`,
  }),
  incomplete: (days) => `Получены не все сессии за дни: ${days}.`,
  mergedAt: (instant, known, of, report) => `Собрано из архива ${instant}; дней отчёта ${report}: ${known} из ${of}.`,
  ofThisTime: { week: "за эту неделю", month: "за этот месяц" },
  complete: {
    week: "Данные полные: получены все сессии, которые TWIN показывает за эту неделю.",
    month: "Данные полные: получены все сессии, которые TWIN показывает за этот месяц.",
  },
  noSessions: { week: "За эту неделю сессий не было.", month: "За этот месяц сессий не было." },
  noSessionsButSpam: { week: "За эту неделю был только спам.", month: "За этот месяц был только спам." },
  shareOf: {
    week: (share) => `${share} сессий за неделю`,
    month: (share) => `${share} сессий за месяц`,
  },
  madeBy: {
    week: (report, revision) => `Отчёт «${report}», версия\u00a0${revision}.`,
    month: (report, revision) => `Отчёт «${report}», версия\u00a0${revision}.`,
  },
};
