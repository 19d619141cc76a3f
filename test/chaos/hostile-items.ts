import fc from "fast-check";
import { sessionFields } from "../../functions/daily-report/domain/session.ts";
import { fieldsAsked } from "../../functions/daily-report/session-table/table-columns.ts";
import { day, type Item } from "../session-rows.ts";

/** Fields that are shown as text, unchanged except for white space. */
export const textFields = [
  ...["operatorName", "userId", "closedByOperatorName", "messengerType", "botId", "botName", "chatId", "chatName"],
  ...["companyId", "status", "botStatus", "name", "clientId", "clientExternalId", "whatsappPhone", "clientDeviceId"],
  ...["clientIp", "countryName", "regionName", "city", "referer", "clientUserAgent"],
] as const;

const allFields = [...sessionFields, ...fieldsAsked("keep"), "location", "=1+1"];

const starts = [
  ...["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n@", "\r\n\t-", "\0=", " =", "\u00a0=", "\u3000＋"],
  ...["\ufeff=", "\u2028=", "\u200b=", "\u202e=", "'=", "'", '"=', ";=", ",=", "|", "%", "==", "+-", "", "a"],
];
const bodies = [
  ...["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.com","x")', "SUM(A1:A9)", 'DDE("cmd";"/C calc";"x")'],
  ...["79991234567", "5", "1.5", "1,5", "1e+21", "7 (916) 123-45-67", "A1", "", " ", "мама", "1;=1+1", '1","=1+1'],
];
const others = [
  ...["<img src=x onerror=alert(1)>", "</t></si>", "</v></c>", "<f>1+1</f>", "&lt;b&gt;", "&#x41;", "]]>", "<![CDATA["],
  ...["{{7*7}}", "javascript:alert(1)", "../../etc/passwd", "a//b", "%2F", "__proto__", "constructor", "toString"],
  ...["_x0041_", "_x0008_", "_x005F_", "_x005f_x0041_x0042_", "_xD83D__xDE00_", "_x0041", "\u202Egnp.exe", "שלום"],
  ...["😀", "👩‍👩‍👧", "e\u0301\u0301\u0301\u0301", "\ud800", "\udc00a", "a\ud83d", "\ufffe\uffff", "a\r\nb\tc"],
  ...["x\n".repeat(300), "#REF!", "TRUE", "1e5", "2026-03-02", "2026-03-02T12:00:00Z", "{=1+1}", "NaN", "Infinity"],
  ...["History", "none", "—"],
];

const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...starts), fc.constantFrom(...bodies)).map((all) => all.join("")) },
  { weight: 3, arbitrary: fc.constantFrom(...others) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);

/** Values that exceljs would write as formulas, links or errors. */
const shapes: fc.Arbitrary<unknown> = hostileText.chain((text) =>
  fc.constantFrom<unknown>(
    ...[{ formula: "1+1", result: text }, { formula: text }, { sharedFormula: "A1", result: 1 }, { error: "#N/A" }],
    ...[{ text, hyperlink: "http://example.com" }, { richText: [{ text, font: { bold: true } }] }, { $date: 0 }],
    ...[[text], [{ formula: "1+1" }], { [text]: text }, {}, [], { a: { b: [{ c: null }] } }],
    JSON.parse('{"__proto__": {"formula": "1+1"}}'),
  ),
);

const plain: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[null, null, true, false, 0, -0, 1, 5, 9, 10, -5, 0.1, 1.5, 1e21, -1e21, 1e300, -1e308, 5e-324, 2 ** 53, "1e400"],
  ...["1", "-5", "0.5", "2026-03-02T09:00:30Z", "2026-03-02T12:00:00+03:00", "9999-12-31T23:59:59-14:00"],
  ...["0001-01-01T00:00:00+14:00", "1900-01-01T00:00:00Z", "0000-02-29T00:00:00Z", [1, 2], ["4", "x"], [-5]],
);

const anything = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: plain },
  { weight: 1, arbitrary: shapes },
);

const fields: fc.Arbitrary<Item> = fc.record(Object.fromEntries(allFields.map((field) => [field, anything])), {
  noNullPrototype: true,
});

/** Nine of ten items have a valid id and valid times, so that most are sessions of the day. */
const sound = fc.tuple(hostileText, fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));

/** Every code unit occurs in 10 000 items. One of 200 texts has about the maximum length of a cell. */
const UNITS = 7;
const LONG = 200;

/** Generates items of the day with every JSON type and hostile texts in every field. The same seed gives the same items. */
export function hostileItems(count: number, seed: number): unknown[] {
  const drawn = fc.sample(fc.tuple(fields, sound), { numRuns: count, seed });
  const items = drawn.map(([item, [id, luck]], index) => ({
    ...item,
    ["__proto__"]: { formula: "1+1" },
    ...(luck > 1 && {
      id: `${id} #${index}`,
      createdAt: momentOf(index, count),
      closedAt: index % 2 === 0 ? momentOf(index, count) : null,
    }),
    ...(index % LONG === 0 && { [turn(longFields, index / LONG)]: turn(longTexts, index / LONG) }),
    [turn(textFields, index)]: unitsFrom(index * UNITS),
  }));
  // The API can send only JSON.
  return JSON.parse(JSON.stringify([...items, null, 5, "=1+1", [], [{ formula: "1+1" }]])) as unknown[];
}

function momentOf(index: number, count: number): string {
  return new Date(day.from + Math.floor(((day.to - day.from) * index) / count)).toISOString();
}

function unitsFrom(first: number): string {
  return String.fromCharCode(...Array.from({ length: UNITS }, (_, unit) => (first + unit) % 0x10000));
}

const longFields = [...textFields, "dialogResults", "operatorResults", "metrics"];
const longTexts = [32_766, 32_767, 32_768, 40_000].flatMap((length) => [
  "a".repeat(length),
  `=${"a".repeat(length - 1)}`,
  `+${"9".repeat(length - 1)}`,
  `${"a".repeat(length % 2)}${"😀".repeat(length / 2)}`,
  "_x0041_".repeat(length / 7),
  `${"a".repeat(length - 10)}_x0041_x0042_`,
]);

function turn(list: readonly string[], index: number): string {
  return list[index % list.length] ?? "";
}
