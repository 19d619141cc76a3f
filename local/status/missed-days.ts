import { readDone } from "../../functions/daily-report/delivery/day-done.ts";
import { localDate } from "../../functions/daily-report/domain/report-day.ts";
import { dueTimeBefore, dueTimeOf } from "../../functions/daily-report/due-time.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import { dueSpan } from "../../functions/daily-report/report-span.ts";
import { answerFrom } from "../../functions/daily-report/run-answer.ts";
import { dueAt, groupOf } from "./due-of-day.ts";
import { type DayStatus, readStatus } from "./read-status.ts";

/** What a report missed, in the order in which it was due. */
export type MissedDays = {
  readonly definition: ReportDefinition;
  /** One list for each row of days, weeks or months that were due one after the other. None of them is empty. */
  readonly rows: readonly (readonly DayStatus[])[];
};

export type MissedQuestion = {
  readonly definitions: readonly ReportDefinition[];
  /** The local date from which on it was due, in the zone of each report. */
  readonly since: string;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/**
 * What the schedule of a report missed since that date: all that was due, is not done and is not tried again. Nothing if no
 * schedule makes the report. Throws ArchiveError, LedgerError or CommitError for a damaged archive.
 */
export async function readMissed(
  archive: ArchiveStore,
  definition: ReportDefinition,
  { definitions, since, now }: MissedQuestion,
): Promise<MissedDays> {
  const group = groupOf(definitions, definition.id);
  if (group === null) return { definition, rows: [] };
  // A week may be due on several days: the first one counts.
  const dueTimes = new Map<string, number>();
  for (let time = dueTimeOf(group, now); localDate(time, group.zone) >= since; time = dueTimeBefore(group, time)) {
    dueTimes.set(dueSpan(definition, time).day.date, time);
  }
  const reading = rememberLists(archive);
  const statuses = await Promise.all(
    [...dueTimes.values()].reverse().map(async (dueTime) => {
      const span = dueSpan(definition, dueTime);
      const ref = { report: definition.id, date: span.day.date };
      // Most days are done, which costs one read.
      if ((await readDone(archive, ref, answerFrom)) !== null) return null;
      return readStatus(reading, { definition, span, due: dueAt(definition, group, { dueTime, now }), now });
    }),
  );
  return { definition, rows: rowsOf(statuses.map((status) => (status?.state === "missing" ? status : null))) };
}

/** The parts between the nulls. */
function rowsOf<T>(items: readonly (T | null)[]): T[][] {
  const rows: T[][] = [[]];
  for (const item of items) {
    if (item === null) rows.push([]);
    else rows.at(-1)?.push(item);
  }
  return rows.filter((row) => row.length > 0);
}

/** Lists each prefix once: the status of a day that nobody knows lists the ledger of its report. */
function rememberLists(archive: ArchiveStore): ArchiveStore {
  const lists = new Map<string, Promise<string[]>>();
  return {
    ...archive,
    list(prefix) {
      const list = lists.get(prefix) ?? archive.list(prefix);
      lists.set(prefix, list);
      return list;
    },
  };
}
