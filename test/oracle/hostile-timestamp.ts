import fc from "fast-check";

/** How an instant is written: minutes of offset as a text, the letter between, the digits after the milliseconds. */
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

/** The instant in that spelling: exact to the millisecond, whatever fewer fraction digits were asked for. */
export function spell(instant: number, { offset, letter, fraction, tail }: Spelling): string {
  const local = new Date(instant + (MINUTES[offset] ?? 0) * 60_000).toISOString();
  const [date, time, milliseconds = "000"] = [local.slice(0, 10), local.slice(11, 19), local.slice(20, 23)];
  const needed = milliseconds.replace(/0+$/, "").length;
  const digits = `${milliseconds}${tail}`.slice(0, Math.max(needed, fraction));
  const whole = digits === "" && time.endsWith(":00") && fraction === 0 ? time.slice(0, 5) : time;
  return `${date}${letter}${whole}${digits === "" ? "" : `.${digits}`}${offset}`;
}
