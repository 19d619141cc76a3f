import { type ArchiveFile, commitDay, fileOf, type Manifest, sha256 } from "./delivery/commit-day.ts";
import { type MailOutcome, mailReport } from "./delivery/mail-report.ts";
import { buildReport, type Report, type ReportFrame } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { encodeTally, type TallySettings } from "./domain/tally.ts";
import type { ArchiveStore, Clock, Drawings, Log, Mailer, OutgoingMail, ReadProgress, SessionSource } from "./ports.ts";
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
  readonly onProgress?: (progress: ReadProgress) => void;
};

/** What a run did: the figures, where they lie, and who got a mail. */
export type RunResult = { readonly report: Report; readonly manifest: Manifest; readonly mails: MailOutcome };

/** The files of a revision by name. */
export const fileNames = { workbook: "report.xlsx", report: "report.json", tally: "tally.json" } as const;

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The whole run: yesterday's sessions become figures, the figures an archived revision, and the revision a mail to each reader. */
export async function runReport(request: RunRequest, world: World): Promise<RunResult> {
  const { definition, day } = request;
  assertMailable(definition);
  const pulled = await pull(request, world);
  const frame = frameOf(definition, day, pulled);
  const ref = { report: definition.id, date: day.date };

  const manifest = await commitDay(world.archive, {
    ref,
    runId: world.newRunId(),
    fingerprint: fingerprintOf(pulled, frame),
    draw: (revision) => drawFiles(buildReport(pulled.tally, { ...frame, revision }), { definition, pulled, world }),
  });

  const report = buildReport(pulled.tally, { ...frame, revision: manifest.revision });
  const mails = await mailRevision(report, { definition, manifest, world });
  log(report, mails, world.log);
  return { report, manifest, mails };
}

function pull({ definition, day, onProgress }: RunRequest, { source, clock }: World): Promise<PulledDay> {
  const { companyId, botId, supervised } = definition;
  const query = { from: day.from, to: day.to, companyId, botId, supervised, ...(onProgress && { onProgress }) };
  return pullDay({ query, day, settings: settingsOf(definition) }, source, clock);
}

function settingsOf({ firstReplySeconds, groups }: ReportDefinition): TallySettings {
  const own = Object.entries(groups).flatMap(([id, group]) =>
    group.firstReplySeconds === null ? [] : [[id, group.firstReplySeconds] as const],
  );
  return { firstReplySeconds, groupFirstReplySeconds: Object.fromEntries(own) };
}

function frameOf(definition: ReportDefinition, day: ReportDay, pulled: PulledDay): Omit<ReportFrame, "revision"> {
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
  };
}

/** Equal for runs whose reports would differ in nothing but the time of asking. */
function fingerprintOf(
  { tally, declared }: PulledDay,
  { day, filters, settings }: Omit<ReportFrame, "revision">,
): string {
  return sha256(JSON.stringify([day.zone, filters, settings, declared, encodeTally(tally)]));
}

type DrawContext = { readonly definition: ReportDefinition; readonly pulled: PulledDay; readonly world: World };

async function drawFiles(report: Report, { definition, pulled, world }: DrawContext): Promise<ArchiveFile[]> {
  return [
    {
      name: fileNames.workbook,
      contentType: XLSX,
      body: await world.drawings.workbook(report, definition),
    },
    json(fileNames.report, `${JSON.stringify(report, null, 2)}\n`),
    json(fileNames.tally, encodeTally(pulled.tally)),
  ];
}

function json(name: string, text: string): ArchiveFile {
  return { name, contentType: "application/json", body: Buffer.from(text) };
}

type MailContext = { readonly definition: ReportDefinition; readonly manifest: Manifest; readonly world: World };

async function mailRevision(report: Report, { definition, manifest, world }: MailContext): Promise<MailOutcome> {
  const { archive, mailer } = world;
  // The file as archived, so that the mail and the archive cannot disagree.
  const content = await archive.get(fileOf(manifest, fileNames.workbook).key);
  const attachments = content ? [{ fileName: workbookName(report), contentType: XLSX, content }] : [];
  const mail = {
    from: definition.sender ?? "",
    replyTo: definition.replyTo,
    ...world.drawings.email(report, definition, {
      attached: attachments.map(({ fileName }) => fileName),
      archived: manifest.files.map(({ key }) => archive.locate(key)),
    }),
    attachments,
    date: Date.parse(report.fetchedAt),
  };
  const ref = { report: report.report, date: report.day.date };
  const compose = (to: string): OutgoingMail => ({ ...mail, to });
  return mailReport(
    { ref, delivery: `r${report.revision}`, recipients: definition.recipients, compose },
    mailer,
    archive,
  );
}

/** Names the report and the day, so that saved attachments can be told apart. */
function workbookName({ report, day }: Report): string {
  return `${report}-${day.date}.xlsx`;
}

function log({ report, day, revision, reconciliation }: Report, mails: MailOutcome, tell: Log): void {
  const { declared, received, duplicate, invalid, short } = reconciliation;
  const counts = { declared, received, duplicate, invalid, short };
  tell("report done", { report, day: day.date, revision, ...counts, mailsSent: mails.sent.length });
}
