import { type DayRef, type FileName, fileNames } from "./delivery/archive-layout.ts";
import { CommitError, commitDay, fileOf, type Manifest } from "./delivery/commit-day.ts";
import { markDone, readDone } from "./delivery/day-done.ts";
import { DAILY, type Delivery, type MailOutcome, mailReport, revisionDelivery } from "./delivery/mail-report.ts";
import { refreshTables } from "./delivery/refresh-tables.ts";
import { sha256 } from "./delivery/sha256.ts";
import { timerFields } from "./domain/checks.ts";
import { type FindingId, findingIds } from "./domain/findings.ts";
import { type MetricId, metricVersions } from "./domain/metrics/catalogue.ts";
import { buildReport, type Reconciliation, type Report, type ReportFrame, reconcile } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { sessionFields } from "./domain/session.ts";
import { encodeTally, type TallySettings } from "./domain/tally.ts";
import { drawFiles, writeMail } from "./draw-files.ts";
import { weekdayBefore } from "./history/weekday-before.ts";
import type { ArchiveStore, Clock, Drawings, Log, Mailer, ReadProgress, SessionSource } from "./ports.ts";
import { type PulledDay, pullDay } from "./pull-day.ts";
import { assertMailable, type ReportDefinition } from "./report-definition.ts";

/** All that a run needs from outside. */
export type World = {
  readonly source: SessionSource;
  readonly archive: ArchiveStore;
  readonly mailer: Mailer;
  readonly drawings: Drawings;
  readonly clock: Clock;
  readonly log: Log;
  /** A name for this run that no other run has: letters, digits and hyphens. */
  readonly newRunId: () => string;
};

export type RunRequest = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  /** Who is to be mailed: nobody; the day's readers, once a day; its readers, once a revision; or those of a request. */
  readonly deliver: "none" | "daily" | "revision" | Delivery;
  /** A day whose readers all have their mail is answered without asking the API again. */
  readonly skipIfDone: boolean;
  /** A key of the request: it makes a revision of its own even of equal figures, one however often it is repeated. */
  readonly force: string | null;
  /** Nothing is written and nobody is mailed. */
  readonly dryRun: boolean;
  readonly onProgress?: (progress: ReadProgress) => void;
};

/** What a run did, as plain JSON. `keys`: the revision's files in the archive, by name; `mails`: where they lie. */
export type RunAnswer = {
  report: string;
  date: string;
  status: "sent" | "already sent" | "archived" | "dry run";
  revision: number | null;
  incomplete: boolean;
  headline: Partial<Record<MetricId, number | null>>;
  reconciliation: Reconciliation;
  /** The detectors that found something in the day's data. */
  findings: FindingId[];
  keys: Partial<Record<FileName, string>>;
  mails: MailOutcome;
};

export type RunResult = { readonly answer: RunAnswer; readonly report: Report };

const NO_MAILS: MailOutcome = { sent: [], earlier: [] };

/** What was answered by the run that mailed the day's report to the last of its readers; null when the day is not done. One read. */
export async function answerIfDone({ definition, day }: RunRequest, { archive }: World): Promise<RunAnswer | null> {
  const done = await readDone<RunAnswer>(archive, { report: definition.id, date: day.date });
  return done && { ...done, status: "already sent", mails: NO_MAILS };
}

/** The whole run: a day's sessions become figures, the figures an archived revision, and the revision a mail to each reader. */
export async function runReport(request: RunRequest, world: World): Promise<RunResult> {
  const { definition, day } = request;
  assertMailable(definition);
  const ref = { report: definition.id, date: day.date };
  const pulled = await pull(request, world);
  const frame = { ...frameOf(definition, day, pulled), weekday: await weekdayIfQuiet(request, pulled, world) };
  if (request.dryRun) return dryRun(buildReport(pulled.tally, { ...frame, revision: 0 }));

  const manifest = await commitDay(world.archive, {
    ref,
    runId: world.newRunId(),
    fingerprint: fingerprintOf(pulled, frame, definition),
    force: request.force,
    draw: (revision, locate) =>
      drawFiles(buildReport(pulled.tally, { ...frame, revision }), { definition, pulled, locate, world }),
  });
  await refreshTables(world.archive, ref);

  // As archived, not as computed: the revision may be another run's, of another moment or, by force, of other figures.
  const report = await archivedReport(manifest, world.archive);
  const mails = await deliver(request, { ref, report, manifest }, world);
  const answer = answerOf(report, manifest, mails);
  if (request.deliver === "daily" && definition.recipients.length > 0) await markDone(world.archive, ref, answer);
  tell(answer, world.log);
  return { answer, report };
}

/** What the same weekday usually has, asked only on a day without any session: a normal run reads nothing. */
async function weekdayIfQuiet({ definition, day }: RunRequest, { tally, declared }: PulledDay, world: World) {
  const { in_day, short } = reconcile(tally, declared);
  if (in_day > 0 || short > 0) return null;
  const { id: report, companyId, botId, supervised } = definition;
  return weekdayBefore({ report, day, filters: { companyId, botId, supervised } }, world);
}

