import { expect } from "vitest";
import { comparedIds, driverIds } from "../../functions/daily-report/domain/history/history.ts";
import { type MetricId, metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { reconciliationSums } from "../../functions/daily-report/domain/reconciliation.ts";
import { invalidReasons } from "../../functions/daily-report/domain/sort-out.ts";
import { findingSentences } from "../../functions/daily-report/texts/report-sentences.ts";
import { certaintyOf, type Figure } from "../../functions/daily-report/texts/small-n.ts";
import { type Part, parts } from "../../functions/daily-report/texts/texts.ts";
import { type Words, wordsFor } from "../../functions/daily-report/texts/words.ts";
import { expectComparison } from "./expect-comparison.ts";
import { type Drawn, expectBreakdownSheets, expectShown } from "./expect-figures.ts";
import { expectGoals } from "./expect-goals.ts";
import { expectSessions } from "./expect-sessions.ts";
import { numberOf } from "./open-workbook.ts";
import { linesAfter, type ReadCell, tableIn } from "./read-workbook.ts";

type Sheets = Drawn["sheets"];
type SheetId = keyof Words["texts"]["workbook"]["sheets"];

/**
 * Expects the workbook to show every figure of report.json: metrics, rows of breakdowns, reconciliation, quality, findings, history,
 * single sessions and goals. Returns how many figures were compared.
 */
export function expectReport(drawn: Drawn): number {
  const words = wordsFor(drawn.locale, "RUB");
  const expectations = [
    ...[expectMetrics, expectMarks, expectReconciliation, expectQuality, expectFindings, expectHistory],
    ...[expectSessions, expectGoals],
  ];
  const counts = expectations.map((expectPart) => expectPart(drawn, words));
  const breakdowns = drawn.report.reconciliation.in_day === 0 ? 0 : expectBreakdownSheets(drawn);
  return counts.reduce((a, b) => a + b, breakdowns);
}

function sheetOf(id: SheetId, sheets: Sheets, { texts }: Words) {
  return sheets.find(({ name }) => name === texts.workbook.sheets[id]);
}

/** The parts of a metric that have a line of their own, not a column. */
const ownLines: readonly Part[] = ["promoters", "passives", "detractors", "derived", "mismatch", "max"];

/** The sheet of all figures is left out of a day without sessions. */
function expectMetrics({ sheets, report }: Drawn, words: Words): number {
  const { heads } = words.texts.workbook;
  const sheet = sheetOf("figures", sheets, words);
  expect.soft(sheet === undefined).toBe(report.reconciliation.in_day === 0);
  if (!sheet) return 0;
  const lines = new Map(tableIn(sheet, heads.figure).map((row) => [row[heads.id]?.value, row]));
  const valueBy = (code: string) => lines.get(code)?.[heads.value];
  const counts = metricIds.map((id) => {
    const figure: Figure = report.metrics[id];
    const isHidden = certaintyOf(id, figure) === "counts";
    expectShown(valueBy(id), isHidden ? null : figure.value, id);
    const known = parts.filter((part) => figure[part] !== undefined);
    for (const part of known) {
      const head = `${heads.value}: ${words.texts.parts[part]}`;
      const cell = ownLines.includes(part) ? valueBy(`${id}.${part}`) : lines.get(id)?.[head];
      const isLimit = part === "low" || part === "high";
      expectPart(cell, isLimit && isHidden ? null : (figure[part] ?? null), { id, part });
    }
    return 1 + known.length;
  });
  report.metrics.frt.bands.forEach((sessions, band) => {
    expect.soft(valueBy(`frt.bands[${band}]`)?.value, `band ${band}`).toBe(sessions);
  });
  return counts.reduce((a, b) => a + b, report.metrics.frt.bands.length);
}

/** Limits and the maximum are in the unit of the metric; all other parts are counts. */
function expectPart(
  cell: ReadCell | undefined,
  value: number | null,
  { id, part }: { id: MetricId; part: Part },
): void {
  if (part === "low" || part === "high" || part === "max") expectShown(cell, value, id);
  else expect.soft(cell?.value ?? null, `${id}, ${part}`).toBe(value);
}

/** The ratings by mark, below the other tables of NPS. */
function expectMarks({ sheets, report }: Drawn, words: Words): number {
  const { charts, parts: texts } = words.texts;
  const rows = linesAfter(charts.marks, sheetOf("nps", sheets, words)?.rows ?? []);
  const known = report.npsMarks.some((ratings) => ratings > 0);
  const counts = rows.map((row) => {
    // Each mark is in the column of its group.
    const columns = (["detractors", "passives", "promoters"] as const).map(
      (part) => `${words.texts.metrics.nps.title}: ${texts[part]}`,
    );
    return [row[charts.mark]?.value, columns.map((column) => row[column]?.value ?? null)];
  });
  const expected = report.npsMarks.map((ratings, mark) => [
    mark,
    [mark <= 6 ? ratings : null, mark === 7 || mark === 8 ? ratings : null, mark >= 9 ? ratings : null],
  ]);
  expect.soft(counts).toEqual(known ? expected : []);
  return known ? expected.length : 0;
}

function expectReconciliation({ sheets, report }: Drawn, words: Words): number {
  const { workbook, reconciliation } = words.texts;
  const { heads } = workbook;
  const rows = linesAfter(workbook.reconciliation, sheetOf("reconciliation", sheets, words)?.rows ?? []);
  const shown = rows.map((row) => [row[heads.figure]?.value, row[heads.rows]?.value]);
  const expected = reconciliationSums(report.reconciliation).flatMap(({ terms, total }) => [
    ...terms.map(({ part, value, sign }, index) => {
      const label = reconciliation[part];
      return [index === 0 ? label : sign > 0 ? workbook.plus(label) : workbook.less(label), value];
    }),
    [workbook.total(reconciliation[total.part]), total.value],
  ]);
  expect.soft(shown).toEqual(expected);
  return expected.length;
}

function expectQuality({ sheets, report }: Drawn, words: Words): number {
  const { workbook, quality, invalidReasons: reasons } = words.texts;
  const { heads } = workbook;
  const sheet = sheetOf("reconciliation", sheets, words) ?? { rows: [] };
  const fields = new Map(tableIn(sheet, heads.field).map((row) => [row[heads.field]?.value, row]));
  const states = ["null", "wrongType", "outOfRange", "zeroDate", "noOffset"] as const;
  const expected = Object.entries(report.quality.fields).flatMap(([field, counts]) =>
    states.map((state) => ({ field, state, count: counts[state] ?? null })),
  );
  for (const { field, state, count } of expected) {
    expect.soft(fields.get(field)?.[quality[state]]?.value, `${field}, ${state}`).toBe(count);
  }
  const invalid = new Map(
    tableIn(sheet, heads.reason).map((row) => [row[heads.reason]?.value, row[heads.rows]?.value]),
  );
  for (const reason of invalidReasons) expect.soft(invalid.get(reasons[reason])).toBe(report.quality.invalid[reason]);
  return expected.length + invalidReasons.length;
}

function expectFindings({ sheets, report }: Drawn, words: Words): number {
  const texts = (sheetOf("reconciliation", sheets, words)?.rows ?? []).map(([first]) => first?.value);
  const said = findingSentences(report, words).flatMap(({ seen, means, check }) => [seen, means, check]);
  // The head of the workbook says that a day without sessions is unusual.
  expect.soft(said.length).toBe(3 * report.findings.filter(({ id }) => id !== "no_sessions_unusual").length);
  expect.soft(texts).toEqual(expect.arrayContaining(said));
  return said.length;
}

/** What the sheet of the comparison has of earlier days. */
function expectHistory(drawn: Drawn, words: Words): number {
  const { report, sheets } = drawn;
  const { history } = report;
  if (history === null || history.before.known === 0) return 0;
  const { heads, tables, operatorsBy } = words.texts.history.sheet;
  const { metrics, workbook, parts: texts } = words.texts;
  const sheet = sheetOf("comparison", sheets, words);
  const rowsOf = (title: string) => (sheet ? linesAfter(title, sheet.rows) : []);
  const numbers = (row: Record<string, ReadCell> | undefined, columns: readonly string[]) =>
    columns.map((head) => rounded(row?.[head] && numberOf(row[head])));

  const drivers = driverIds.flatMap((id) => history.drivers[id].rows);
  const driverHeads = [heads.hits, heads.n, workbook.heads.value, heads.hitsBefore, heads.nBefore, heads.valueBefore];
  const shownDrivers = rowsOf(tables.drivers).map((row) => numbers(row, [...driverHeads, heads.excess, heads.share]));
  expect
    .soft(shownDrivers)
    .toEqual(
      drivers.map(({ day, before, excess, share }) =>
        [day.hits, day.n, day.value, before.hits, before.n, before.value, excess, share].map(rounded),
      ),
    );

  const divided = driverIds.flatMap((id) =>
    history.drivers[id].parts.map(({ breakdown, mix, rate }) => ({ id, breakdown, mix, rate })),
  );
  const { breakdowns } = words.texts.history.sheet;
  const shownParts = rowsOf(tables.parts).map((row) => [
    row[heads.breakdown]?.value,
    ...numbers(row, [heads.difference, heads.mix, heads.rate]),
  ]);
  expect
    .soft(shownParts)
    .toEqual(
      divided.map(({ id, breakdown, mix, rate }) => [
        breakdowns[breakdown],
        ...[history.drivers[id].difference, mix, rate].map(rounded),
      ]),
    );

  const again = history.restatements.flatMap(({ changes }) => changes);
  const againHeads = [heads.was, heads.wasN, heads.is, heads.isN];
  const shownAgain = rowsOf(tables.again).map((row) => numbers(row, againHeads));
  expect
    .soft(shownAgain)
    .toEqual(again.map(({ before, after }) => [before.value, before.n, after.value, after.n].map(rounded)));

  const compared = comparedIds.flatMap((id) => {
    const rows = new Map(rowsOf(operatorsBy(metrics[id].title)).map((row) => [row[workbook.heads.id]?.value, row]));
    return history.operators.rows
      .filter(({ key, rates }) => rates[id].n > 0 && !key.startsWith("name:"))
      .map(({ key, rates }): string => {
        const { value, low, high, numerator, n, rank, place } = rates[id];
        const shown = numbers(rows.get(key), [
          workbook.heads.rank,
          workbook.heads.value,
          // The headers of parts are read with the header before them.
          ...(["low", "high", "numerator", "n"] as const).map((part) => `${heads.trend}: ${texts[part]}`),
        ]);
        const [own, from, to] = place === null ? [null, null, null] : [value, low, high];
        expect.soft(shown, `${id}, operator ${key}`).toEqual([rank, own, from, to, numerator, n].map(rounded));
        return key;
      });
  });
  return expectComparison(drawn) + 8 * drivers.length + 3 * divided.length + 4 * again.length + 6 * compared.length;
}

/** Programs convert durations to days and percentages to shares, which costs the last digits. */
function rounded(value: unknown): unknown {
  return typeof value === "number" ? Number(value.toFixed(6)) : (value ?? null);
}
