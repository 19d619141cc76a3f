import {
  claimNumberOf,
  type DayRef,
  fileNames,
  isSentKey,
  ledgerFolder,
  mailOf,
} from "../../functions/daily-report/delivery/archive-layout.ts";
import { keysOf, manifestsOf } from "../../functions/daily-report/delivery/commit-day.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { ErasedDay } from "./erase-client.ts";

/** What the command cannot remove. */
export type Remains = DayRef & {
  /** The readers, by hash, to whom mails of the day were sent; their attachments may hold the client's rows. */
  readonly mailedTo: readonly string[];
  /** The ids of the client's sessions that the day's report.json lists. */
  readonly listed: readonly string[];
};

/** What mails and report.json of the day still hold. Throws CommitError if a manifest cannot be read. */
export async function whatRemains(archive: ArchiveStore, { report, date, sessions }: ErasedDay): Promise<Remains> {
  const ref = { report, date };
  const keys = await archive.list(`${ledgerFolder(ref)}/`);
  // A claim without an answer may have become a mail.
  const sent = keys.filter((key) => isSentKey(key) || claimNumberOf(key) !== null);
  const readers = sent.flatMap((key) => mailOf(ref, key)?.recipientHash ?? []);
  const reports = (await manifestsOf(archive, ref))
    .flatMap(keysOf)
    .filter((key) => key.endsWith(`/${fileNames.report}`));
  const listed = new Set<string>();
  for (const key of reports) for (const id of await idsIn(archive, key)) if (sessions.includes(id)) listed.add(id);
  return { ...ref, mailedTo: [...new Set(readers)], listed: [...listed].sort() };
}

/** The ids under `sessions` of a report.json. A file that cannot be read has none that anybody could find. */
async function idsIn(archive: ArchiveStore, key: string): Promise<string[]> {
  const ids: string[] = [];
  try {
    const report: { sessions?: unknown } = JSON.parse(Buffer.from((await archive.get(key)) ?? []).toString());
    JSON.stringify(report.sessions ?? null, (name, value) => {
      if (name === "id" && typeof value === "string") ids.push(value);
      return value;
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return ids;
}
