import type { GoalTexts } from "../texts.ts";

export const goals: GoalTexts = {
  atMost: (value) => `до ${value}`,
  exactly: (goal, value) => `${goal} (точно: ${value})`,
  leads: {
    missed: {
      worse: (day) => `${day} — хуже обычного и ниже цели:`,
      better: (day) => `${day} — лучше обычного, но ниже цели:`,
      partly: (day) => `${day} — ниже цели; в целом как обычно, но не везде (см. ниже):`,
      other: (day) => `${day} — ниже цели, и объём необычный:`,
      usual: (day) => `${day} — ниже цели, но как обычно:`,
      unknown: (day) => `${day} — ниже цели:`,
    },
    met: {
      better: (day) => `${day} — лучше обычного, цели достигнуты:`,
      usual: (day) => `${day} — как обычно, цели достигнуты:`,
      unknown: (day) => `${day} — цели достигнуты:`,
    },
  },
  states: {
    missed: {
      worse: "хуже обычного и ниже цели",
      better: "лучше обычного, ниже цели",
      partly: "ниже цели, местами хуже",
      other: "ниже цели, необычный объём",
      usual: "ниже цели, как обычно",
      unknown: "ниже цели",
    },
    met: {
      better: "лучше обычного, цели достигнуты",
      usual: "как обычно, цели достигнуты",
      unknown: "цели достигнуты",
    },
  },
  clauses: {
    missed: (goal) => `, цель ${goal}`,
    close: (goal) => `, близко к цели ${goal}`,
  },
  replies: (value) => `90\u00a0% клиентов получили первый ответ за ${value}`,
  tiles: {
    missed: (goal) => `цель не достигнута (${goal})`,
    close: (goal) => `близко к цели (${goal})`,
    met: (goal) => `цель достигнута (${goal})`,
    unknown: (goal) => `цель ${goal}`,
  },
  figures: {
    sl1: (value) => `вовремя ${value}`,
    lost_rate: (value) => `потеряно ${value}`,
    csi: (value) => `CSI ${value}`,
    csat_top_box: (value) => `оценок 4–5 ${value}`,
    nps: (value) => `NPS ${value}`,
    frt_p90: (value) => `90\u00a0% первых ответов за ${value}`,
  },
  groups: "Группы ниже цели:",
  moreGroups: (count) => `ещё ${count} — в файле Excel`,
  groupNames: (names) => `ниже цели: ${names}`,
  verdicts: { missed: "цель не достигнута", close: "близко к цели", met: "цель достигнута" },
  heads: { goal: "Цель", state: "Итог", value: "Значение" },
  results: { missed: "не достигнута", close: "близко", met: "достигнута" },
  table: "Цели групп",
  tableNote:
    "«Не достигнута»: цель за 95\u00a0% границами. «Близко»: не достигнута, но разницу можно объяснить случаем. Пусто: меньше 10 оценок или сессий.",
  repliesWithin: (share, goal, n) => `${share} из ${n} за ${goal}`,
};
