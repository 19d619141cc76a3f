import fc from "fast-check";
import { NEARLY_ZERO_DATES, ZERO_DATES } from "./hostile-timestamp.ts";

const WHITE = ["", " ", "\t\r\n", "\u0085", "\u00a0\u2003", "\u3000\u2028", "\u1680\u202f\u205f"];

/** Blank texts with characters other than white space. */
export const INVISIBLE = [
  ...["\ufeff", "\u200b", "\u2060", "\u2060 ", " \u200b\u00a0", "\u3164", "\uffa0", "\u115f\u1160", "\u00ad", "\u034f"],
  ...["\u061c", "\u17b4", "\u180b", "\u180e", "\u180f", "\u200d", "\u202a\u202c", "\u202e", "\u2065", "\u2066\u2069"],
  ...["\ufe0f", "\ufff0", "\u{1bca0}", "\u{1d173}", "\u{e0001}", "\u{e0fff}", "\u3164\u3164\u3164"],
  ...["\u0000", "\u0001\u001f", "\u007f", "\u0080\u009f", "\u001b\u200b", "\u001c", "\u0000\u0000 \u0000"],
];

/** Texts that show almost nothing but are not blank by the rules. */
export const NOT_QUITE_BLANK = [
  ...["\u2800", "\u0301", "\ufffc", "\ufff9", "\u0600", "\ue000", "\ud800", "\udfff", "\u{e1000}", "\u{1d159}"],
  ...["\u200b.", "\u00ad-", "\u3164\u0301"],
];

const NUMBER_TEXTS = [
  ...["9", "9.0", "90e-1", "0.9E1", "-0", "0.0", "1e2", "1E+2", "0", "1", "2", "10", "1e-7", "5e-324"],
  ...[" 9", "9 ", "9\n", "\u00a09", "+9", "1,5", "1e400", "-1e400", "0x10", "09", ".5", "5.", "-", "1_000", "NaN"],
  ...["Infinity", "\u0669", "\uff19", "1 000", "1n", "9\ufeff", "1.e1", "--1"],
];
/** Numbers that cannot be ids: beyond 2^53 - 1 (two ids may have become one), with a fraction, or too large (1e400 in JSON). */
export const NO_IDS = [
  ...[2 ** 53, -(2 ** 53), 2 ** 53 + 2, 2 ** 60, 1e21, -1e21, 1e300, 4.5, -0.5, 0.1 + 0.2, 5e-324],
  ...["1269943055849660418", "1269943055849660419", "1e400", "-1e400"].map(Number),
];
const LARGEST_IDS = [2 ** 53 - 1, -(2 ** 53 - 1), "9007199254740991", "9007199254740993", "1269943055849660418"];

/** Strange values of ids and names: mostly numbers that are not safe integers, invisible texts, or the largest valid ids. */
export const strangeId: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NO_IDS) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...INVISIBLE) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...LARGEST_IDS) },
);

const NUMBERS = [0, -0, 1, -1, 2, 4.5, 0.5, -0.5, 1e300, -1e300, 1e21, 1e-7, 5e-324, 2 ** 53, 0.1 + 0.2, 11, 100, 150];
const BOOLEAN_TEXTS = ["true", "TRUE", "False", "fALSE", " true", "true ", "fal\u017fe", "yes", "on", "t", "null"];

export const NAMES = [
  ...["Zoë", "Zoe\u0308", " Zoë", "Zo\u00eb\u00a0", "Zoë  Ann", "Zoë\u2003\u0085Ann", "Zoë\tAnn", "\ufeffZoë", "zoë"],
  ...["Å", "\u212b", "A\u030a", "ﬁ", "fi", "😀", "\uff5e", "\ud800", "\ud801", "a\udc00b", "\u{1f468}\u200d\u{1f469}"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "none", "Unassigned", "name:Zoë", "null", "0"],
  ...["=1+1", "@SUM(A1)", "<b>Zoë</b>", "Ж", "\u0000Zoë", "a\nb", "others", "Zoë\u200b", "\u2060Zoë", "Zo\u00adë"],
];

/** Names of people, invisible names, and almost blank names. */
export const nameText: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.constantFrom(...INVISIBLE) },
  { weight: 1, arbitrary: fc.constantFrom(...NOT_QUITE_BLANK) },
);

