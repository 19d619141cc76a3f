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
  marks: "Оценки NPS от 0 до 10",
  mark: "Оценка",
  marksDescription: (ratings, groups) =>
    `Столбчатая диаграмма оценок NPS от 0 до 10. Всего оценок: ${ratings}. ${groups}.`,
  groups: {
    detractors: (ratings) => `Критики, 0–6: ${ratings}`,
    passives: (ratings) => `Нейтралы, 7–8: ${ratings}`,
    promoters: (ratings) => `Промоутеры, 9–10: ${ratings}`,
  },
  hoursDescription: (busiest, sessions) =>
    `Столбчатая диаграмма по часам. Больше всего сессий: ${busiest} (${sessions}).`,
};
