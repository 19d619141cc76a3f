import { fc, test as property } from "@fast-check/vitest";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { localTimeIn } from "../../functions/daily-report/session-table/local-time.ts";

const zones = ["Europe/Moscow", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "UTC"];

function clockIn(zone: string, instant: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return local.toPlainDateTime().toZonedDateTime("UTC").epochMilliseconds;
}

describe("localTimeIn returns the local time to the millisecond", () => {
  for (const zone of zones) {
    const localTime = localTimeIn(zone);
    const instants = fc.integer({ min: Date.UTC(1972, 1, 1), max: Date.UTC(2036, 0, 1) });

    property.prop([instants])(`at any time in ${zone}`, (instant) => {
      expect(localTime(instant)).toBe(clockIn(zone, instant));
    });

    test(`around every clock change of ${zone}`, () => {
      let next = Temporal.Instant.from("1985-01-01T00:00Z").toZonedDateTimeISO(zone).getTimeZoneTransition("next");
      while (next && next.year < 2030) {
        for (const shift of [-1, 0, 1]) {
          const instant = next.epochMilliseconds + shift;
          expect(localTime(instant)).toBe(clockIn(zone, instant));
        }
        next = next.getTimeZoneTransition("next");
      }
    });
  }
});
