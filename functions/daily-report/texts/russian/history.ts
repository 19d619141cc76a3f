import type { HistoryTexts } from "../history-texts.ts";

const weekday = (on: string, as: string, earlier: string): HistoryTexts["alike"]["monday"] => ({
  on: `по ${on}`,
  as: `для ${as}`,
  earlier: `прежних ${earlier}`,
});

const named = (kind: string) => (name: string) => `${kind} ${name}`;

/** `rows` in the dative plural. */
const sharesOver = (rows: string): HistoryTexts["drivers"]["shares"]["channels"] => ({
  ofMore: (share) => `${share} всего избытка по ${rows}`,
  ofFewer: (share) => `${share} всей нехватки по ${rows}`,
});

/** `rows` in the genitive plural. */
const mixOf = (rows: string) => (difference: string, mix: string, rate: string) =>
  `Из ${difference} пункта на состав ${rows} приходится ${mix}, на показатели самих ${rows} —\u00a0${rate}.`;

export const history: HistoryTexts = {
  alike: {
    sunday: weekday("воскресеньям", "воскресенья", "воскресений"),
    monday: weekday("понедельникам", "понедельника", "понедельников"),
    tuesday: weekday("вторникам", "вторника", "вторников"),
    wednesday: weekday("средам", "среды", "сред"),
    thursday: weekday("четвергам", "четверга", "четвергов"),
    friday: weekday("пятницам", "пятницы", "пятниц"),
    saturday: weekday("субботам", "субботы", "суббот"),
    week: { on: "за 8 недель до этого", as: "для недели", earlier: "прежних недель" },
    month: { on: "за 8 месяцев до этого", as: "для месяца", earlier: "прежних месяцев" },
  },
  units: {
    day: { one: "# день", few: "# дня", many: "# дней", other: "# дня" },
    week: { one: "# неделя", few: "# недели", many: "# недель", other: "# недели" },
    month: { one: "# месяц", few: "# месяца", many: "# месяцев", other: "# месяца" },
  },
  overAll: (of) => `за ${of} до этого`,
  overSome: (known, of) => `за ${known} из ${of} до этого`,
  verdicts: { usual: "как обычно", unusually_high: "выше обычного", unusually_low: "ниже обычного" },
  usual: {
    heading: "Как обычно?",
    holiday: "В настройках отчёта этот день — праздник; он сравнивается с обычными днями.",
    unusual: (title, value, verdict) => `${title}: ${value}, ${verdict}`,
    range: (low, high, on) => `; обычно ${on} от ${low} до ${high}.`,
    change: (over, before, low, high) => `Было ${before} ${over}: разница не случайна (от ${low} до ${high} пункта).`,
    only: (title, value) => `${title}: ${value}`,
    within: ", в ожидаемых пределах",
    butChange: (over, before, low, high) =>
      `, но ${over} — ${before}: разница не случайна (от ${low} до ${high} пункта).`,
    all: (as) => ({
      one: `Всё как обычно ${as}: # показатель в ожидаемых пределах.`,
      few: `Всё как обычно ${as}: все # показателя в ожидаемых пределах.`,
      many: `Всё как обычно ${as}: все # показателей в ожидаемых пределах.`,
      other: `Всё как обычно ${as}: все # показателя в ожидаемых пределах.`,
    }),
    others: {
      one: "Ещё # показатель — как обычно.",
      few: "Ещё # показателя — как обычно.",
      many: "Ещё # показателей — как обычно.",
      other: "Ещё # показателя — как обычно.",
    },
    tooFew: (earlier, known, needed) =>
      `Сказать, что обычно, пока нельзя: ${earlier} известно ${known}, а нужно хотя бы ${needed}.`,
  },
  drivers: {
    heading: (time) => `В чём отличие от ${time} до этого`,
    intro: (title, difference) => `${title}, ${difference} пункта:`,
    rows: {
      channels: named("Канал"),
      groups: named("Группа"),
      hours: named("Час"),
      bots: named("Бот"),
      operators: named("Оператор"),
    },
    without: {
      channels: "Сессии без канала",
      groups: "Сессии без группы",
      hours: "Сессии без часа",
      bots: "Сессии без бота",
      operators: "Сессии без оператора",
    },
    ratings: { one: "# оценка", few: "# оценки", many: "# оценок", other: "# оценки" },
    driven: {
      lost_rate: (counts, value, usual) => `потеряно ${counts} (${value}), обычно ${usual}`,
      sl1: (counts, value, usual) => `вовремя отвечено в ${counts} (${value}), обычно ${usual}`,
      csat_top_box: (counts, value, usual) => `довольны ${counts} (${value}), обычно ${usual}`,
      nps: (counts, value, usual) => `NPS ${value} (${counts}), обычно ${usual}`,
    },
    more: (count) => `на ${count} больше обычного`,
    fewer: (count) => `на ${count} меньше обычного`,
    shares: {
      channels: sharesOver("каналам"),
      groups: sharesOver("группам"),
      hours: sharesOver("часам"),
      bots: sharesOver("ботам"),
      operators: sharesOver("операторам"),
    },
    mix: {
      channels: mixOf("каналов"),
      hours: mixOf("часов"),
      bots: mixOf("ботов"),
      operators: mixOf("операторов"),
    },
  },
  before: {
    heading: (time) => `${time} до этого`,
    known: (known, time) => `Известно: ${known} из ${time}.`,
    leftOut: (list) => `Не учтены: ${list}.`,
    reasons: {
      holiday: "праздник",
      unreadable: "файл не читается",
      zone: "другой часовой пояс",
      filters: "другой отбор",
      settings: "другая норма первого ответа",
      versions: "другая формула",
      incomplete: "получены не все сессии",
    },
    ofMetrics: (reason, titles) => `${reason}; показатели: ${titles}`,
    thisOne: { day: "День", week: "Неделя", month: "Месяц" },
    compared: {
      csat_top_box: (value, n, mean) => `довольны ${value} из ${n}, у всех операторов ${mean}`,
      sl1: (value, n, mean) => `вовремя отвечено в ${value} из ${n}, у всех операторов ${mean}`,
      lost_rate: (value, n, mean) => `потеряно ${value} из ${n}, у всех операторов ${mean}`,
    },
    places: {
      within: "в границах",
      above_95: "выше границы 95\u00a0%",
      below_95: "ниже границы 95\u00a0%",
      above_998: "выше границы 99,8\u00a0%",
      below_998: "ниже границы 99,8\u00a0%",
    },
    placesNote: "Границы 99,8\u00a0%: случайно за ними оказывается примерно 1 оператор из 500.",
    trends: {
      day: { better: "во вторые две недели лучше", worse: "во вторые две недели хуже" },
      week: { better: "в последние 4 недели лучше", worse: "в последние 4 недели хуже" },
      month: { better: "в последние 4 месяца лучше", worse: "в последние 4 месяца хуже" },
    },
    nobody: "Ни один оператор не отличается от других настолько, чтобы это нельзя было объяснить случаем.",
  },
  again: {
    heading: "Прошлые дни, прочитанные заново",
    change: (title, before, after) => `${title} — было ${before}, стало ${after}`,
    moreDays: {
      one: "Изменился ещё # день, см. лист «Сравнение» в книге.",
      few: "Изменились ещё # дня, см. лист «Сравнение» в книге.",
      many: "Изменились ещё # дней, см. лист «Сравнение» в книге.",
      other: "Изменились ещё # дня, см. лист «Сравнение» в книге.",
    },
    notRead: (days, reason) => `Не прочитаны заново: ${days} (${reason}).`,
    reasons: {
      failed: "прочитать не удалось",
      time: "не хватило времени",
      settings: "сделаны с другими настройками",
    },
  },
  sheet: {
    notes: {
      usual:
        "Как считаются «обычно», «не случайно» и ожидаемые пределы и как часто такие выводы ошибочны: файл docs/metrics.md проекта daily-report, раздел 8.",
      before: "Пустая ячейка — сравнить не с чем.",
    },
    tables: {
      usual: "Главные показатели",
      drivers: "В чём отличие",
      parts: "Состав и показатели",
      trend: "Главные показатели по датам",
      again: "Прошлые дни, прочитанные заново",
      notRead: "Не прочитаны заново",
      leftOut: "Не учтены",
    },
    tableNotes: {
      usual: "Разница процентов и NPS — в пунктах.",
      drivers:
        "Строки, которые отличаются от самих себя за время до этого больше, чем бывает случайно. Они показывают, где разница, а не почему.",
      parts:
        "Разница = состав + показатели, в пунктах. Состав: каких-то строк стало больше или меньше; показатели: сами строки стали лучше или хуже.",
      operators:
        "За время до этого, без самого отчёта. Границы показателя — 95 %. Положение: за границами, в которых случай держит 95 % или 99,8 % одинаковых операторов. Место: 1 — лучшее.",
      again: "Только дни, главные показатели которых изменились.",
    },
    heads: {
      usualLow: "Обычно от",
      usualHigh: "Обычно до",
      verdict: "Как обычно?",
      judgement: "Лучше или хуже",
      known: "Известно",
      difference: "Разница, пункты",
      differenceLow: "Разница от",
      differenceHigh: "Разница до",
      isReal: "Не случайна",
      breakdown: "Разбивка",
      row: "Строка",
      hits: "Сосчитано",
      n: "Из",
      hitsBefore: "Сосчитано раньше",
      nBefore: "Из, раньше",
      valueBefore: "Значение раньше",
      excess: "Больше обычного",
      share: "Доля избытка",
      mix: "Состав",
      rate: "Показатели",
      place: "Положение",
      trend: "Вторая половина",
      date: "Дата",
      revision: "Редакция",
      was: "Было",
      wasN: "n было",
      is: "Стало",
      isN: "n стало",
    },
    breakdowns: { channels: "Каналы", groups: "Группы", hours: "Часы", bots: "Боты", operators: "Операторы" },
    judgements: { better: "лучше", worse: "хуже" },
    trends: { higher: "выше", lower: "ниже", steady: "без перемен" },
    operatorsBy: (title) => `Операторы: ${title}`,
    allOperators: "Все операторы",
    mostOperators: (shown) => `Показаны первые операторы, не больше ${shown}.`,
    rules: [
      {
        title: "Обычно",
        text: "Ожидаемые пределы — среднее того же дня недели за 8 недель до этого (в отчёте за недели или месяцы — 8 недель или месяцев до этого) плюс и минус 2,66 среднего изменения от одного к следующему. Они не бывают уже, чем допускает случай. Нужно хотя бы 6 таких дней. Праздники и дни с другими настройками не учтены.",
      },
      {
        title: "Не случайна",
        text: "95 % границы разницы между днём и 28 днями (8 неделями или месяцами) до него не содержат 0: случайно такая большая разница бывает редко.",
      },
      {
        title: "В чём отличие",
        text: "Строка показана, если она отличается от самой себя за время до этого за 99 % границами с поправкой на число просмотренных строк. Больше обычного: сосчитанное минус то, что дала бы обычная доля строки; доля избытка: часть того, чего во всех таких строках разбивки больше или меньше обычного. Это говорит, где разница, но не почему.",
      },
    ],
  },
};
