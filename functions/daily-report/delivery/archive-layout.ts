/** Where everything of a report's day lies in the archive. */

/** A report's day: the report's id and a date, yyyy-mm-dd. */
export type DayRef = { readonly report: string; readonly date: string };

/** The folder of a day's kept files: manifests, and a folder per run. */
export function dayFolder({ report, date }: DayRef): string {
  return `reports/${report}/${date.replaceAll("-", "/")}`;
}

/** A file that is kept for good: it holds figures, no client's data. */
export function keptFile(ref: DayRef, runId: string, name: string): string {
  return `${dayFolder(ref)}/${runId}/${name}`;
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

/** The mark that one recipient has one delivery. Keyed by a hash, since an address is personal data. */
export function sentKey({ report, date }: DayRef, delivery: string, recipientHash: string): string {
  return `ledger/${report}/${date}/${delivery}/${recipientHash}/sent.json`;
}
