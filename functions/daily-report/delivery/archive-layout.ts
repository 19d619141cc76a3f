/** Where everything of a report's day lies in the archive. */

/** A report's day: the report's id and a date, yyyy-mm-dd. */
export type DayRef = { readonly report: string; readonly date: string };

/** What a revision is made of. */
export const fileNames = {
  workbook: "report.xlsx",
  report: "report.json",
  tally: "tally.json",
  sessions: "sessions.xlsx",
  sessionRows: "sessions.parquet",
  mail: "email.eml",
} as const;

export type FileName = (typeof fileNames)[keyof typeof fileNames];

/** What a browser or a query engine is told of each file. */
export const contentTypes: Readonly<Record<FileName, string>> = {
  "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "report.json": "application/json",
  "tally.json": "application/json",
  "sessions.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "sessions.parquet": "application/vnd.apache.parquet",
  "email.eml": "message/rfc822",
};

/** Files that hold figures and no client's data, and so may be kept for good. */
const kept: readonly FileName[] = [fileNames.workbook, fileNames.report, fileNames.tally];

const tables: Partial<Record<FileName, string>> & { readonly "tally.json": string } = {
  "tally.json": "tallies",
  "sessions.parquet": "sessions",
};

/** A run's attempt at a revision. */
export type Attempt = { readonly runId: string; readonly revision: number };

/** The folder of a day's kept files: manifests, and a folder per attempt. */
export function dayFolder({ report, date }: DayRef): string {
  return `reports/${report}/${date.replaceAll("-", "/")}`;
}

/** The folder of a day's files that expire: a folder per attempt. */
export function expiringDayFolder({ report, date }: DayRef): string {
  return `sessions/${report}/${date.replaceAll("-", "/")}`;
}

/** All folders in which something of a day lies, and nothing of another day. */
export function foldersOf(ref: DayRef): string[] {
  const tables = Object.values(fileNames).flatMap((name) => tableKey(ref, name) ?? []);
  const inFolders = [...tables, doneKey(ref)].map((key) => key.slice(0, key.lastIndexOf("/")));
  return [dayFolder(ref), expiringDayFolder(ref), ...inFolders];
}

/**
 * An attempt's file: figures are kept for good, whatever holds session rows or names expires. The revision is part of the
 * folder's name, so that a run never writes for two revisions under one key.
 */
export function fileKey(ref: DayRef, { runId, revision }: Attempt, name: FileName): string {
  return `${folderOf(ref, name)}/${runId}-r${revision}/${name}`;
}

/** The attempt a key of the day is a file of, or null when it is another file. */
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

/** Where the newest revision's copy of a file lies for analysts, in folders that query engines read as columns; null for files that have none. */
export function tableKey(ref: DayRef, name: FileName): string | null {
  const table = tables[name];
  return table === undefined ? null : keyInTable(ref, table, name);
}

/** The newest revision's copy of a day's tally. */
export function tallyTableKey(ref: DayRef): string {
  return keyInTable(ref, tables[fileNames.tally], fileNames.tally);
}

function keyInTable({ report, date }: DayRef, table: string, name: FileName): string {
  return `tables/${table}/report=${report}/day=${date}/${name}`;
}

/** The manifest of a revision; that it exists is what makes the revision exist. */
export function manifestKey(ref: DayRef, revision: number): string {
  return `${dayFolder(ref)}/r${revision}.json`;
}

/** The revision a key is the manifest of, or null when it is another file. */
export function revisionOf(ref: DayRef, key: string): number | null {
  const match = /^\/r([1-9]\d*)\.json$/.exec(key.slice(dayFolder(ref).length));
  return match ? Number(match[1]) : null;
}

/** The folder of one recipient's marks of one delivery. Named by a hash, since an address is personal data. */
export function markFolder({ report, date }: DayRef, delivery: string, recipientHash: string): string {
  return `ledger/${report}/${date}/${delivery}/${recipientHash}`;
}

/** The mark, in its folder, that the recipient has the mail. */
export function sentKey(folder: string): string {
  return `${folder}/sent.json`;
}

/** What became of the last mail that was not sent. */
export function failedKey(folder: string): string {
  return `${folder}/failed.json`;
}

/** The claim on the n-th call of the mail service, from 1. */
export function claimKey(folder: string, n: number): string {
  return `${folder}/claim-${n}.json`;
}

/** Which call a key is the claim on, or null when it is another mark. */
export function claimNumberOf(key: string): number | null {
  const match = /\/claim-([1-9]\d*)\.json$/.exec(key);
  return match ? Number(match[1]) : null;
}

/** The mark that everyone has the day's mail, with what that run answered. */
export function doneKey({ report, date }: DayRef): string {
  return `ledger/${report}/${date}/done.json`;
}
