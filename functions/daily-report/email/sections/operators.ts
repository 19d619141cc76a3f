import type { MetricId } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { busiestRows } from "../../texts/busiest-rows.ts";
import { noSessionsSentence } from "../../texts/report-sentences.ts";
import { rowName } from "../../texts/row-name.ts";
import { type Figure, figureText } from "../../texts/small-n.ts";
import type { Words } from "../../texts/words.ts";
import { cutToFit } from "../cut-to-fit.ts";
import type { MailSection, TableRow } from "../section.ts";

const MOST_ROWS = 20;

const shownIds = ["sessions", "handled", "lost", "frt_p50", "sl1", "csi", "nps"] as const satisfies MetricId[];

/**
 * The operators with the most sessions. The last row covers all sessions of the day; it is not the sum of the rows above.
 * Returns null for a day without sessions.
 */
export function operatorsSection(report: Report, words: Words): MailSection | null {
  if (noSessionsSentence(report, words) !== null) return null;
  const { texts, format } = words;
  const { mail, common } = texts;
  const { shown, rest } = busiestRows(report.breakdowns.operators, MOST_ROWS);
  const restSessions = rest.reduce((sum, { metrics }) => sum + metrics.sessions.value, 0);
  const rows: TableRow[] = [
    ...shown.map((row) => ({
      name: cutToFit(rowName(row, "operators", texts)),
      figures: figuresOf(row.metrics, words),
      isTotal: false,
    })),
    { name: mail.allOperators, figures: figuresOf(report.metrics, words), isTotal: true },
  ];
  const heads = shownIds.map((id) => mail.operatorHeads[id]);
  const legend = [mail.operatorsLegend, common.smallN];
  const notShown = mail.notShown(
    format.counted(rest.length, common.rows),
    format.counted(restSessions, common.sessions),
  );
  return {
    heading: mail.operators,
    blocks: [
      { kind: "table", nameHead: mail.operatorHeads.name, heads, rows, layout: "operators" },
      { kind: "lines", lines: rest.length === 0 ? legend : [notShown, ...legend] },
    ],
  };
}

function figuresOf(metrics: Record<(typeof shownIds)[number], Figure>, words: Words): string[] {
  return shownIds.map((id) =>
    id === "frt_p50" ? words.format.clock(metrics.frt_p50.value) : figureText(id, metrics[id], words),
  );
}
