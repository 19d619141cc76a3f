import { DeliveryInProgress } from "./delivery/claim-mail.ts";
import type { MailOutcome } from "./delivery/mail-report.ts";
import type { FindingId } from "./domain/findings.ts";
import type { Reconciliation } from "./domain/reconciliation.ts";
import type { Report } from "./domain/report.ts";
import { ReportError } from "./domain/report-error.ts";
import type { Clock, Facts, Measure, Operations, ReadProgress } from "./ports.ts";
import { ReportDefinitionError } from "./report-definition.ts";

/** The step of a run; the error of a failed run names it. */
export type RunStep = "planning" | "reading" | "reading again" | "comparing" | "archiving" | "mailing";

/** Which run this is, for people and for the log. */
export type RunName = {
  readonly report: string;
  /** yyyy-mm-dd; of a week or month the first date. */
  readonly date: string;
  /** The name of the week or month; null for a day. */
  readonly period: string | null;
  readonly runId: string;
  /** The same over all retries of one call. */
  readonly requestId: string;
  /** The scheduled time, ISO 8601; null on demand. */
  readonly scheduledTime: string | null;
  /** Which attempt of the scheduler to deliver the call this is, from 1; null on demand. */
  readonly attempt: number | null;
};

type FailedRun = Pick<RunFailedError, "name" | "report" | "day" | "revision">;

/**
 * A failed run. The message says which report and day, at which step, why, and how to run it again. Name and code are those of
 * the error that the step threw.
 */
export class RunFailedError extends ReportError {
  override readonly name: string;
  readonly report: string;
  /** The date, or the name of the week or month. */
  readonly day: string;
  /** The revision that the run archived before it failed; null if none. */
  readonly revision: number | null;
  constructor(code: string, message: string, { name, report, day, revision }: FailedRun) {
    super(code, message);
    this.name = name;
    this.report = report;
    this.day = day;
    this.revision = revision;
  }
}

export type RunAccount = {
  /** Does the work of a step. */
  during<T>(step: RunStep, work: () => Promise<T>): Promise<T>;
  count(measures: Readonly<Partial<Record<Measure, number>>>): void;
  /** The revision is in the archive; what fails from now on is its delivery. */
  archived(revision: number): void;
  /** Logs a long reading at every tenth of its sessions. */
  progress(progress: ReadProgress): void;
  /** Logs and measures a run that succeeded. */
  done(event: string, facts: Facts): void;
  /** Logs and measures a run that failed, and returns the error to throw. */
  failed(error: unknown): RunFailedError;
};

/** Collects for operations the step of a run, its counts, how it ended and how long it took. */
export function openRunAccount(
  run: RunName,
  { operations, clock }: { operations: Operations; clock: Clock },
  repeatHint: string,
): RunAccount {
  const begun = clock();
  let step: RunStep = "planning";
  let archived: number | null = null;
  let counts: Partial<Record<Measure, number>> = {};
  const { report, date, period, ...ids } = run;
  const rest = period === null ? ids : { period, ...ids };
  const tenths = tenthsOf(clock);
  const close = (level: "info" | "error", event: string, facts: Facts) => {
    const DurationMs = Math.max(0, clock() - begun);
    operations.log(level, event, { report, day: date, ...rest, durationMs: DurationMs, ...facts });
    operations.measure(report, { ...counts, DurationMs });
  };
  return {
    during(next, work) {
      step = next;
      return work();
    },
    count(measures) {
      counts = { ...counts, ...measures };
    },
    archived(revision) {
      archived = revision;
    },
    progress(progress) {
      const facts = tenths(progress);
      if (facts !== null) operations.log("info", "reading", { report, day: date, ...rest, ...facts });
    },
    done(event, facts) {
      close("info", event, facts);
    },
    failed(error) {
      const { name, code, reason } = tellable(error);
      close("error", "report failed", { step, error: name, code, reason, ...framesOf(error) });
      const message = `Report ${report} of ${period ?? date} failed while ${step} (${name}): ${reason}`;
      const told = [message, repeatHint].filter((part) => part !== "").join(" ");
      return new RunFailedError(code, told, { name, report, day: period ?? date, revision: archived });
    },
  };
}

/** Smaller readings take seconds and need no log of their progress. */
const LONG_READING = 10_000;

/**
 * Returns the facts of a long reading whenever it has come another tenth of the declared sessions further, otherwise null. A
 * reading begins with no session read; `seconds` are since then.
 */
function tenthsOf(clock: Clock): (progress: ReadProgress) => Facts | null {
  let begun = clock();
  let logged = 0;
  return ({ sessionsRead, declared }) => {
    if (sessionsRead === 0) {
      begun = clock();
      logged = 0;
    }
    const percent = Math.min(100, Math.floor((10 * sessionsRead) / declared) * 10);
    if (declared < LONG_READING || percent <= logged) return null;
    logged = percent;
    return { sessions: sessionsRead, declared, percent, seconds: Math.round((clock() - begun) / 1000) };
  };
}

/** Errors of this project hold no secrets. Of any other error only the name is shown, because its message may hold anything. */
function tellable(error: unknown): { name: string; code: string; reason: string } {
  if (error instanceof ReportError || error instanceof ReportDefinitionError) {
    return { name: error.name, code: error.code, reason: error.message };
  }
  const name = error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : "Error";
  return { name, code: "UNEXPECTED", reason: "an unexpected error; the log says where in the code it was thrown." };
}

/** The reason for a log line, without anything that an error from outside the project may hold. */
export function reasonOf(error: unknown): string {
  return tellable(error).reason;
}

/** The stack frames of an error from outside the project, without its message. */
function framesOf(error: unknown): { stack?: string } {
  if (error instanceof ReportError || !(error instanceof Error)) return {};
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ {4}at \S/.test(line));
  return { stack: frames.map((line) => line.trim()).join("; ") };
}

/** The counts of received rows. */
export function readingMeasures({ received, duplicate, invalid, short }: Reconciliation) {
  return { SessionsRead: received, Duplicates: duplicate, Invalid: invalid, Short: short };
}

/** How many detectors found something, and what each found. */
export function findingMeasures({ findings }: Report) {
  const each = findings.map(({ id, count }) => [`Finding.${id}`, count] as const);
  const has = (sought: FindingId) => (findings.some(({ id }) => id === sought) ? 1 : 0);
  const alarming = { UnexpectedlyQuiet: has("no_sessions_unusual"), RowsUnreadable: has("rows_unreadable") };
  return { Findings: findings.length, ...alarming, ...Object.fromEntries(each) };
}

/** What became of the mails. */
export function mailMeasures({ sent, failures }: MailOutcome) {
  const PossibleRepeats = sent.filter(({ possibleRepeat }) => possibleRepeat).length;
  // A mail that another run is sending has not failed.
  const failed = failures.filter((failure) => !(failure instanceof DeliveryInProgress));
  return { MailsSent: sent.length, MailsFailed: failed.length, PossibleRepeats };
}
