/** Where the files of a day are in the archive. */

/** The day of a report: the id of the report, and a date, yyyy-mm-dd. */
export type DayRef = { readonly report: string; readonly date: string };

/** The files of a revision. */
export const fileNames = {
  workbook: "report.xlsx",
  report: "report.json",
  tally: "tally.json",
  dayTable: "days.parquet",
  sessions: "sessions.xlsx",
  sessionRows: "sessions.parquet",
  mail: "email.eml",
} as const;

export type FileName = (typeof fileNames)[keyof typeof fileNames];

/** The content type of each file, for browsers and query engines. */
export const contentTypes: Readonly<Record<FileName, string>> = {
  "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "report.json": "application/json",
  "tally.json": "application/json",
  "days.parquet": "application/vnd.apache.parquet",
  "sessions.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "sessions.parquet": "application/vnd.apache.parquet",
  "email.eml": "message/rfc822",
};

/** Files that hold figures and no personal data of clients, so that they can be kept forever. */
const kept: readonly FileName[] = [fileNames.workbook, fileNames.report, fileNames.tally, fileNames.dayTable];

const tables: Partial<Record<FileName, string>> & { readonly "tally.json": string } = {
  "tally.json": "tallies",
  "days.parquet": "days",
  "sessions.parquet": "sessions",
};

/** The attempt of a run to make a revision. */
export type Attempt = { readonly runId: string; readonly revision: number };

/** The folder of the files of a day that are kept: manifests, and a folder per attempt. */
export function dayFolder({ report, date }: DayRef): string {
  return `reports/${report}/${date.replaceAll("-", "/")}`;
}

/** The folder of the files of a day that expire: a folder per attempt. */
export function expiringDayFolder({ report, date }: DayRef): string {
  return `sessions/${report}/${date.replaceAll("-", "/")}`;
}

/** All folders that hold files of a day; they hold no files of another day. */
export function foldersOf(ref: DayRef): string[] {
  const tables = Object.values(fileNames).flatMap((name) => tableKey(ref, name) ?? []);
  const inFolders = [...tables, doneKey(ref)].map((key) => key.slice(0, key.lastIndexOf("/")));
  return [dayFolder(ref), expiringDayFolder(ref), ...inFolders];
}

/**
 * The key of a file of an attempt. Figures are kept forever; files with session rows or names expire. The revision is part of
 * the folder name, so that a run never writes two revisions under one key.
 */
export function fileKey(ref: DayRef, { runId, revision }: Attempt, name: FileName): string {
  return `${folderOf(ref, name)}/${runId}-r${revision}/${name}`;
}

/** The attempt whose file has this key; null if the key is not of a file of an attempt of the day. */
export function attemptOf(ref: DayRef, key: string): Attempt | null {
  const [folder = "", name = ""] = key.split("/").slice(-2);
  const [, runId, revision] = /^(.+)-r([1-9]\d*)$/.exec(folder) ?? [];
  if (runId === undefined || !isFileName(name)) return null;
  const attempt = { runId, revision: Number(revision) };
  return fileKey(ref, attempt, name) === key ? attempt : null;
}

function folderOf(ref: DayRef, name: FileName): string {
  return kept.includes(name) ? dayFolder(ref) : expiringDayFolder(ref);
}

function isFileName(name: string): name is FileName {
  return Object.hasOwn(contentTypes, name);
}

/** The key of the copy of a file for analysts, in folders that query engines read as columns; null if the file has no copy. */
export function tableKey(ref: DayRef, name: FileName): string | null {
  const table = tables[name];
  return table === undefined ? null : keyInTable(ref, table, name);
}

/** The key of the copy of the newest tally of a day. */
export function tallyTableKey(ref: DayRef): string {
  return keyInTable(ref, tables[fileNames.tally], fileNames.tally);
}

function keyInTable({ report, date }: DayRef, table: string, name: FileName): string {
  return `tables/${table}/report=${report}/day=${date}/${name}`;
}

/** The key of the manifest of a revision. A revision exists if its manifest exists. */
export function manifestKey(ref: DayRef, revision: number): string {
  return `${dayFolder(ref)}/r${revision}.json`;
}

/** The revision whose manifest has this key; null for another file. */
export function revisionOf(ref: DayRef, key: string): number | null {
  const match = /^\/r([1-9]\d*)\.json$/.exec(key.slice(dayFolder(ref).length));
  return match ? Number(match[1]) : null;
}

/** The folder of the marks of one recipient and one delivery. It is named by a hash, because an address is personal data. */
export function markFolder({ report, date }: DayRef, delivery: string, recipientHash: string): string {
  return `ledger/${report}/${date}/${delivery}/${recipientHash}`;
}

/** One delivery to one recipient. */
export type MailName = { readonly delivery: string; readonly recipientHash: string };

/** The mail that a mark of the day with this key is about; null for another mark, such as the one that the day is done. */
export function mailOf(ref: DayRef, key: string): MailName | null {
  const match = /^([^/]+)\/([0-9a-f]{32})\/[^/]+$/.exec(key.slice(ledgerFolder(ref).length + 1));
  const [, delivery = "", recipientHash = ""] = match ?? [];
  return match === null ? null : { delivery, recipientHash };
}

/** The mark that the recipient has the mail. */
export function sentKey(folder: string): string {
  return `${folder}/sent.json`;
}

/** Whether a key is of the mark that a recipient has a mail. */
export function isSentKey(key: string): boolean {
  return key.endsWith(sentKey(""));
}

/** The mark of the last mail that was not sent. */
export function failedKey(folder: string): string {
  return `${folder}/failed.json`;
}

/** The claim on the n-th call of the mail service, from 1. */
export function claimKey(folder: string, n: number): string {
  return `${folder}/claim-${n}.json`;
}

/** The number of the claim that has this key; null for another mark. */
export function claimNumberOf(key: string): number | null {
  const match = /\/claim-([1-9]\d*)\.json$/.exec(key);
  return match ? Number(match[1]) : null;
}

/** The mark that all recipients have the mail of the day, with the answer of that run. */
export function doneKey({ report, date }: DayRef): string {
  return `ledger/${report}/${date}/done.json`;
}

/** The folder of all marks of a day; they are of no other day. */
export function ledgerFolder({ report, date }: DayRef): string {
  return `ledger/${report}/${date}`;
}

/** The mark of the scheduled tries to make the report of the day. */
export function triesKey(ref: DayRef): string {
  return `${ledgerFolder(ref)}/tries.json`;
}

/** The mark that the watchdog has seen the day before it was tried. */
export function watchedKey(ref: DayRef): string {
  return `${ledgerFolder(ref)}/watched.json`;
}

/** The claim of a run on reading the days before this one again. */
export function readAgainClaimKey({ report, date }: DayRef): string {
  return `ledger/${report}/${date}/read-again-claim.json`;
}

/** The mark that the reading of the days before this one has ended, with what was not read. */
export function readAgainEndKey({ report, date }: DayRef): string {
  return `ledger/${report}/${date}/read-again-end.json`;
}
