import type { WeekdayHistory } from "../functions/daily-report/domain/findings.ts";
import type { LateData } from "../functions/daily-report/domain/history/history.ts";
import { dateDaysBefore, type ReportDay } from "../functions/daily-report/domain/report-day.ts";
import { inventSessions } from "./twin-emulator/invent-sessions.ts";
import { withIncident } from "./twin-emulator/invention/incident.ts";
import type { InventedItem } from "./twin-emulator/invention/invented-item.ts";
import { sessionsOn } from "./twin-emulator/invention/sessions-on.ts";

/** A day to preview: the rows and the count that the API returns, and what is known of earlier days. */
export type PreviewDay = {
  readonly rows: readonly unknown[];
  readonly declared: number;
  readonly weekday: WeekdayHistory | null;
  /** The size of the 8 weeks before, as a share of the invented contact centre; null if no earlier day is known. */
  readonly earlier: number | null;
  /** Days before that are said to have been read again. */
  readonly late: LateData;
};

/** What a day is invented from. */
type Chosen = { readonly day: ReportDay; readonly seed: number };

type Invent = (count: number) => InventedItem[];

/** Smaller days than those of `npm start`, so that 8 weeks of them are invented in a few seconds. */
const SHARE = 0.3;

/** The kinds of day that readers may see. Each changes an invented day. */
const kinds = {
  busy: (invent) => asListed(invent(3200)),
  usual: (invent, chosen) => ({ ...asListed(usualDay(invent, chosen)), earlier: SHARE }),
  incident: (invent, chosen) => ({
    ...asListed(
      withIncident(usualDay(invent, chosen), {
        messenger: "telegram",
        hours: [10, 11, 12, 13, 14, 15],
        zone: chosen.day.zone,
      }),
    ),
    earlier: SHARE,
    late: lateData(chosen.day.date),
  }),
  quiet: (invent) => asListed(invent(40)),
  "one-operator": (invent) => asListed(invent(300).map((item) => ({ ...item, ...(hasOperator(item) && anna) }))),
  unrated: (invent) => asListed(invent(600).map((item) => ({ ...item, nps: null, csi: null, csiPercent: null }))),
  "many-operators": (invent) => asListed(withOperators(invent(3200), 427)),
  "hostile-names": (invent) => asListed(invent(300).map((item, index) => withHostileName(item, index))),
  empty: () => asListed([]),
  "unusually-quiet": () => ({ ...asListed([]), weekday: { known: 4, withSessions: 4 }, earlier: SHARE }),
  incomplete: (invent) => {
    const rows = invent(600);
    return { ...asListed(rows), declared: rows.length + 120 };
  },
  unreadable: (invent) =>
    asListed(invent(600).map((item, index) => (index % 3 === 0 ? { ...item, createdAt: "2 March, noon" } : item))),
  doubtful: (invent) => asListed(invent(600).flatMap((item, index) => withContradictions(item, index))),
} satisfies Record<string, (invent: Invent, chosen: Chosen) => PreviewDay>;

export type PreviewKind = keyof typeof kinds;

export const previewKinds = Object.keys(kinds) as PreviewKind[];

/** Returns a day of that kind. The same seed gives the same day. */
export function previewDay(kind: PreviewKind, chosen: Chosen): PreviewDay {
  const { day, seed } = chosen;
  return kinds[kind]((count) => inventSessions({ ...day, seed, count }).filter((item) => isListed(item, day)), chosen);
}

/** As many sessions as the days before have on that weekday. */
function usualDay(invent: Invent, { day, seed }: Chosen): InventedItem[] {
  return invent(Math.round(SHARE * sessionsOn(day.date, seed)));
}

/** Returns whether the API lists the item for the day. Both ends of a request are inclusive. */
function isListed({ createdAt }: InventedItem, { from, to }: ReportDay): boolean {
  const at = Date.parse(String(createdAt));
  return Number.isNaN(at) || (at >= from && at <= to);
}

/** A day for which the API's count equals the number of rows. */
function asListed(rows: readonly unknown[]): PreviewDay {
  return {
    rows,
    declared: rows.length,
    weekday: null,
    earlier: null,
    late: { restatements: [], notReadAgain: [] },
  };
}

/** Two days before got marks late, and the day before was not read again. */
function lateData(date: string): LateData {
  return {
    restatements: [
      {
        date: dateDaysBefore(date, 2),
        from: 1,
        revision: 2,
        changes: [
          { metric: "csi", before: { value: 86.9, n: 148 }, after: { value: 87.2, n: 154 } },
          { metric: "nps", before: { value: 41.2, n: 102 }, after: { value: 39.8, n: 106 } },
        ],
      },
    ],
    notReadAgain: [{ date: dateDaysBefore(date, 1), reason: "failed" }],
  };
}

const anna = { userId: 7, operatorName: "Anna" };

function hasOperator({ userId, operatorName }: InventedItem): boolean {
  return userId != null || operatorName != null;
}

const firstNames =
  "Anna Boris Clara Dmitry Elena Felix Galina Henry Irina Jan Kira Leo Maria Nina Oleg Pavel Rosa Sergey".split(" ");
const lastNames =
  "Adler Belov Carter Danilov Ermakov Fischer Gromov Hansen Ivanov Jones Kozlov Larsen Morozov Novak Orlov Petrov Quinn Romanov Sokolov Taylor Ulrich Vasiliev Weber Young".split(
    " ",
  );

/** The fraction of its multiples is spread evenly. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The same sessions among so many operators, each of whom has some, and some of whom have 50 times as many as others. */
function withOperators(items: readonly InventedItem[], count: number): InventedItem[] {
  const handled = items.filter(hasOperator);
  const numbers = new Map(handled.map((item, index) => [item, Math.floor(count * ((index * GOLDEN) % 1) ** 2)]));
  return items.map((item) => {
    const number = numbers.get(item);
    if (number === undefined) return item;
    const [first, last] = [number % firstNames.length, Math.floor(number / firstNames.length)];
    return { ...item, userId: 1000 + number, operatorName: `${firstNames[first]} ${lastNames[last]}` };
  });
}

const hostileNames = ["<b>Anna</b>", "=HYPERLINK(1)", "\u202eannA", "Анна ".repeat(40), "عمر", "👩‍👩‍👧"];

function withHostileName(item: InventedItem, index: number): InventedItem {
  return hasOperator(item) ? { ...item, operatorName: hostileNames[index % hostileNames.length] ?? "" } : item;
}

/** Some items are listed twice, some have an id too large for a JSON number, some a dialog of three days. */
function withContradictions(item: InventedItem, index: number): InventedItem[] {
  if (index % 20 === 0) return [item, item];
  if (index % 20 === 1) return [{ ...item, userId: 2 ** 60 }];
  return index % 20 === 2 ? [{ ...item, operatorDialogDuration: 259_200 }] : [item];
}
