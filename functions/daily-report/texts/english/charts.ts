import type { ChartTexts } from "../chart-texts.ts";

export const charts: ChartTexts = {
  usual: (on) => `usual ${on}`,
  trendNotes: {
    day: (on) =>
      `Each line ends with this day. The dots are days of the same weekday; the dashed lines show what is usual ${on}. A gap in a line is a day without a figure. The numbers are in the table below the charts.`,
    week: (on) =>
      `Each line ends with this week. The dashed lines show what is usual ${on}. A gap in a line is a week without a figure. The numbers are in the table below the charts.`,
    month: (on) =>
      `Each line ends with this month. The dashed lines show what is usual ${on}. A gap in a line is a month without a figure. The numbers are in the table below the charts.`,
  },
  trendDescription: ({ title, dates, lowest, highest, last }) =>
    `Line chart: ${title}, ${dates}. From ${lowest} to ${highest}; at the end ${last}.`,
  limitsDescription: (on, low, high) => `Usual ${on}: from ${low} to ${high}.`,
  hours: "Sessions per hour",
  hour: "Hour, number",
  marks: "NPS ratings from 0 to 10",
  mark: "Rating",
  marksDescription: (ratings, groups) => `Column chart of the NPS ratings from 0 to 10, ${ratings} in all. ${groups}.`,
  groups: {
    detractors: (ratings) => `Detractors, 0–6: ${ratings}`,
    passives: (ratings) => `Passives, 7–8: ${ratings}`,
    promoters: (ratings) => `Promoters, 9–10: ${ratings}`,
  },
  hoursDescription: (busiest, sessions) =>
    `Column chart of the hours of the day. Most sessions: ${busiest} (${sessions}).`,
};