const STRUCTURES: unknown[] = [
  ...[[], [[]], [1], ["4"], [null], {}, { a: { b: [{ c: null }] } }, { value: 9 }, { length: 0 }],
  ...[{ formula: "1+1", result: 2 }, { richText: [{ text: "Zoë", font: { bold: true } }] }, { error: "#N/A" }],
  ...[{ text: "Zoë", hyperlink: "http://example.com" }, { sharedFormula: "A1", result: 1 }, { $date: 0 }],
  JSON.parse('{"10":1,"9":2,"__proto__":{"x":1},"\\ud83d\\ude00":1,"\\uff5e":2,"toJSON":3,"toString":"a"}'),
];

const DATE_TEXTS = [
  ...["2021-02-30T10:00:00Z", "2023-02-29T10:00:00Z", "2021-13-01T10:00:00Z", "2021-00-10T10:00:00Z"],
  ...["2021-01-11T24:00:00Z", "2021-01-11T23:60:00Z", "2021-01-11T23:59:60Z", "2021-1-11T10:00:00Z", "2021-01-11"],
  ...["2021-01-11T10:00:00 Z", "2021-01-11T10:00:00z", "2021-01-11t10:00:00Z", " 2021-01-11T10:00:00Z"],
  ...["2021-01-11T10:00:00Z\n", "2021-01-11T10:00:00+3", "2021-01-11T10:00:00+03:0", "2021-01-11T10:00:00+0300:00"],
  ...["2021-01-11T10:00:00.Z", "2021-01-11T10:00:00,5Z", "2021-01-11T10:00.5Z", "2021-01-11T10Z", "20210111T100000Z"],
  ...[
    "+002021-01-11T10:00:00Z",
    "Mon, 11 Jan 2021 10:00:00 GMT",
    "11.01.2021 10:00",
    "2021-01-11T10:00:00\u2212" + "03",
  ],
  ...["9999-12-31T23:59:59.999999999-14:00", "1610360000", "now"],
  ...["2021-01-11  10:00:00Z", "2021-01-11T10:00:00+03:00[Europe/Moscow]", "２021-01-11T10:00:00Z"],
];

/** Any JSON value for any field. Most values are wrong for most fields. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...WHITE) },
  { weight: 2, arbitrary: fc.constantFrom(...INVISIBLE) },
  { weight: 1, arbitrary: fc.constantFrom(...NOT_QUITE_BLANK) },
  { weight: 5, arbitrary: fc.constantFrom(...NUMBER_TEXTS) },
  { weight: 4, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(true, false, ...BOOLEAN_TEXTS) },
  { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 6, arbitrary: fc.constantFrom(...STRUCTURES) },
  { weight: 2, arbitrary: fc.constantFrom(...DATE_TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...ZERO_DATES, ...NEARLY_ZERO_DATES) },
  { weight: 1, arbitrary: strangeId },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** Numbers on the edges of the rules, as numbers and as numeric strings. */
export const edgeNumber = (...numbers: number[]): fc.Arbitrary<unknown> =>
  fc.constantFrom(...numbers).chain((value) => fc.constantFrom<unknown>(value, value, value, String(value)));

export const booleanValue: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[true, true, false, false, null, 0, 1, 2, -0, 0.5, "true", "TRUE", "False", "0", "0.0", "-0", "1", "2", "1e-7"],
);

export const badDate: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...DATE_TEXTS,
  ...NEARLY_ZERO_DATES,
  1610360000,
  1610360000000,
  0,
  {},
  "",
  "\u200b",
);

/** How systems write "no time": null, or a zero date of some form. */
export const noDate: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...ZERO_DATES) },
);

export const groupIds: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.uniqueArray(fc.constantFrom(1, 2, 3), { maxLength: 3 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom<unknown>(1, "1", "1.0", 2, "2", -4, "1e1", 10, 9.0), { maxLength: 4 }),
  },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom<unknown>(1, "2", ...NO_IDS, ...LARGEST_IDS, "1e400", "9.5"), {
      minLength: 1,
      maxLength: 3,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom<unknown>(...NO_IDS), fc.constantFrom<unknown>("x", null, {}, "\u200b", " 4")),
  },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom<unknown>(1, "2", "x", null, "", 9.5, " 4", "04", true, [1], {}), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, "", "1", 1, {}, [["4"]], "[1]", true) },
);
