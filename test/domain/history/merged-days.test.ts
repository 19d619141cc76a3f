import { describe, expect, test } from "vitest";
import { comparedIds, driverBreakdowns, driverIds } from "../../../functions/daily-report/domain/history/history.ts";
import { addDay, comparedPart, type MergedDays, poolOf } from "../../../functions/daily-report/domain/history/pool.ts";
import { catalogue, metricsOf } from "../../../functions/daily-report/domain/metrics/catalogue.ts";
import { localDate, type ReportDay, reportDay } from "../../../functions/daily-report/domain/report-day.ts";
import { sortOut } from "../../../functions/daily-report/domain/sort-out.ts";
import {
  decodeTally,
  encodeTally,
  figuresOf,
  mergeTallies,
  type Tally,
  tallyOf,
} from "../../../functions/daily-report/domain/tally.ts";
import { inventSessions } from "../../../local/twin-emulator/invent-sessions.ts";
import { settings } from "../../session-rows.ts";

const zone = "Europe/Berlin";

/** October 2026: its clocks go back on the 25th. */
const days = Array.from({ length: 31 }, (_, index) => reportDay(`2026-10-${String(index + 1).padStart(2, "0")}`, zone));
const rows = days.map((day, seed) =>
  inventSessions({ ...day, seed, count: 40 }).filter((item) => localDate(instantOf(item.createdAt), zone) === day.date),
);
const tallies = days.map((day, index) => tallyOf(sortOut(rows[index] ?? [], day), day, settings));

function instantOf(text: unknown): number {
  return Date.parse(/[Z+]/.test(String(text)) ? String(text) : `${text}Z`);
}

/** A time of several days, as if it were one. */
function asOneDay(parts: readonly ReportDay[]): ReportDay {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) throw new RangeError("There are no days.");
  return {
    ...first,
    to: last.to,
    hours: (last.to - first.from) / 3_600_000,
    stretches: parts.flatMap((day) => day.stretches),
  };
}

describe("the merged tallies of a month", () => {
  const month = asOneDay(days);
  const atOnce = tallyOf(sortOut(rows.flat(), month), month, settings);

  test("are equal to the fold of all its sessions, to the byte", () => {
    expect(rows.flat().length).toBeGreaterThan(1200);
    expect(encodeTally(mergeTallies(...tallies))).toBe(encodeTally(atOnce));
  });

  test("are the same for weeks that are merged first", () => {
    const weeks = [0, 7, 14, 21, 28].map((start) => mergeTallies(...tallies.slice(start, start + 7)));

    expect(encodeTally(mergeTallies(...weeks.reverse()))).toBe(encodeTally(atOnce));
  });

  test("are the same if they were archived as text", () => {
    const read = tallies.map((tally) => decodeTally(JSON.parse(encodeTally(tally))));

    expect(encodeTally(mergeTallies(...read))).toBe(encodeTally(atOnce));
  });
});

describe("the pool of a month", () => {
  const merged: MergedDays[] = [];
  for (const tally of tallies) addDay(merged, decodeTally(JSON.parse(encodeTally(tally)), comparedPart), []);
  const pool = poolOf(merged);
  const whole = mergeTallies(...tallies);

  test("gives every metric of the day as the whole tallies do", () => {
    expect(metricsOf(figuresOf(pool.tally("sessions"), "day", ""))).toEqual(metricsOf(figuresOf(whole, "day", "")));
  });

  test.each([...new Set([...driverIds, ...comparedIds])])("gives %s of every row as the whole tallies do", (id) => {
    for (const breakdown of driverBreakdowns) {
      const valuesOf = (tally: Tally) =>
        new Map(
          [...(tally.get(breakdown) ?? [])].map(([row, figures]) => [
            row,
            [catalogue[id].value(figures), figures.get("name")],
          ]),
        );
      expect(valuesOf(pool.tally(id)).size).toBeGreaterThan(1);
      expect(valuesOf(pool.tally(id))).toEqual(valuesOf(whole));
    }
  });

  test("has no counts that no comparison of rows needs", () => {
    const { operators, chats } = Object.fromEntries(pool.tally("nps"));
    expect(chats).toBeUndefined();
    expect([...(operators?.values() ?? [])].some((figures) => figures.has("duration"))).toBe(false);
  });

  test("merges the tallies of a metric once", () => {
    expect(pool.tally("nps")).toBe(pool.tally("nps"));
    expect(pool.tally("nps")).toBe(pool.tally("sl1"));
  });
});

describe("a pool of days that different metrics can use", () => {
  const [first = new Map(), second = new Map(), third = new Map(), fourth = new Map()] = tallies;
  const merged: MergedDays[] = [];
  addDay(merged, first, []);
  addDay(merged, second, ["sl1"]);
  addDay(merged, third, ["nps", "sl1"]);
  addDay(merged, fourth, ["sl1"]);
  const pool = poolOf(merged);

  test.each([
    ["sessions", tallies.slice(0, 4)],
    ["nps", [first, second, fourth]],
    ["sl1", [first]],
  ] as const)("has for %s the days that it can use", (id, used) => {
    expect(pool.days(id)).toBe(used.length);
    expect(encodeTally(pool.tally(id))).toBe(encodeTally(mergeTallies(...used)));
    expect(pool.tally(id)).toBe(pool.tally(id));
  });

  test("is empty for a metric that no day has", () => {
    const none: MergedDays[] = [];
    addDay(none, first, ["nps"]);

    expect([poolOf(none).days("nps"), poolOf(none).tally("nps").size]).toEqual([0, 0]);
  });

  test("leaves the tallies that are added unchanged", () => {
    const texts = tallies.slice(0, 2).map(encodeTally);
    const same: MergedDays[] = [];
    for (const tally of tallies.slice(0, 2)) addDay(same, tally, []);

    expect(encodeTally(poolOf(same).tally("nps"))).toBe(encodeTally(mergeTallies(first, second)));
    expect(tallies.slice(0, 2).map(encodeTally)).toEqual(texts);
  });
});
