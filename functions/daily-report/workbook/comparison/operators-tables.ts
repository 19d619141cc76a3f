import { type ComparedId, type ComparedRate, comparedIds, type History } from "../../domain/history/history.ts";
import type { RateValue } from "../../domain/metrics/metric.ts";
import type { Telling } from "../../texts/history-words.ts";
import type { Words } from "../../texts/words.ts";
import { type DrawnTable, LINES_OF_NAME, type SheetColumn, tableOf } from "../sheet.ts";
import { FIRST_WIDTH, numberColumn, textColumn } from "./comparison-columns.ts";

const MOST_OPERATORS = 500;

/** An operator's rate; the line of all operators has no key, no limits and no place. */
type Line = { readonly key: string | null; readonly name: string; readonly rate: RateValue & Partial<ComparedRate> };

/** The comparison of operators over the time before: a table for each rate, the best first. None if there is nobody to compare. */
export function operatorsTables({ history, words }: Telling): DrawnTable[] {
  const { metrics, history: texts } = words.texts;
  const { operatorsBy, tableNotes, allOperators, mostOperators } = texts.sheet;
  const compared = comparedIds.filter((id) => history.operators.rows.some(({ rates }) => rates[id].n > 0));
  return compared.map((id, index) => {
    const lines = linesOf(id, history.operators);
    const notes = [
      ...(index === 0 ? [tableNotes.operators] : []),
      ...(lines.length > MOST_OPERATORS ? [mostOperators(words.format.count(MOST_OPERATORS))] : []),
    ];
    return tableOf<Line>({
      title: operatorsBy(metrics[id].title),
      ...(notes.length > 0 && { note: notes.join(" ") }),
      columns: columnsOf(words),
      rows: lines.slice(0, MOST_OPERATORS),
      foot: [{ key: null, name: allOperators, rate: history.operators.mean[id] }],
      hasFilter: index === 0,
    });
  });
}

/** The operators who have the rate: by rank, then those who have none. */
function linesOf(id: ComparedId, { rows }: History["operators"]): Line[] {
  const rank = ({ rate }: Line) => rate.rank ?? rows.length + 1;
  return rows
    .map(({ key, name, rates }): Line => ({ key, name, rate: rates[id] }))
    .filter(({ rate }) => rate.n > 0)
    .sort((a, b) => rank(a) - rank(b) || b.rate.n - a.rate.n);
}

function columnsOf({ texts }: Words): SheetColumn<Line>[] {
  const { workbook, parts, history } = texts;
  const { heads, trends } = history.sheet;
  return [
    {
      header: workbook.rowHeads.operators,
      width: FIRST_WIDTH,
      format: "prose",
      mostLines: LINES_OF_NAME,
      cell: ({ name }) => name,
    },
    { header: workbook.heads.id, width: 12, format: "text", cell: ({ key }) => idOf(key) },
    numberColumn(workbook.heads.rank, "count", ({ rate }) => rate.rank),
    numberColumn(workbook.heads.value, "percent", ({ rate }) => shown(rate).value),
    textColumn(heads.place, ({ rate }) => textOf(rate.place, history.before.places)),
    textColumn(heads.trend, ({ rate }) => textOf(rate.trend, trends)),
    numberColumn(parts.low, "percent", ({ rate }) => shown(rate).low),
    numberColumn(parts.high, "percent", ({ rate }) => shown(rate).high),
    numberColumn(parts.numerator, "count", ({ rate }) => rate.numerator),
    numberColumn(parts.n, "count", ({ rate }) => rate.n),
  ];
}

/** An operator of whom only the name is known has no id. */
function idOf(key: string | null): string {
  return key === null || key.startsWith("name:") ? "" : key;
}

/** An operator with fewer than 10 sessions has no place; the rate is not shown either, only its counts. */
function shown(rate: Line["rate"]): Partial<ComparedRate> {
  return rate.place === null ? {} : rate;
}

function textOf<Name extends string>(name: Name | null | undefined, texts: Record<Name, string>): string {
  return name == null ? "" : texts[name];
}
