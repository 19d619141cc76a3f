import type { Erased } from "./erase-client.ts";
import type { Remains } from "./what-remains.ts";

export type Told = {
  readonly erased: Erased;
  readonly remains: readonly Remains[];
  readonly dryRun: boolean;
  /** The folder of the outbox, for an archive in a folder; null for one in a bucket. */
  readonly outbox: string | null;
};

/** What was removed, and what the command cannot remove. Names sessions and the hashes of readers, not the client. */
export function erasedAsText({ erased, remains, dryRun, outbox }: Told): string {
  const { days, unreadable } = erased;
  const damaged = unreadable.map((key) => `Could not be searched, repair or remove it: ${key}`);
  if (days.length === 0) return [...damaged, "No session table has rows of this client."].join("\n");
  const lines = days.map(({ report, date, sessions, removed, isRewritten }) => {
    const table = isRewritten ? "the table rewritten without them" : "none of them in the table";
    return `${report} ${date}: ${sessions.length} sessions, ${removed} versions of files removed, ${table}`;
  });
  return [
    ...damaged,
    dryRun ? "Nothing was changed. It would be:" : "Erased:",
    ...lines,
    ...remainsAsText(remains, outbox),
  ].join("\n");
}

function remainsAsText(remains: readonly Remains[], outbox: string | null): string[] {
  const lines = remains.flatMap(({ report, date, mailedTo, listed }) => [
    ...(mailedTo.length === 0
      ? []
      : [`${report} ${date}: mails, perhaps with sessions.xlsx attached, to ${mailedTo.map(short).join(", ")}`]),
    ...(listed.length === 0
      ? []
      : [`${report} ${date}: report.json lists the sessions ${listed.join(", ")}, without the client`]),
  ]);
  const outboxLine = outbox === null ? [] : [`mails in ${outbox}`];
  if (lines.length + outboxLine.length === 0) return [];
  return ["", "What this command cannot remove:", ...lines, ...outboxLine];
}

/** Long enough to find the reader's folder in the ledger. */
function short(hash: string): string {
  return hash.slice(0, 12);
}