function pull({ definition, day, dryRun, onProgress }: RunRequest, world: World): Promise<PulledDay> {
  const { companyId, botId, supervised } = definition;
  const { drawings, source, clock } = world;
  const settings = settingsOf(definition);
  const fields = [...new Set([...sessionFields, ...timerFields, ...(dryRun ? [] : drawings.fieldsOf(definition))])];
  const query = { from: day.from, to: day.to, fields, companyId, botId, supervised, ...(onProgress && { onProgress }) };
  const openTable = dryRun ? null : () => drawings.sessionTable(definition, day, settings);
  return pullDay({ query, day, settings, openTable }, source, clock);
}

function settingsOf({ firstReplySeconds, groups }: ReportDefinition): TallySettings {
  const own = Object.entries(groups).flatMap(([id, group]) =>
    group.firstReplySeconds === null ? [] : [[id, group.firstReplySeconds] as const],
  );
  return { firstReplySeconds, groupFirstReplySeconds: Object.fromEntries(own) };
}

/** All of a report's frame but the revision, which the commit decides. */
type Frame = Omit<ReportFrame, "revision">;

function frameOf(definition: ReportDefinition, day: ReportDay, pulled: PulledDay): Omit<Frame, "weekday"> {
  const { id, companyId, botId, supervised, groups } = definition;
  const named = Object.entries(groups).flatMap(([group, { name }]) => (name === null ? [] : [[group, name] as const]));
  return {
    report: id,
    fetchedAt: pulled.fetchedAt,
    day,
    filters: { companyId, botId, supervised },
    settings: settingsOf(definition),
    groupNames: Object.fromEntries(named),
    declared: pulled.declared,
    inOrder: pulled.inOrder,
  };
}

/**
 * Equal for runs whose files would differ in nothing but the time of asking. What other days had (`weekday`), and the order in
 * which the API listed the rows, are no part of it: a day of equal figures must not become a new revision, and be mailed
 * again, because an earlier day was made meanwhile.
 */
function fingerprintOf({ tally }: PulledDay, frame: Frame, definition: ReportDefinition): string {
  const { day, filters, settings, groupNames, declared } = frame;
  const { title, locale, currency, personalData } = definition;
  const drawn = { title, locale, currency, personalData, groupNames, metricVersions, findingIds };
  return sha256(JSON.stringify([day.zone, filters, settings, declared, drawn, encodeTally(tally)]));
}

async function archivedReport(manifest: Manifest, archive: ArchiveStore): Promise<Report> {
  const { key } = fileOf(manifest, fileNames.report);
  const body = await archive.get(key);
  if (body !== null) return JSON.parse(Buffer.from(body).toString()) as Report;
  throw new CommitError(
    "MISSING_FILE",
    `The archive has lost ${key}, which its manifest names; restore it from an older version.`,
  );
}

type Revision = { readonly ref: DayRef; readonly report: Report; readonly manifest: Manifest };

async function deliver(request: RunRequest, { ref, report, manifest }: Revision, world: World): Promise<MailOutcome> {
  const { definition } = request;
  const delivery = deliveryOf(request, manifest.revision);
  if (delivery === null || definition.sender === null) return NO_MAILS;
  const compose = await writeMail(report, { definition, sender: definition.sender, manifest, world });
  return mailReport({ ref, revision: manifest.revision, delivery, compose }, world.mailer, world.archive);
}

function deliveryOf({ deliver: whom, definition }: RunRequest, revision: number): Delivery | null {
  if (typeof whom === "object") return whom;
  if (whom === "none") return null;
  return { name: whom === "daily" ? DAILY : revisionDelivery(revision), recipients: definition.recipients };
}

function dryRun(report: Report): RunResult {
  return { answer: { ...summaryOf(report), status: "dry run", revision: null, keys: {}, mails: NO_MAILS }, report };
}

function answerOf(report: Report, manifest: Manifest, mails: MailOutcome): RunAnswer {
  const status = mails.sent.length > 0 ? "sent" : isWithReaders(manifest.revision, mails) ? "already sent" : "archived";
  const keys = Object.fromEntries(manifest.files.map(({ name, key }) => [name, key]));
  return { ...summaryOf(report), status, revision: manifest.revision, keys, mails };
}

/** Whether those who were to be mailed have this very revision, not an earlier one. */
function isWithReaders(revision: number, { earlier }: MailOutcome): boolean {
  return earlier.length > 0 && earlier.every((mail) => mail.revision === revision);
}

const headlineIds = [
  "sessions",
  "handled",
  "lost_rate",
  "sl1",
  "frt_p50",
  "csi",
  "csat_top_box",
  "nps",
  "containment",
] as const;

function summaryOf({ report, day, reconciliation, metrics, findings }: Report) {
  return {
    report,
    date: day.date,
    incomplete: reconciliation.short > 0,
    headline: Object.fromEntries(headlineIds.map((id) => [id, metrics[id].value])),
    reconciliation,
    findings: findings.map(({ id }) => id),
  };
}

function tell({ report, date, status, revision, reconciliation, mails }: RunAnswer, log: Log): void {
  const { declared, received, duplicate, invalid, short } = reconciliation;
  const mailed = { mailsSent: mails.sent.length, mailsEarlier: mails.earlier.length };
  log("report done", { report, day: date, status, revision, declared, received, duplicate, invalid, short, ...mailed });
}
