import { expect, test } from "vitest";
import { readInstant } from "../../../local/twin-emulator/read-instant.ts";

const TEN = Date.UTC(2026, 2, 2, 10);

test.each([
  ["2026-03-02T10:00:00+00:00", TEN],
  ["2026-03-02 10:00", TEN],
  ["2026-03-02T10:00:00", TEN],
  ["2026-03-02T13:00:00+03", TEN],
  ["2026-03-02T04:30:00-0530", TEN],
  ["2026-03-02T15:45:00+05:45", TEN],
  ["2026-03-02T10:00:00.1239Z", TEN + 123],
  ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
  ["0001-01-01T00:00:00Z", -62_135_596_800_000],
])("readInstant reads %s", (text, instant) => {
  expect(readInstant(text)).toBe(instant);
});

test.each([
  ...[
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-03-00T00:00:00Z",
    "2026-03-02T24:00:00Z",
  ],
  ...[
    "2026-03-02T10:60:00Z",
    "2026-03-02T10:00:60Z",
    "2026-03-02",
    "2026-03-02T10",
    "2026-03-02T10:00:00z",
    " 2026-03-02T10:00:00Z",
  ],
  ...[
    "2026-03-02T10:00:00Z\n",
    "2026-03-02T10:00.5Z",
    "2026-03-02T10:00:00 +00:00",
    "yesterday",
    "",
    1_772_445_600_000,
    null,
    undefined,
    {},
    true,
  ],
])("readInstant returns null for %j", (value) => {
  expect(readInstant(value)).toBeNull();
});
