import { describe, expect, test } from "vitest";
import { countChecks } from "../functions/daily-report/domain/checks.ts";
import { Counts } from "../functions/daily-report/domain/counts.ts";
import { datesBetween, type ReportDay, reportDay, reportSpan } from "../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../functions/daily-report/domain/session-filters.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import {
  countRows,
  decodeTally,
  encodeTally,
  mergeTallies,
  type Tally,
} from "../functions/daily-report/domain/tally.ts";
import { inventSessions } from "../local/twin-emulator/invent-sessions.ts";
import type { InventedItem } from "../local/twin-emulator/invention/invented-item.ts";
import { readInstant } from "../local/twin-emulator/read-instant.ts";
import { sessionFields } from "../local/twin-emulator/session-fields.ts";
import { reportOfTally } from "./session-rows.ts";

/**
 * A week and a month are the merged tallies of their days. These tests hold them to a fold of all their sessions: the same
 * counts to the byte, and so the same figures. Every day has the faults of the generator and some more.
 */

const SESSIONS_A_DAY = 60;

/** Operator groups with targets of their own are counted under them. */
const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "2": 30, "4": 120 } };

type InventedDay = { readonly day: ReportDay; readonly rows: readonly InventedItem[] };

/** A day and the rows that the API lists for it: both ends of a request are inclusive. */
function inventedDay(date: string, zone: string): InventedDay {
  const day = reportDay(date, zone);
  const items = inventSessions({ ...day, seed: Number(date.replaceAll("-", "")), count: SESSIONS_A_DAY });
  const rows = items.flatMap(withFaults).filter(({ createdAt }) => {
    const at = readInstant(createdAt);
    return at === null || (at >= day.from && at <= day.to);
  });
  return { day, rows };
}

/** Some rows are listed twice, some have no id, some close before they begin. */
function withFaults(item: InventedItem, index: number): InventedItem[] {
  if (index % 20 === 3) return [item, item];
  if (index % 20 === 7) return [{ ...item, id: null }];
  if (index % 20 === 11) return [{ ...item, closedAt: "2020-01-01T00:00:00+00:00" }];
  return [item];
}

function count(counts: Counts, rows: readonly unknown[], day: ReportDay): void {
  const sorted = sortOut(rows, day);
  countRows(counts, sorted, { day, settings });
  countChecks(counts, sorted, { fields: sessionFields, filters: noFilters });
}

function fold(days: readonly InventedDay[]): Tally {
  const counts = new Counts();
  for (const { day, rows } of days) count(counts, rows, day);
  return counts.tally();
}

/** The tally of one day after it was written to tally.json and read again. */
function archived(day: InventedDay): Tally {
  return decodeTally(JSON.parse(encodeTally(fold([day]))));
}

/** Every listed row once: a session at midnight is listed for two days. */
function sessionsOf(days: readonly InventedDay[], { to }: ReportDay): InventedItem[] {
  return days.flatMap(({ day, rows }) =>
    rows.filter(({ createdAt }) => (readInstant(createdAt) ?? 0) < day.to || day.to === to),
  );
}

const months = [
  { zone: "Europe/Berlin", first: "2026-03-01", last: "2026-03-31", days: 31, hours: 31 * 24 - 1 },
  { zone: "Europe/Berlin", first: "2026-10-01", last: "2026-10-31", days: 31, hours: 31 * 24 + 1 },
  { zone: "America/New_York", first: "2026-11-01", last: "2026-11-30", days: 30, hours: 30 * 24 + 1 },
  { zone: "Australia/Lord_Howe", first: "2026-04-01", last: "2026-04-30", days: 30, hours: 30 * 24 + 0.5 },
  { zone: "Europe/Moscow", first: "2026-02-01", last: "2026-02-28", days: 28, hours: 28 * 24 },
].map((month) => {
  const days = datesBetween(month.first, month.last, 31).map((date) => inventedDay(date, month.zone));
  return {
    ...month,
    invented: days,
    tallies: days.map(archived),
    span: reportSpan(month.first, month.last, month.zone),
  };
});

describe.each(months)("the month from $first in $zone", ({ days, hours, invented, tallies, span }) => {
  const merged = mergeTallies(...tallies);
  const whole = new Counts();
  count(whole, sessionsOf(invented, span), span);

  test("has all its days, and the hour by which the clocks change", () => {
    expect([tallies.length, span.hours, (span.to - span.from) / 3_600_000]).toEqual([days, hours, hours]);
  });

  test("has merged tallies that equal a fold of all its rows, to the byte, in any order", () => {
    expect(encodeTally(merged)).toBe(encodeTally(fold(invented)));
    expect(encodeTally(mergeTallies(...tallies.toReversed()))).toBe(encodeTally(fold(invented)));
  });

  test("has merged weeks that equal the merged days, to the byte", () => {
    const weeks = Map.groupBy(tallies.entries(), ([index]) => Math.floor(index / 7)).values();
    const ofWeeks = [...weeks].map((week) => mergeTallies(...week.map(([, tally]) => tally)));

    expect(encodeTally(mergeTallies(...ofWeeks))).toBe(encodeTally(merged));
  });

  test("counts every session as a single fold over the whole month does, to the byte", () => {
    // Only the rows listed for two days differ: the merged tallies count them once more as outside a day.
    const listedTwice = invented.flatMap(({ rows }) => rows).length - sessionsOf(invented, span).length;
    const twice = decodeTally([
      [
        "rows",
        [
          [
            "",
            [
              ["outside", [["", listedTwice]]],
              ["received", [["", listedTwice]]],
            ],
          ],
        ],
      ],
    ]);

    expect(listedTwice).toBeGreaterThanOrEqual(days - 1);
    expect(encodeTally(merged)).toBe(encodeTally(mergeTallies(whole.tally(), twice)));
  });

  test("has the figures of all its sessions, not means of days", () => {
    const frame = { declared: 0, of: span, under: settings };
    const [report, expected] = [reportOfTally(merged, frame), reportOfTally(whole.tally(), frame)];

    expect([report.metrics, report.breakdowns]).toEqual([expected.metrics, expected.breakdowns]);
    expect(report.metrics.sessions.value).toBeGreaterThan(days * SESSIONS_A_DAY * 0.8);
    expect(report.metrics.nps.n).toBeGreaterThan(10);
  });
});

test("every invented day has duplicate, invalid and outside rows, and a time without an offset", () => {
  for (const { tallies } of months) {
    for (const tally of tallies) {
      const counters = tally.get("rows")?.get("");
      expect([...(counters?.keys() ?? [])].sort()).toEqual(["duplicate", "invalid", "outside", "received"]);
      expect(tally.get("quality")?.get("createdAt")?.get("noOffset")?.size).toBe(1);
    }
  }
});
