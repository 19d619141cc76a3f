import { isDoubtful } from "../../domain/doubt.ts";
import type { GoalResult } from "../../domain/goals.ts";
import { type Judgement, judgementOf, sideOf } from "../../domain/history/direction.ts";
import type { Usual, Verdict } from "../../domain/history/history.ts";
import { type HeadlineId, headlineIds } from "../../domain/history/past.ts";
import type { MetricId } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import type { SummaryLine } from "../../texts/english/summary.ts";
import { goalOf } from "../../texts/goal-words.ts";
import { shownVerdict } from "../../texts/shown-verdict.ts";
import { certaintyOf, type Figure } from "../../texts/small-n.ts";

/** A main figure: its value if it has enough answers, and what is usual, if that is known and the data can be trusted. */
export type MainFigure = {
  readonly id: SummaryLine;
  readonly figure: Figure;
  /** Null without a value, or with fewer than 10 answers. */
  readonly value: number | null;
  /** Null if too few earlier days are known, or the value is not reliable. */
  readonly usual: Omit<Usual, "verdict"> | null;
  /** Null if `usual` is, and with fewer than 10 sessions or answers. */
  readonly verdict: Verdict | null;
  readonly judgement: Judgement;
  readonly isReliable: boolean;
  /** Null without a goal. */
  readonly goal: GoalResult | null;
};

const lines: readonly SummaryLine[] = [
  "sl1",
  "lost_rate",
  "csi",
  "csat_top_box",
  "nps",
  "frt_p50",
  "frt_p90",
  "sessions",
  "handled",
  "bot_only",
  "lost",
  "unanswered",
  "waiting",
];

/** What became of the other sessions: with the handled ones, these add up to all sessions. */
const others: readonly SummaryLine[] = ["bot_only", "lost", "unanswered", "waiting"];

/**
 * The main figures of the report. Rates are left out if no operator handled a session, and counts of other
 * sessions if they are 0.
 */
export function mainFigures(report: Report): MainFigure[] {
  const { metrics } = report;
  return lines
    .filter((id) => metrics[id].value !== null || metrics.handled.value > 0)
    .filter((id) => !others.includes(id) || (metrics[id].value ?? 0) > 0)
    .map((id) => mainFigure(id, report));
}

function mainFigure(id: SummaryLine, report: Report): MainFigure {
  const { metrics, history } = report;
  const figure: Figure = metrics[id];
  const isReliable = !((isHeadline(id) || id === "frt_p90") && isDoubtful(id, metrics));
  const value = certaintyOf(id, figure) === "counts" ? null : figure.value;
  const known = isHeadline(id) ? (history?.usual[id] ?? null) : null;
  const usual = known === null || known.mean === null || !isReliable ? null : known;
  const verdict = isHeadline(id) && usual !== null ? shownVerdict(id, report) : null;
  const judgement = isHeadline(id) ? judgementOf(id, sideOf(verdict)) : null;
  return { id, figure, value, usual, verdict, judgement, isReliable, goal: goalOf(id, report) };
}

export function isHeadline(id: MetricId): id is HeadlineId {
  return headlineIds.some((headline) => headline === id);
}
