import type { Report } from "../../functions/daily-report/domain/report.ts";
import { botOnly, handled, type Item, lost, reportOfTally, tallyRows } from "../session-rows.ts";

/** A day with many kinds of data: operators with many, few, too few and no answers, open sessions, invalid values, invalid rows and a duplicate. */
export function busyDay(more: readonly Item[] = []): Report {
  const rows = busyRows(more);
  return reportOfTally(tallyRows(rows), { declared: rows.length - 1 });
}

function busyRows(more: readonly Item[] = []): Item[] {
  const waiting = { closedAt: null, operatorAssignedAt: "2026-03-02T12:00:00+03:00", operatorName: "Boris", userId: 8 };
  const twice = handled({ id: "twice" });
  return [
    ...times(40, (i) => handled({ ...marks(i), clientMessageCount: i, price: 1.25, fcr: i % 3 > 0 }, 5 + 7 * i)),
    ...times(12, (i) => handled({ ...boris, ...marks(i), operatorDialogDuration: 100 * i }, 20 + i)),
    ...times(4, (i) => handled({ ...vera, ...marks(i) }, 4000 + i)),
    ...times(3, () => lost()),
    ...times(2, () => botOnly({ markedAsSpam: true, operatorName: "Boris", userId: 8 })),
    ...times(9, (i) => botOnly({ nps: i, messengerType: "telegram" })),
    botOnly(waiting),
    botOnly({ ...waiting, closedAt: "2026-03-02T12:10:00+03:00", closedByOperatorName: "Boris", csi: 4 }),
    handled({ nps: 11, csi: 6, csiMax: 5, createdAt: "2026-03-02T09:00:00" }),
    handled({ nps: "ten", switchAnotherOperator: "perhaps" }, -5),
    botOnly({ id: null }),
    botOnly({ closedAt: "2026-03-02T11:00:00+03:00" }),
    botOnly({ createdAt: "2026-03-03T00:00:00+03:00", closedAt: null }),
    twice,
    twice,
    ...more,
  ];
}

const boris = { operatorName: "Boris", userId: 8 };
const vera = { operatorName: "Vera", userId: 9 };

function marks(i: number): Item {
  return { nps: i % 11, csi: 1 + (i % 5), csiMax: 5, rating: 3.5 + (i % 2), switchAnotherOperator: i % 4 === 0 };
}

function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i));
}
