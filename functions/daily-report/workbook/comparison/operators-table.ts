import { type ComparedId, type ComparedRate, comparedIds } from "../../domain/history/history.ts";
import type { RateValue } from "../../domain/metrics/metric.ts";
import type { Telling } from "../../texts/history-words.ts";
import type { Words } from "../../texts/words.ts";
import { type DrawnTable, type SheetColumn, tableOf } from "../sheet.ts";
import { FIRST_WIDTH, numberColumn, textColumn } from "./comparison-columns.ts";

const MOST_OPERATORS = 500;

/** An operator, or all of them, who have no limits and no place. */
type Line = {
  readonly key: string | null;
  readonly name: string;
  readonly sessions: number | null;
  readonly rates: Record<ComparedId, RateValue & Partial<ComparedRate>>;
};

/** The comparison of operators over the time before, the best first; null if there is nobody to compare. */
export function operatorsTable({ history, words }: Telling): DrawnTable | null {
  const { mean, rows } = history.operators;
  if (rows.length === 0) return null;
  const { workbook, history: texts } = words.texts;
  const { tables, tableNotes, allOperators, mostOperators } = texts.sheet;
  const most = rows.length > MOST_OPERATORS ? [mostOperators(words.format.count(MOST_OPERATORS))] : [];
  return tableOf<Line>({
    title: tables.operators,
    note: [tableNotes.operators, ...most].join(" "),
    columns: [
      { header: workbook.rowHeads.operators, width: FIRST_WIDTH, format: "prose", cell: ({ name }) => name },
      { header: workbook.heads.id, width: 14, format: "text", cell: ({ key }) => idOf(key) },
      numberColumn(words.texts.metrics.sessions.title, "count", ({ sessions }) => sessions),
      ...comparedIds.flatMap((id) => rateColumns(id, words)),
    ],
    rows: rows.slice(0, MOST_OPERATORS),
    foot: [{ key: null, name: allOperators, sessions: null, rates: mean }],
    hasFilter: true,
  });
}

/** An operator of whom only the name is known has no id. */
function idOf(key: string | null): string {
  return key === null || key.startsWith("name:") ? "" : key;
}

/** The columns of a rate. Its title is in every head, because a filter or a pivot table shows no bands. */
function rateColumns(id: ComparedId, { texts }: Words): SheetColumn<Line>[] {
  const { workbook, parts, metrics, history } = texts;
  const { heads, trends } = history.sheet;
  const { title } = metrics[id];
  const head = (part: string) => workbook.partOf(title, part);
  const columns: SheetColumn<Line>[] = [
    numberColumn(head(parts.n), "count", ({ rates }) => rates[id].n),
    numberColumn(title, "percent", ({ rates }) => shown(rates[id]).value),
    numberColumn(head(parts.low), "percent", ({ rates }) => shown(rates[id]).low),
    numberColumn(head(parts.high), "percent", ({ rates }) => shown(rates[id]).high),
    textColumn(head(heads.place), ({ rates }) => textOf(rates[id].place, history.before.places)),
    numberColumn(head(workbook.heads.rank), "count", ({ rates }) => rates[id].rank),
    textColumn(head(heads.trend), ({ rates }) => textOf(rates[id].trend, trends)),
  ];
  return columns.map((column) => ({ ...column, band: title }));
}

/** An operator with fewer than 10 sessions has no place; the rate is not shown either, only its n. */
function shown(rate: Line["rates"][ComparedId]): Partial<ComparedRate> {
  return rate.place === null ? {} : rate;
}

function textOf<Name extends string>(name: Name | null | undefined, texts: Record<Name, string>): string {
  return name == null ? "" : texts[name];
}
