import type { Report } from "../../functions/daily-report/domain/report.ts";
import { botOnly, handled, type Item, lost } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";

/** The busy day with groups, bots, chats, channels and two companies, spread over several hours. */
export function furnishedDay(): Report {
  return busyDay([
    ...times(35, (i) => handled({ ...place(i), nps: i % 11, csi: 5 - (i % 3), csiMax: 5, fcr: i % 2 === 0 }, 3 * i)),
    ...times(12, (i) => botOnly({ ...place(i), botId: `bot-${i % 2}`, botName: `Bot ${i % 2}`, nps: 10 - (i % 4) })),
    ...times(5, (i) => lost(place(i))),
  ]);
}

function place(i: number): Item {
  return {
    operatorGroupIds: i % 5 === 0 ? [1, 2] : [1 + (i % 3)],
    chatId: `chat-${i % 4}`,
    chatName: `Chat ${i % 4}`,
    messengerType: i % 3 === 0 ? "telegram" : "web",
    companyId: 1001 + (i % 2),
    createdAt: `2026-03-02T${String(i % 24).padStart(2, "0")}:05:00+03:00`,
    closedAt: "2026-03-02T23:55:00+03:00",
  };
}

function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i));
}
