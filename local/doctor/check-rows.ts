import type { AnyReading } from "../../functions/daily-report/domain/read-values.ts";
import {
  createdAtOf,
  fieldsOf,
  readSession,
  type SessionField,
  sessionFields,
} from "../../functions/daily-report/domain/session.ts";
import { parameters, sortByCreation } from "../../functions/daily-report/twin/api-assumptions.ts";
import { type Check, fails, holds, note, unknown } from "./check.ts";

const ASSUMPTIONS = "functions/daily-report/twin/api-assumptions.ts";
const SESSION = "functions/daily-report/domain/session.ts";

export type Page = {
  readonly rows: readonly unknown[];
  /** The names asked for, and the range of time, milliseconds since 1970. */
  readonly fields: readonly string[];
  readonly from: number;
  readonly to: number;
};

/** A field is unreadable, or without offsets, if more than this share of its values is. */
const MOST_FAULTS = 0.1;

/** What the rows of a page show by themselves. No value of a row is repeated. */
export function checkRows(page: Page): Check[] {
  return [checkIds(page), checkFields(page), checkValues(page), checkOffsets(page), checkRange(page), checkOrder(page)];
}

function checkIds({ rows }: Page): Check {
  const subject = "every session has an id of its own";
  const ids = rows.map((row) => readSession(row).id.value);
  const missing = ids.filter((id) => id === null).length;
  if (missing > 0)
    return fails(subject, `${missing} of ${rows.length} rows have no readable id`, `the reader of id in ${SESSION}`);
  const repeated = rows.length - new Set(ids).size;
  if (repeated === 0) return holds(subject);
  return fails(subject, `${repeated} of ${rows.length} rows repeat an id; the reports count each once`, null);
}

function checkFields({ rows, fields }: Page): Check {
  const subject = "rows have the fields that are asked for";
  const seen = new Set(rows.flatMap((row) => Object.keys(fieldsOf(row))));
  const more = [...seen].filter((name) => !fields.includes(name)).length;
  if (more > 0)
    return fails(subject, `rows have ${more} fields that were not asked for`, `parameters.fields in ${ASSUMPTIONS}`);
  const never = fields.filter((name) => !seen.has(name));
  if (never.length === 0) return holds(subject);
  return unknown(
    subject,
    `no row has ${never.join(", ")}; if TWIN has them under another name, change it in ${SESSION}`,
  );
}

function checkValues({ rows }: Page): Check {
  const subject = "the values of the fields can be read";
  const sessions = rows.map(readSession);
  const faulty = sessionFields.flatMap((field) => {
    const present = sessions.filter((session) => isPresent(session[field])).length;
    const faults = sessions.filter((session) => session[field].fault !== null).length;
    return present > 0 && faults / present > MOST_FAULTS ? [{ field, said: `${field} (${faults} of ${present})` }] : [];
  });
  if (faulty.length === 0) return holds(subject);
  const readers = faulty.map(({ field }) => field).join(", ");
  return fails(
    subject,
    `unreadable: ${faulty.map(({ said }) => said).join(", ")}`,
    `the reader of ${readers} in ${SESSION}`,
  );
}

function isPresent({ value, fault }: AnyReading): boolean {
  return value !== null || fault !== null;
}

const instants: readonly SessionField[] = ["createdAt", "updatedAt", "closedAt", "operatorAssignedAt"];

function checkOffsets({ rows }: Page): Check {
  const subject = "times have an offset from UTC";
  const sessions = rows.map(readSession);
  const without = instants.flatMap((field) => {
    const present = sessions.filter((session) => isPresent(session[field])).length;
    const count = sessions.filter((session) => hasNoOffset(session[field])).length;
    return count > 0 ? [{ field, share: count / present, said: `${field} (${count} of ${present})` }] : [];
  });
  if (without.length === 0) return holds(subject);
  const readers = without.map(({ field }) => field).join(", ");
  const judge = without.some(({ share }) => share > MOST_FAULTS) ? fails : note;
  return judge(
    subject,
    `without an offset, and read as UTC: ${without.map(({ said }) => said).join(", ")}`,
    `nothing if TWIN shows the same times in UTC; otherwise the reader of ${readers} in ${SESSION}`,
  );
}

function hasNoOffset(reading: AnyReading): boolean {
  return reading.noOffset === true;
}

function checkRange({ rows, from, to }: Page): Check {
  const subject = "from and to limit createdAt";
  const outside = rows.filter((row) => {
    const created = createdAtOf(row);
    // The server may compare whole seconds.
    return created !== null && (created < from - 1000 || created > to + 1000);
  }).length;
  const { from: first, to: last } = parameters;
  return outside === 0
    ? holds(subject)
    : fails(
        subject,
        `${outside} of ${rows.length} rows were created outside the range`,
        `parameters.from ("${first}") and parameters.to ("${last}") in ${ASSUMPTIONS}`,
      );
}

function checkOrder({ rows }: Page): Check {
  const subject = "rows are sorted by createdAt, ascending";
  const created = rows.map(createdAtOf).filter((instant) => instant !== null);
  const isSorted = (later: (a: number, b: number) => boolean) =>
    created.every((instant, nth) => nth === 0 || !later(created[nth - 1] ?? instant, instant));
  if (new Set(created).size < 2) return unknown(subject, "there are not two sessions with different times");
  if (isSorted((a, b) => a > b)) return holds(subject);
  const change = `${ASSUMPTIONS}: sortByCreation = the ascending form of the API instead of "${sortByCreation}"`;
  return isSorted((a, b) => a < b)
    ? fails(subject, "they are sorted descending", change)
    : fails(subject, "they are not sorted by it", change);
}
