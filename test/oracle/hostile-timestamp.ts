import fc from "fast-check";

/** How an instant is written: the offset as text, the letter between date and time, and the digits after the milliseconds. */
export type Spelling = { offset: string; letter: "T" | " "; fraction: number; tail: string };

const MINUTES: Record<string, number> = {
  ...{ "": 0, Z: 0, "+00:00": 0, "-00:00": 0, "+03:00": 180, "+0300": 180, "+03": 180, "-03": -180 },
  ...{ "+05:45": 345, "-0930": -570, "+14:00": 840, "-00:30": -30 },
};

export const spelling: fc.Arbitrary<Spelling> = fc.record(
  {
    offset: fc.constantFrom(...Object.keys(MINUTES)),
    letter: fc.constantFrom<Spelling["letter"]>("T", "T", " "),
    fraction: fc.integer({ min: 0, max: 9 }),
    tail: fc.constantFrom("000000", "999999", "123456"),
  },
  { noNullPrototype: true },
);

/** Writes the instant in that spelling. Keeps the milliseconds, even if the spelling has fewer fraction digits. */
export function spell(instant: number, { offset, letter, fraction, tail }: Spelling): string {
  const local = new Date(instant + (MINUTES[offset] ?? 0) * 60_000).toISOString();
  const [date, time, milliseconds = "000"] = [local.slice(0, 10), local.slice(11, 19), local.slice(20, 23)];
  const needed = milliseconds.replace(/0+$/, "").length;
  const digits = `${milliseconds}${tail}`.slice(0, Math.max(needed, fraction));
  const whole = digits === "" && time.endsWith(":00") && fraction === 0 ? time.slice(0, 5) : time;
  return `${date}${letter}${whole}${digits === "" ? "" : `.${digits}`}${offset}`;
}

/** How systems write "never": the start of 1970 and every instant before it, also in years below 0, and the date 0000-00-00. */
export const ZERO_DATES = [
  ...["0001-01-01T00:00:00Z", "0001-01-01 00:00", "0001-01-01T00:00:00.000+00:00", "0001-01-01T00:00:00+14:00"],
  ...["0000-01-01T00:00:00Z", "0000-02-29T00:00:00Z", "-0001-11-30T00:00:00+00:00", "-0001-11-30 00:00:00"],
  ...["-0001-11-30T00:00:00.000000Z", "-0004-02-29T12:00Z", "-9999-12-31T23:59:59.999-14:00"],
  ...["1970-01-01T00:00:00Z", "1970-01-01 00:00", "1970-01-01T00:00:00.000999Z", "1970-01-01T03:00:00+03:00"],
  ...["1969-12-31T16:00:00-0800", "1969-12-31T23:59:59.999Z", "1970-01-01T05:29+05:45"],
  ...["1900-01-01T00:00:00", "1899-12-30T00:00:00Z", "1753-01-01 00:00:00.000", "1601-01-01T00:00:00.0000000Z"],
  ...["0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00Z", "0000-00-00T00:00:00.000+00:00"],
  ...["0000-00-00T", "0000-00-00 ", "0000-00-00 00:00", "0000-00-00T99:99:99+99:99", "0000-00-00 never"],
];

/** Texts that look like a zero date but are not: the first instants after the start of 1970, and texts of another form. */
export const NEARLY_ZERO_DATES = [
  ...["1970-01-01T00:00:00.001Z", "1970-01-01T00:00:01", "1970-01-01T00:00:00-00:30", "1969-12-31T23:59:59.999-03:00"],
  ...["0000-00-00Z", "0000-00-000", "0000-00-00t00:00:00Z", "0000-00-00\t00:00", " 0000-00-00", "00000-00-00"],
  ...["-0000-00-00", "-0000-00-00T00:00:00Z", "0000-00-01T00:00:00Z", "0000-01-00T00:00:00Z", "0001-00-00T00:00:00Z"],
  ...[
    "-0001-02-30T00:00:00Z",
    "-0001-11-30T24:00:00Z",
    "-0001-11-30",
    "-00001-11-30T00:00:00Z",
    "-001-11-30T00:00:00Z",
  ],
  ...["\u22120001-11-30T00:00:00Z", "+0001-11-30T00:00:00Z", "1970-01-01", "00.00.0000", "0000-00-00\u00a000:00:00"],
];
