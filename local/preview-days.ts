import type { WeekdayHistory } from "../functions/daily-report/domain/findings.ts";
import type { ReportDay } from "../functions/daily-report/domain/report-day.ts";
import { inventSessions } from "./twin-emulator/invent-sessions.ts";
import type { InventedItem } from "./twin-emulator/invention/invented-item.ts";

/** A day to preview: the rows and the count that the API returns, and the history of the same weekday. */
export type PreviewDay = {
  readonly rows: readonly unknown[];
  readonly declared: number;
  readonly weekday: WeekdayHistory | null;
};

type Invent = (count: number) => InventedItem[];

/** The kinds of day that readers may see. Each changes an invented day. */
const kinds = {
  busy: (invent) => asListed(invent(3200)),
  quiet: (invent) => asListed(invent(40)),
  "one-operator": (invent) => asListed(invent(300).map((item) => ({ ...item, ...(hasOperator(item) && anna) }))),
  unrated: (invent) => asListed(invent(600).map((item) => ({ ...item, nps: null, csi: null, csiPercent: null }))),
  "hostile-names": (invent) => asListed(invent(300).map((item, index) => withHostileName(item, index))),
  empty: () => asListed([]),
  "unusually-quiet": () => ({ ...asListed([]), weekday: { known: 4, withSessions: 4 } }),
  incomplete: (invent) => {
    const rows = invent(600);
    return { ...asListed(rows), declared: rows.length + 120 };
  },
  unreadable: (invent) =>
    asListed(invent(600).map((item, index) => (index % 3 === 0 ? { ...item, createdAt: "2 March, noon" } : item))),
  doubtful: (invent) => asListed(invent(600).flatMap((item, index) => withContradictions(item, index))),
} satisfies Record<string, (invent: Invent) => PreviewDay>;

export type PreviewKind = keyof typeof kinds;

export const previewKinds = Object.keys(kinds) as PreviewKind[];

/** Returns a day of that kind. The same seed gives the same day. */
export function previewDay(kind: PreviewKind, { day, seed }: { day: ReportDay; seed: number }): PreviewDay {
  return kinds[kind]((count) => inventSessions({ ...day, seed, count }).filter((item) => isListed(item, day)));
}

/** Returns whether the API lists the item for the day. Both ends of a request are inclusive. */
function isListed({ createdAt }: InventedItem, { from, to }: ReportDay): boolean {
  const at = Date.parse(String(createdAt));
  return Number.isNaN(at) || (at >= from && at <= to);
}

/** A day for which the API's count equals the number of rows. */
function asListed(rows: readonly unknown[]): PreviewDay {
  return { rows, declared: rows.length, weekday: null };
}

const anna = { userId: 7, operatorName: "Anna" };

function hasOperator({ userId, operatorName }: InventedItem): boolean {
  return userId != null || operatorName != null;
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
