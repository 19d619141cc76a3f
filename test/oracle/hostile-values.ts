import fc from "fast-check";

const BLANKS = ["", " ", "\t\r\n", "\u0085", "\u00a0\u2003", "\u3000\u2028", "\u1680\u202f\u205f"];
const NOT_QUITE_BLANK = ["\ufeff", "\u200b", "\u180e", "\u2060 "];

const NUMBER_TEXTS = [
  ...["9", "9.0", "90e-1", "0.9E1", "-0", "0.0", "1e2", "1E+2", "0", "1", "2", "10", "1e-7", "5e-324"],
  ...[" 9", "9 ", "9\n", "\u00a09", "+9", "1,5", "1e400", "-1e400", "0x10", "09", ".5", "5.", "-", "1_000", "NaN"],
  ...["Infinity", "\u0669", "\uff19", "1 000", "1n", "9\ufeff", "1.e1", "--1"],
];
const NUMBERS = [0, -0, 1, -1, 2, 4.5, 0.5, -0.5, 1e300, -1e300, 1e21, 1e-7, 5e-324, 2 ** 53, 0.1 + 0.2, 11, 100, 150];
const BOOLEAN_TEXTS = ["true", "TRUE", "False", "fALSE", " true", "true ", "fal\u017fe", "yes", "on", "t", "null"];

export const NAMES = [
  ...["Zoë", "Zoe\u0308", " Zoë", "Zo\u00eb\u00a0", "Zoë  Ann", "Zoë\u2003\u0085Ann", "Zoë\tAnn", "\ufeffZoë", "zoë"],
  ...["Å", "\u212b", "A\u030a", "ﬁ", "fi", "😀", "\uff5e", "\ud800", "\ud801", "a\udc00b", "\u{1f468}\u200d\u{1f469}"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "none", "Unassigned", "name:Zoë", "null", "0"],
  ...["=1+1", "@SUM(A1)", "<b>Zoë</b>", "Ж", "\u0000", "a\nb", "others"],
];

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
  ...["0000-02-29T00:00:00Z", "0001-01-01 00:00", "9999-12-31T23:59:59.999999999-14:00", "1610360000", "now"],
  ...["2021-01-11  10:00:00Z", "2021-01-11T10:00:00+03:00[Europe/Moscow]", "２021-01-11T10:00:00Z"],
];

/** Any JSON value that could stand in any field, most of it wrong there. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.constantFrom(...BLANKS, ...NOT_QUITE_BLANK) },
  { weight: 5, arbitrary: fc.constantFrom(...NUMBER_TEXTS) },
  { weight: 4, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(true, false, ...BOOLEAN_TEXTS) },
  { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 6, arbitrary: fc.constantFrom(...STRUCTURES) },
  { weight: 2, arbitrary: fc.constantFrom(...DATE_TEXTS) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** Numbers that lie on the edges of the rules, as numbers and as numeric strings. */
export const edgeNumber = (...numbers: number[]): fc.Arbitrary<unknown> =>
  fc.constantFrom(...numbers).chain((value) => fc.constantFrom<unknown>(value, value, value, String(value)));

export const booleanValue: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[true, true, false, false, null, 0, 1, 2, -0, 0.5, "true", "TRUE", "False", "0", "0.0", "-0", "1", "2", "1e-7"],
);

export const badDate: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...DATE_TEXTS,
  1610360000,
  1610360000000,
  {},
  "",
);

export const groupIds: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.uniqueArray(fc.constantFrom(1, 2, 3), { maxLength: 3 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom<unknown>(1, "1", "1.0", 2, "2", -4, "1e1", 10, 9.0), { maxLength: 4 }),
  },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom<unknown>(1, "2", "x", null, "", 9.5, " 4", "04", true, [1], {}), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, "", "1", 1, {}, [["4"]], "[1]", true) },
);
