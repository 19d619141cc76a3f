import type { Report } from "../../../functions/daily-report/domain/report.ts";
import { ReportError } from "../../../functions/daily-report/domain/report-error.ts";
import { differences } from "../../domain/differences.ts";
import type { Run } from "./play-script.ts";
import { day, type Row, settings } from "./script-rows.ts";
import { mostRequests } from "./scripted-api.ts";
import { identityOf, type SimpleFigures, simpleFold, textOf } from "./simple-fold.ts";

/** The three possible ends of a run. */
export type Ending = "right" | "incomplete" | "failed";

export type Judgement = { ending: Ending; complaints: string[] };

/**
 * Defines "never a wrong number". If a report does not say that it is incomplete, it contains once every session that existed
 * unchanged from the first request of its reading to the last. It may also contain sessions that were created, deleted or
 * changed meanwhile, in a version that the server really had. If a report says that it is incomplete, it contains only rows
 * that were received. In both cases its figures equal those of a second, simple fold over the same rows. Without a report, the
 * run fails with an error of the project. No server here does what no client can detect: see `grow-script.ts`.
 */
export function judgeRun(run: Run): Judgement {
  const { outcome, api } = run;
  const endless = api.requests > mostRequests ? [`endless: more than ${mostRequests} requests`] : [];
  if (outcome instanceof Error) return { ending: "failed", complaints: [...endless, ...judgeError(outcome)] };
  const ending = saysIncomplete(run, outcome) ? "incomplete" : "right";
  return { ending, complaints: [...endless, ...judgeReport(run, outcome, ending)] };
}

/**
 * If `from` and `to` bound another time than creation, sessions outside the day show it. If a server omits some rows and repeats
 * others, its count may include the repeats. Then `short` is 0, and the finding of repeated rows shows it.
 */
function saysIncomplete({ script }: Run, { reconciliation, findings }: Report): boolean {
  const hasRepeats = findings.some(({ id }) => id === "sessions_listed_twice");
  return (
    reconciliation.short !== 0 ||
    (script.kind === "other bounds" && reconciliation.outside > 0) ||
    (script.kind === "hiding" && hasRepeats)
  );
}

function judgeError(error: Error): string[] {
  const isOwn = error instanceof ReportError && /^[A-Z]\w+Error$/.test(error.name) && /^[A-Z_]+$/.test(error.code);
  // An aborted reading is not the cause: something aborted it.
  return isOwn && error.name !== "TwinAbortedError" ? [] : [`not an error of our own: ${error.stack}`];
}

function judgeReport({ api, reading }: Run, report: Report, ending: Ending): string[] {
  const { rows } = api.list;
  const ever = new Set(rows.ever().map(textOf));
  const strange = reading.rows.filter((row) => !ever.has(textOf(row)));
  const steady = rows.steady(reading.from, reading.to).filter(isAskedFor);
  const handed = new Set(reading.rows.map(identityOf));
  const missing = ending === "right" ? steady.filter((row) => !handed.has(identityOf(row))) : [];
  const expected = simpleFold(ending === "right" ? trueRows(steady, reading.rows) : reading.rows, foldDay);
  return [
    ...strange.map((row) => `a row the server never held: ${textOf(row)}`),
    ...missing.map((row) => `missing without a word: ${textOf(row)}`),
    ...differences(figuresOf(report), expected),
    ...(report.reconciliation.received === reading.rows.length ? [] : ["not all rows handed over were received"]),
  ];
}

/** The rows that did not change on the server, and those of the others that were received. */
function trueRows(steady: readonly Row[], handed: readonly Row[]): Row[] {
  const settled = new Set(steady.map(textOf));
  return [...steady, ...handed.filter((row) => !settled.has(textOf(row)))];
}

/** Created on the day, or at an unknown time. */
function isAskedFor({ createdAt }: Row): boolean {
  const at = Date.parse(String(createdAt));
  return Number.isNaN(at) || (at >= day.from && at < day.to);
}

const targets = settings.groupFirstReplySeconds;
const foldDay = {
  from: day.from,
  to: day.to,
  targetOf: (groups: readonly number[]) =>
    groups.includes(1) ? (targets["1"] ?? Number.NaN) : settings.firstReplySeconds,
};

/** The report's figures in the form of the simple fold. */
function figuresOf({ reconciliation, metrics, breakdowns }: Report): SimpleFigures {
  const { received, duplicate, invalid, outside, spam, handled, lost, unanswered, waiting, bot_only } = reconciliation;
  const { nps, csi, frt, sl1, price_total: price } = metrics;
  const measured = ({ value, n }: { value: number | null; n: number }) => ({ value, n });
  return {
    distinct: received - duplicate,
    invalid,
    outside,
    classes: { spam, handled, lost, unanswered, waiting, bot_only },
    nps: { ...measured(nps), promoters: nps.promoters, detractors: nps.detractors },
    csi: measured(csi),
    frt: measured(frt),
    sl1: { value: sl1.value, numerator: sl1.numerator, denominator: sl1.denominator },
    price: measured(price),
    operators: Object.fromEntries(
      breakdowns.operators.map(({ key, metrics: own }) => [key, own.sessions.value + own.spam.value]),
    ),
  };
}
