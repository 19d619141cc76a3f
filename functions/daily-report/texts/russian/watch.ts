import type { WatchTexts } from "../texts.ts";

export const watch: WatchTexts = {
  heading: "Какие сессии открыть",
  nobody: "без оператора",
  reasons: {
    detractor: (mark) => `оценка NPS ${mark} из\u00a010`,
    lost_after_wait: (wait) => `потеряна, клиент ждал ${wait}`,
    slow_reply: (time) => `первый ответ через ${time}`,
    low_csi: (share) => `CSI\u00a0${share}`,
    last_message_unanswered: "последнее сообщение клиента без ответа",
  },
  lastOf: {
    one: "от клиента # сообщение, последнее без ответа",
    few: "от клиента # сообщения, последнее без ответа",
    many: "от клиента # сообщений, последнее без ответа",
    other: "от клиента # сообщения, последнее без ответа",
  },
  states: {
    waiting: "оператора",
    last_message_open: "ответа",
    last_message_closed: "ответа; сессия закрыта",
  },
  heads: {
    created: "Создана",
    operator: "Оператор",
    channel: "Канал",
    groups: "Группы",
    why: "Почему",
    waitsFor: "Клиент ждёт",
    minutes: "Прошло минут",
    session: "Сессия",
  },
  openNote:
    "До 10 сессий, которые больше всего говорят о дне: сначала сессии с несколькими причинами, затем по очереди худшие по каждой причине. Правила — в docs/metrics.md проекта daily-report, раздел 10.",
  waitingNote: (at) =>
    `По состоянию на ${at}. «Прошло минут» — от создания до этого момента; у закрытых сессий пусто: клиенту можно написать снова.`,
  mostWaiting: (shown, all) => `Показано строк: ${shown} из ${all}.`,
};
