import type { ChartTexts } from "../chart-texts.ts";

export const charts: ChartTexts = {
  usual: (on) => `обычно ${on}`,
  trendNotes: {
    day: (on) =>
      `Линия заканчивается этим днём. Точки — такие же дни недели; пунктир — пределы, обычные ${on}. Разрыв линии — день без значения. Числа — в таблице под графиками.`,
    week: (on) =>
      `Линия заканчивается этой неделей. Пунктир — пределы, обычные ${on}. Разрыв линии — неделя без значения. Числа — в таблице под графиками.`,
    month: (on) =>
      `Линия заканчивается этим месяцем. Пунктир — пределы, обычные ${on}. Разрыв линии — месяц без значения. Числа — в таблице под графиками.`,
  },
  trendDescription: ({ title, dates, lowest, highest, last }) =>
    `График: ${title}, ${dates}. От ${lowest} до ${highest}; в конце ${last}.`,
  limitsDescription: (on, low, high) => `Обычно ${on}: от ${low} до ${high}.`,
  hours: "Сессии по часам",
  hour: "Час, номер",
  hoursDescription: (busiest, sessions) =>
    `Столбчатая диаграмма по часам. Больше всего сессий: ${busiest} (${sessions}).`,
};
