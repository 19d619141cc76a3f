import { type Asked, checksOf } from "../../functions/daily-report/domain/checks.ts";
import { classify } from "../../functions/daily-report/domain/classify.ts";
import { families } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { breakdownIds, type Subject } from "../../functions/daily-report/domain/metrics/metric.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { sessionFlags } from "../../functions/daily-report/domain/session-flags.ts";
import { type ClassifiedSession, type SortedRows, sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { breakdowns, targetSeconds } from "../../functions/daily-report/domain/tally.ts";
import { fieldsAsked } from "../../functions/daily-report/session-table/table-columns.ts";
import { day } from "../session-rows.ts";
import { settings } from "./subjects.ts";

const asked: Asked = {
  fields: fieldsAsked("mask"),
  filters: { ...noFilters, companyId: 4390, botId: "bot-1" },
};

const nothingElse: SortedRows = { received: 0, duplicate: 0, outside: 0, unasked: 0, invalid: [], sessions: [] };

type Reader = readonly [name: string, read: (classified: ClassifiedSession, subject: Subject) => void];

/** All code that reads the sessions of a day to count them: the class, each family, each breakdown, and so on. */
const readers: readonly Reader[] = [
  ["class", ({ session }) => classify(session)],
  ["target of the first reply", ({ session }) => targetSeconds(session, settings)],
  ...Object.entries(families).map(
    ([id, { observe }]): Reader => [`metrics of ${id}`, (_, subject) => observe(subject, () => undefined)],
  ),
  ...breakdownIds.map(
    (id): Reader => [
      `breakdown by ${id}`,
      ({ session }) => [breakdowns[id].rowsOf(session, day), breakdowns[id].nameOf(session)],
    ],
  ),
  ["checks", (classified) => checksOf({ ...nothingElse, sessions: [classified] }, asked)],
  ...Object.entries(sessionFlags).map(([id, flag]): Reader => [`flag ${id}`, (_, subject) => flag(subject)]),
];

/** The fields that each reader reads in the sessions of the day: reader -> field -> how often the value was good. */
export type Reads = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Records the reads of all readers. A value is good if it is neither null nor faulty. */
export function recordReads(rows: readonly unknown[]): Reads {
  const reads = new Map(readers.map(([name]) => [name, new Map<string, number>()]));
  for (const classified of sortOut(rows, day).sessions) {
    for (const [name, read] of readers) {
      const session = recording(classified.session, reads.get(name) ?? new Map());
      const subject = { session, class: classified.class, targetSeconds: settings.firstReplySeconds };
      read({ ...classified, session }, subject);
    }
  }
  return reads;
}

function recording<S extends object>(session: S, good: Map<string, number>): S {
  return new Proxy(session, {
    get(target, field) {
      const reading: unknown = Reflect.get(target, field);
      if (typeof field === "string") good.set(field, (good.get(field) ?? 0) + (isGood(reading) ? 1 : 0));
      return reading;
    },
  });
}

function isGood(reading: unknown): boolean {
  const { value, fault } = reading as { value: unknown; fault: unknown };
  return value !== null && fault === null;
}
