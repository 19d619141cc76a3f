import { findingIds } from "../domain/findings.ts";
import { type GoalResults, goalStates } from "../domain/goals.ts";
import { catalogue, isLeftOut, type MetricId, metricIds, metricsOf } from "../domain/metrics/catalogue.ts";
import { type BreakdownId, breakdownIds } from "../domain/metrics/metric.ts";
import { reconcile } from "../domain/reconciliation.ts";
import type { Quality, Report } from "../domain/report.ts";
import { ReportError } from "../domain/report-error.ts";
import { isInstantField, sessionFields } from "../domain/session.ts";
import { noFilters } from "../domain/session-filters.ts";
import { invalidReasons } from "../domain/sort-out.ts";
import { openReasonIds } from "../domain/watch/open-reasons.ts";
import { type SessionToOpen, type WatchedSessions, waitStates } from "../domain/watch/watched-sessions.ts";
import type { ArchiveStore } from "../ports.ts";
import { fileNames } from "./archive-layout.ts";
import { CommitError, fileOf, type Manifest } from "./commit-day.ts";
import { type Fields, isFields, missingPart } from "./report-file-parts.ts";

/** A report.json of the archive cannot be used; the message names its key, what is wrong with it, and what to do. */
export class ReportFileError extends ReportError {
  override readonly name = "ReportFileError";
}

const SCHEMA: Report["schema"] = "daily-report/1";

/**
 * The archived report of a revision, written by this version of the program or an older one. What the older version did not
 * write is filled in: no findings, no NPS marks, no period, history, sessions and goals, a filter that is not set, a count of quality
 * of 0, and null as the value of a metric. Only what a mail needs is checked; a breakdown row of a group without sessions, which older
 * versions left out, is not added. Findings, reasons and sessions in a state that this version does not know are left out, and such
 * a state of a goal becomes null.
 * Throws CommitError if the file is lost, and ReportFileError if it is of another schema or damaged.
 */
export async function readReportFile(archive: ArchiveStore, manifest: Manifest): Promise<Report> {
  const { key } = fileOf(manifest, fileNames.report);
  const body = await archive.get(key);
  if (body === null) {
    throw new CommitError(
      "MISSING_FILE",
      `The archive has lost ${key}, which its manifest names; restore it from an older version.`,
    );
  }
  const file = parsed(body);
  if (!isFields(file)) throw damaged(key, "it is no JSON object");
  if (file.schema !== SCHEMA) {
    throw new ReportFileError(
      "REPORT_FILE_SCHEMA",
      `The archive's ${key} does not have the schema ${SCHEMA}, the only one that this version of the program reads; deploy the version that wrote it, or run the day with "force": true, which writes a new revision.`,
    );
  }
  const missing = missingPart(file);
  if (missing !== null) throw damaged(key, `"${missing}" is missing or of another form`);
  return completed(file as ReportFile);
}

type RowFile = { readonly key: string; readonly name: string; readonly metrics: Fields };

type Completed =
  | "filters"
  | "period"
  | "reconciliation"
  | "metrics"
  | "npsMarks"
  | "breakdowns"
  | "quality"
  | "findings"
  | "history"
  | "sessions"
  | "goals";

/** A report.json of version 1 whose parts are checked: what an older version did not write is optional. */
type ReportFile = Omit<Report, Completed> & {
  readonly period?: Report["period"];
  readonly filters: Fields;
  readonly reconciliation: Fields;
  readonly metrics: Fields;
  readonly breakdowns: Readonly<Partial<Record<BreakdownId, readonly RowFile[]>>>;
  readonly quality: { readonly fields: Readonly<Record<string, Fields>>; readonly invalid: Fields };
  readonly npsMarks?: Report["npsMarks"];
  readonly findings?: Report["findings"];
  readonly history?: Report["history"];
  readonly sessions?: Report["sessions"];
  readonly goals?: Report["goals"];
};

function completed(file: ReportFile): Report {
  const { filters, reconciliation, metrics, breakdowns, npsMarks = [], period = null, findings = [] } = file;
  const { history = null, sessions = null, goals = null } = file;
  const rows = breakdownIds.map((id) => [id, (breakdowns[id] ?? []).map((row) => completedRow(row, id))]);
  return {
    ...file,
    npsMarks,
    period,
    filters: { ...noFilters, ...filters },
    reconciliation: { ...reconcile(new Map(), 0), ...reconciliation },
    metrics: completedMetrics(metrics, metricIds) as Report["metrics"],
    breakdowns: Object.fromEntries(rows) as Report["breakdowns"],
    quality: completedQuality(file.quality),
    findings: findings.filter(({ id }) => findingIds.includes(id)),
    history,
    sessions: sessions && withKnownStates(sessions),
    goals: goals && {
      metrics: knownResults(goals.metrics),
      groups: goals.groups.map((group) => ({ ...group, metrics: knownResults(group.metrics) })),
    },
  };
}

function withKnownStates({ openFirst, waiting }: WatchedSessions): WatchedSessions {
  const rows = waiting.rows.filter(({ state }) => waitStates.includes(state));
  return { openFirst: openFirst.flatMap(withKnownReasons), waiting: { ...waiting, rows } };
}

/** A state of another version becomes null, which says nothing of the goal. If its result were left out, all goals might seem met. */
function knownResults(results: GoalResults): GoalResults {
  const known = Object.entries(results).map(([id, result]) => {
    const isKnown = goalStates.some((state) => state === result.state);
    return [id, isKnown ? result : { ...result, state: null }];
  });
  return Object.fromEntries(known);
}

/** The session without reasons of another version of the program; none if it has no other. */
function withKnownReasons(session: SessionToOpen): SessionToOpen[] {
  const reasons = session.reasons.filter(({ id }) => openReasonIds.includes(id));
  return reasons.length === 0 ? [] : [{ ...session, reasons }];
}

function completedRow(row: RowFile, breakdown: BreakdownId): RowFile {
  const shown = metricIds.filter((id) => !isLeftOut(catalogue[id], breakdown));
  return { ...row, metrics: completedMetrics(row.metrics, shown) };
}

/** The value of each metric of no sessions. Computed once: a report may have tens of thousands of rows. */
const nothing = metricsOf(new Map());

/** A metric that the file lacks is null, not 0, even if it is a count: it was not counted. */
function completedMetrics(metrics: Fields, ids: readonly MetricId[]): Fields {
  const completed = ids.map((id) => {
    const written = metrics[id];
    return [id, isFields(written) ? { ...nothing[id], ...written } : { ...nothing[id], value: null }];
  });
  return { ...metrics, ...Object.fromEntries(completed) };
}

function completedQuality({ fields, invalid }: ReportFile["quality"]): Quality {
  const counts = { null: 0, wrongType: 0, outOfRange: 0 };
  const completed = sessionFields.map((field) => {
    const none = isInstantField(field) ? { ...counts, noOffset: 0, zeroDate: 0 } : counts;
    return [field, { ...none, ...fields[field] }];
  });
  const reasons = invalidReasons.map((reason) => [reason, invalid[reason] ?? 0]);
  return {
    fields: Object.fromEntries(completed) as Quality["fields"],
    invalid: Object.fromEntries(reasons) as Quality["invalid"],
  };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return null;
  }
}

function damaged(key: string, why: string): ReportFileError {
  return new ReportFileError(
    "BAD_REPORT_FILE",
    `The archive's ${key} is damaged: ${why}; restore it from an older version of the object, or run the day with "force": true, which writes a new revision.`,
  );
}
