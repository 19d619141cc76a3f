import type { FileName } from "./delivery/archive-layout.ts";
import type { Manifest } from "./delivery/commit-day.ts";
import type { SentMail } from "./delivery/mail-marks.ts";
import type { FindingId } from "./domain/findings.ts";
import { headlineIds } from "./domain/history/past.ts";
import type { MetricId } from "./domain/metrics/catalogue.ts";
import { isPartly } from "./domain/period.ts";
import type { Reconciliation } from "./domain/reconciliation.ts";
import type { Report } from "./domain/report.ts";
import type { Facts } from "./ports.ts";

/** What a run did, as plain JSON. `keys`: the archive keys of the files of the revision, by file name. */
export type RunAnswer = {
  report: string;
  /** The day, or the first date of the week or month. */
  date: string;
  /** "2026-W48" or "2026-11" in the answer of a report of weeks or months. */
  period?: string;
  status: "sent" | "already sent" | "archived" | "dry run";
  revision: number | null;
  incomplete: boolean;
  headline: Partial<Record<MetricId, number | null>>;
  reconciliation: Reconciliation;
  /** The detectors that found something in the day's data. */
  findings: FindingId[];
  keys: Partial<Record<FileName, string>>;
  mails: Mails;
};

/**
 * The mails sent now, the mails sent earlier, and the number of recipients whose mail is refused, as an earlier attempt or try has
 * thrown.
 */
export type Mails = {
  readonly sent: readonly SentMail[];
  readonly earlier: readonly SentMail[];
  readonly refused: number;
};

export const NO_MAILS: Mails = { sent: [], earlier: [], refused: 0 };

/** The answer of a run that wrote nothing. */
export function dryAnswerOf(report: Report): RunAnswer {
  return { ...summaryOf(report), status: "dry run", revision: null, keys: {}, mails: NO_MAILS };
}

export function answerOf(report: Report, manifest: Manifest, mails: Mails): RunAnswer {
  const status = mails.sent.length > 0 ? "sent" : isWithReaders(manifest.revision, mails) ? "already sent" : "archived";
  const keys = Object.fromEntries(manifest.files.map(({ name, key }) => [name, key]));
  return { ...summaryOf(report), status, revision: manifest.revision, keys, mails };
}

/** Whether all recipients have this revision, not an earlier one. */
function isWithReaders(revision: number, { earlier }: Mails): boolean {
  return earlier.length > 0 && earlier.every((mail) => mail.revision === revision);
}

/** The answer that a run of this version or an older one wrote; older ones may lack findings. Null for anything else. */
export function answerFrom(mark: unknown): RunAnswer | null {
  const answer: Partial<RunAnswer> = typeof mark === "object" && mark !== null ? mark : {};
  const { report, date, revision, reconciliation } = answer;
  const isAnswer = typeof report === "string" && typeof date === "string" && typeof revision === "number";
  return isAnswer && typeof reconciliation === "object" ? ({ findings: [], ...answer } as RunAnswer) : null;
}

function summaryOf({ report, day, period, reconciliation, metrics, findings }: Report) {
  return {
    report,
    date: day.date,
    ...(period !== null && { period: period.name }),
    incomplete: reconciliation.short > 0 || isPartly(period),
    headline: Object.fromEntries(headlineIds.map((id) => [id, metrics[id].value])),
    reconciliation,
    findings: findings.map(({ id }) => id),
  };
}

/** The answer in a line of the log. */
export function factsOf({ status, revision, reconciliation, findings, mails }: RunAnswer): Facts {
  const { declared, received, duplicate, invalid, short } = reconciliation;
  const mailed = { mailsSent: mails.sent.length, mailsEarlier: mails.earlier.length, mailsRefused: mails.refused };
  return { status, revision, declared, received, duplicate, invalid, short, found: findings.join(" "), ...mailed };
}
