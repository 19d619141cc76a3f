import { contentTypes, type FileName, fileNames } from "./delivery/archive-layout.ts";
import { chooseAttachments } from "./delivery/choose-attachments.ts";
import { type ArchiveFile, type Manifest, type ManifestFile, sizeOf } from "./delivery/commit-day.ts";
import { metricVersions } from "./domain/metrics/catalogue.ts";
import type { Report } from "./domain/report.ts";
import { encodeTally } from "./domain/tally.ts";
import type { ArchiveStore, Attachment, Drawings, OutgoingMail } from "./ports.ts";
import type { PulledDay } from "./pull-day.ts";
import type { ReportDefinition } from "./report-definition.ts";

type Tools = { readonly drawings: Drawings; readonly archive: ArchiveStore };

export type DrawContext = {
  readonly definition: ReportDefinition;
  readonly pulled: PulledDay;
  /** Returns where a person will find a file of the revision. */
  readonly locate: (name: FileName) => string;
  readonly world: Tools;
};

/** All files of a revision: the figures in four formats, the session table in two, and the mail. */
export async function drawFiles(report: Report, context: DrawContext): Promise<ArchiveFile[]> {
  const { definition, pulled, world } = context;
  const files: ArchiveFile[] = [
    { name: fileNames.workbook, body: await world.drawings.workbook(report, definition) },
    { name: fileNames.report, body: text(`${JSON.stringify(report, null, 2)}\n`) },
    { name: fileNames.tally, body: text(tallyFile(report, pulled)) },
    { name: fileNames.dayTable, body: await world.drawings.dayTable(report) },
    ...sessionFiles(pulled),
  ];
  return [...files, ...(await mailFile(report, files, context))];
}

function sessionFiles({ table }: PulledDay): ArchiveFile[] {
  if (table === null) return [];
  const { xlsx, parquet, rows } = table;
  return [
    { name: fileNames.sessions, file: xlsx, rows },
    { name: fileNames.sessionRows, file: parquet, rows },
  ];
}

/** The tally, with everything that decides whether it can be merged with another. */
export function tallyFile(
  { report, revision, day, settings, filters }: Report,
  { tally, declared }: Pick<PulledDay, "tally" | "declared">,
): string {
  const head = { schema: "daily-report-tally/1", report, date: day.date, zone: day.zone, revision, settings, filters };
  const conditions = { ...head, versions: metricVersions, declared };
  return `${JSON.stringify(conditions).slice(0, -1)},"tally":${encodeTally(tally)}}\n`;
}

/** The mail as archived: addressed to its sender, without attachments. No file if the report has no sender. */
async function mailFile(report: Report, files: readonly ArchiveFile[], context: DrawContext): Promise<ArchiveFile[]> {
  const { definition, locate, world } = context;
  if (definition.sender === null) return [];
  const sized = files.map((file) => ({ name: file.name, bytes: sizeOf(file) }));
  const attached = chooseAttachments(forReaders(sized)).map(({ name }) => attachmentName(report, name));
  const archived = forReaders(sized).map(({ name }) => locate(name));
  const drawn = world.drawings.email(report, definition, { attached, archived });
  const head = headOf(report, definition, definition.sender);
  return [
    { name: fileNames.mail, body: await world.drawings.mime({ ...drawn, ...head, to: head.from, attachments: [] }) },
  ];
}

export type MailContext = {
  readonly definition: ReportDefinition;
  readonly sender: string;
  readonly manifest: Manifest;
  readonly world: Tools;
};

/**
 * Returns a function that makes the mail of the revision for one recipient; a possible repeat says so. The attachments are read
 * from the archive, so that they are the archived files. A file that has expired there is left out; the text lists what is
 * attached.
 */
export async function writeMail(
  report: Report,
  context: MailContext,
): Promise<(to: string, possibleRepeat: boolean) => OutgoingMail> {
  const { definition, sender, manifest, world } = context;
  const files = forReaders(manifest.files);
  const attachments = await fetchAttachments(report, chooseAttachments(files), world.archive);
  const attached = attachments.map(({ fileName }) => fileName);
  const archived = files.map(({ key }) => world.archive.locate(key));
  const draw = (possibleRepeat: boolean) =>
    world.drawings.email(report, definition, { attached, archived, possibleRepeat });
  const mail = { ...draw(false), ...headOf(report, definition, sender), attachments };
  return (to, possibleRepeat) => ({ ...mail, ...(possibleRepeat && draw(true)), to });
}

async function fetchAttachments(
  report: Report,
  files: readonly ManifestFile[],
  archive: ArchiveStore,
): Promise<Attachment[]> {
  const attachments = files.map(async ({ name, key }) => {
    const content = await archive.get(key);
    return content && { fileName: attachmentName(report, name), contentType: contentTypes[name], content };
  });
  return (await Promise.all(attachments)).filter((attachment) => attachment !== null);
}

/** The two workbooks among the files. */
function forReaders<T extends { readonly name: FileName }>(files: readonly T[]): T[] {
  return files.filter(({ name }) => name === fileNames.workbook || name === fileNames.sessions);
}

/** Names the report and the day, week or month, so that saved attachments can be told apart. */
function attachmentName({ report, day, period }: Report, name: FileName): string {
  return `${report}-${period?.name ?? day.date}${name === fileNames.sessions ? "-sessions" : ""}.xlsx`;
}

function headOf({ fetchedAt, day }: Report, { id, title, replyTo }: ReportDefinition, from: string) {
  return { from, replyTo, list: { id, title }, day: day.date, date: Date.parse(fetchedAt) };
}

function text(content: string): Uint8Array {
  return Buffer.from(content);
}
