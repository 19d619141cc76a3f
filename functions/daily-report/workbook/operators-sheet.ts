import { catalogue, isLeftOut, type MetricId, metricIds } from "../domain/metrics/catalogue.ts";
import type { BreakdownRow, Report } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";
import { busiestRows } from "../texts/busiest-rows.ts";
import { incompleteSentence } from "../texts/report-sentences.ts";
import { rowName } from "../texts/row-name.ts";
import type { Part } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import { metricColumns } from "./metric-columns.ts";
import { type Sheet, tableOf } from "./sheet.ts";
import { type Figures, sumOfCounts } from "./sum-of-counts.ts";

/** `metrics.md` section 4: a drawn table's most rows. */
const MOST_ROWS = 500;

/** One line as drawn: an operator, the others, or the total. */
type Line = { name: string; id: string | null; figures: Figures };

const shownIds = metricIds.filter((id) => !isLeftOut(catalogue[id], "operators"));

/** What stands beside a value: the counts of those that few answers may hide, and the limits. */
const shownParts: Partial<Record<MetricId, readonly Part[]>> = {
  nps: ["n", "promoters", "passives", "detractors", "low", "high"],
  csi: ["n"],
  csat_top_box: ["numerator", "low", "high"],
  rating: ["n"],
  sl1: ["numerator", "denominator"],
  sl1_answered: ["numerator", "denominator"],
  fcr: ["numerator", "denominator"],
};

/** Every operator with all figures, those with most sessions first; the total is the report's own, not a sum of rows. */
export function operatorsSheet(report: Report, title: string, words: Words): Sheet {
  const { texts, format } = words;
  const { shown, rest } = busiestRows(report.breakdowns.operators, MOST_ROWS);
  const total: Line = { name: texts.common.total, id: "", figures: report.metrics };
  const others = rest.length === 0 ? [] : [othersLine(rest, words)];
  return {
    name: texts.workbook.sheets.operators,
    title: `${texts.workbook.sheets.operators} · ${title} · ${format.date(report.day.date)}`,
    warning: incompleteSentence(report, words),
    notes: [
      texts.workbook.operatorsNote,
      ...others.map(() => texts.workbook.othersNote(format.count(shown.length), format.count(rest.length))),
      texts.common.smallN,
    ],
    tables: [
      tableOf<Line>({
        columns: [
          { header: texts.workbook.heads.name, width: 30, format: "text", cell: ({ name }) => name },
          { header: texts.workbook.heads.id, width: 12, format: "text", cell: ({ id }) => id },
          ...metricColumns<Line>(shownIds, { figureOf: ({ figures }, id) => figures[id], parts: shownParts, words }),
        ],
        rows: shown.map((row) => ({ name: rowName(row, "operators", texts), id: idOf(row), figures: row.metrics })),
        foot: [...others, total],
      }),
    ],
    frozenColumns: 1,
  };
}

function othersLine(rest: readonly BreakdownRow[], { texts, format }: Words): Line {
  const name = `${texts.workbook.others} (${format.counted(rest.length, texts.common.rows)})`;
  return { name, id: "", figures: sumOfCounts(rest.map(({ metrics }) => metrics)) };
}

/** The operator's id on the platform; null for who is known by name only, or not at all. */
function idOf({ key }: BreakdownRow): string | null {
  return key === NO_KEY || key.startsWith("name:") ? null : key;
}
