import type { MetricId } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { busiestRows } from "../texts/busiest-rows.ts";
import { rowName } from "../texts/row-name.ts";
import type { Figure } from "../texts/small-n.ts";
import type { Words } from "../texts/words.ts";
import { figureText } from "./figure-text.ts";

/** The operators as a table of texts; `notShown` says what was cut off, null when nothing was. */
export type OperatorLines = { heads: string[]; lines: OperatorLine[]; notShown: string | null; legend: string[] };

export type OperatorLine = { name: string; figures: string[]; isTotal: boolean };

const MOST_LINES = 20;

/** UTF-16 units. */
const LONGEST_NAME = 200;

const shownIds = ["sessions", "handled", "lost", "frt_p50", "sl1", "csi", "nps"] as const satisfies MetricId[];

/** Those with most sessions, and a last line for all sessions of the day, which is no sum of the lines above. */
export function operatorLinesOf(report: Report, words: Words): OperatorLines {
  const { texts, format } = words;
  const { mail, common } = texts;
  const { shown, rest } = busiestRows(report.breakdowns.operators, MOST_LINES);
  const restSessions = rest.reduce((sum, { metrics }) => sum + metrics.sessions.value, 0);
  const lines = [
    ...shown.map((row) => ({
      name: cutToFit(rowName(row, "operators", texts)),
      figures: figuresOf(row.metrics, words),
      isTotal: false,
    })),
    { name: mail.allOperators, figures: figuresOf(report.metrics, words), isTotal: true },
  ];
  return {
    heads: [mail.operatorHeads.name, ...shownIds.map((id) => mail.operatorHeads[id])],
    lines,
    notShown:
      rest.length === 0
        ? null
        : mail.notShown(format.counted(rest.length, common.rows), format.counted(restSessions, common.sessions)),
    legend: [mail.operatorsLegend, common.smallN],
  };
}

/** One name must not make the mail too large to send. */
function cutToFit(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).toWellFormed()}…` : name;
}

function figuresOf(metrics: Record<(typeof shownIds)[number], Figure>, words: Words): string[] {
  return shownIds.map((id) =>
    id === "frt_p50" ? words.format.clock(metrics.frt_p50.value) : figureText(id, metrics[id], words),
  );
}
