import { describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { type SessionField, sessionFields } from "../../functions/daily-report/domain/session.ts";
import { encodeTally } from "../../functions/daily-report/domain/tally.ts";
import { botOnly, handled, type Item, lost, reportOf, tallyRows } from "../session-rows.ts";

/** The list of fields on the vendor's reference page. */
const vendorsList =
  "id,chatId,companyId,name,chatName,whatsappPhone,botId,botName,markedAsSpam,userId,operatorGroupIds,operatorName," +
  "operatorType,operatorMessageCount,clientMessageCount,botMessageCount,clientDeviceId,clientId,clientExternalId," +
  "clientIp,location,timeZone,countryCode,countryName,regionCode,regionName,city,zipCode,messengerType,status,referer," +
  "dialogResults,operatorResults,nps,createdAt,operatorLastMessageCreatedAt,updatedAt,noResponseOperatorToClient," +
  "botLastMessageCreatedAt,lastMessageCreatedAt,clientLastMessageCreatedAt,clientOnlineAt,clientOfflineAt," +
  "operatorAssignedAt,price,operatorDialogDuration,operatorFirstMessageCreatedAt,switchAnotherOperator," +
  "haveExternalMessage,botStatus,closedAt,closedByUserId,closedByOperatorName,closedByBotId,clientUserAgent,csi,csiMax," +
  "csiPercent,rating,fcr,operatorTimerFirstAnswer,operatorTimerNextAnswers,metrics,operatorNotFoundAt," +
  "takenByOperatorAt,isLostSession";

/** How a field reads a value: as usable, empty, of the wrong type, out of range, or as a date that means "none". */
type Verdict = "fine" | "null" | "wrongType" | "outOfRange" | "zeroDate";

const texts = ["id", "operatorName", "userId", "closedByOperatorName", "messengerType", "botId", "botName", "chatId"];
const instants = ["createdAt", "updatedAt", "closedAt", "operatorFirstMessageCreatedAt", "operatorAssignedAt"];
const booleans = ["markedAsSpam", "isLostSession", "switchAnotherOperator", "noResponseOperatorToClient", "fcr"];
const kinds = {
  text: [...texts, "chatName", "companyId"],
  instant: [...instants, "takenByOperatorAt", "operatorNotFoundAt"],
  boolean: booleans,
  groups: ["operatorGroupIds"],
  count: ["operatorMessageCount", "clientMessageCount", "botMessageCount"],
  mark: ["nps"],
  positive: ["csi", "csiMax", "csiPercent"],
  duration: ["operatorDialogDuration"],
  number: ["rating", "price"],
} satisfies Record<string, readonly string[]>;

type Kind = keyof typeof kinds;

const allWrong: Record<Kind, Verdict> = {
  text: "wrongType",
  instant: "wrongType",
  boolean: "wrongType",
  groups: "wrongType",
  count: "wrongType",
  mark: "wrongType",
  positive: "wrongType",
  duration: "wrongType",
  number: "wrongType",
};
const nothing = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, "null"])) as Record<Kind, Verdict>;
const number = { boolean: "fine", text: "fine", number: "fine" } as const;

/** Values of every JSON type, as raw JSON, and how each kind of field reads them. A kind that is not listed: wrongType. */
const values: [string, Partial<Record<Kind, Verdict>>][] = [
  ["null", nothing],
  ["true", { boolean: "fine" }],
  ["false", { boolean: "fine" }],
  ["0", { ...number, count: "fine", mark: "fine", positive: "outOfRange", duration: "fine" }],
  ["-1", { ...number, count: "outOfRange", mark: "outOfRange", positive: "outOfRange", duration: "outOfRange" }],
  ["1.5", { ...number, text: "outOfRange", positive: "fine", duration: "fine" }],
  ["1e400", { text: "outOfRange" }],
  ['"\u200b\u2060"', nothing],
  ['"0001-01-01T00:00:00Z"', { text: "fine", instant: "zeroDate" }],
  ['"0000-00-00 00:00:00"', { text: "fine", instant: "zeroDate" }],
  ["[9007199254740993]", { groups: "outOfRange" }],
  ['""', nothing],
  ['" "', nothing],
  ['"text"', { text: "fine" }],
  ['"1"', { ...number, count: "fine", mark: "fine", positive: "fine", duration: "fine" }],
  ['"2026-03-02T12:00:30+03:00"', { text: "fine", instant: "fine" }],
  ['"1.000e3000"', { text: "fine" }],
  ["[]", { groups: "fine" }],
  ["[1]", { groups: "fine" }],
  ["[null]", {}],
  ["{}", {}],
  ['{"a":[{"b":{"c":[null,true,1e400]}}]}', {}],
  [`${"[".repeat(5000)}${"]".repeat(5000)}`, {}],
  [`[${"7,".repeat(2000)}7]`, {}],
  [`"${"long ".repeat(50_000)}"`, { text: "fine" }],
];

/** The other sessions of a day. The first session of the day is `tried`, with the value under test. */
const others: Item[] = [
  lost({ nps: 3 }),
  botOnly(),
  handled({ csi: 4, csiMax: 5, nps: 9 }),
  botOnly({ markedAsSpam: 1 }),
];
const tried = handled({ csi: 1, csiMax: 5, csiPercent: 20, nps: 8, rating: 4, fcr: true, operatorMessageCount: 2 });

/** The rows of the day. The field of the first row has the value, or is absent if the value is null. */
function rowsWith(field: string, value: string | null): Item[] {
  const { [field]: _, ...rest } = tried;
  return [value === null ? rest : { ...rest, [field]: JSON.parse(value) }, ...others];
}

function expectSums({ reconciliation, metrics, breakdowns }: Report): void {
  const { received, duplicate, invalid, outside, in_day, short } = reconciliation;
  const { spam, handled: answered, lost: left, unanswered, waiting, bot_only } = reconciliation;
  expect([duplicate + invalid + outside + in_day, short]).toEqual([received, 0]);
  expect(spam + answered + left + unanswered + waiting + bot_only).toBe(in_day);
  expect(metrics.sessions.value + metrics.spam.value).toBe(in_day);
  for (const rows of [breakdowns.operators, breakdowns.channels, breakdowns.bots, breakdowns.chats, breakdowns.hours]) {
    expect(rows.reduce((sum, row) => sum + row.metrics.sessions.value + row.metrics.spam.value, 0)).toBe(in_day);
  }
}

test("the vendor lists 66 fields, and every field that a figure uses is one of them", () => {
  const listed = vendorsList.split(",");
  expect(new Set(listed).size).toBe(66);
  expect(sessionFields.filter((field) => !listed.includes(field))).toEqual([]);
  expect(Object.values(kinds).flat().sort()).toEqual([...sessionFields].sort());
});

describe.each(vendorsList.split(",").filter((field) => !isUsed(field)))("%s, which no figure uses", (field) => {
  test("does not change the tally, whatever its value", () => {
    const tallyWith = (value: string | null): string => encodeTally(tallyRows(rowsWith(field, value)));
    for (const [value] of values) expect(tallyWith(value), shown(value)).toBe(tallyWith(null));
  });
});

const cases = Object.entries(kinds).flatMap(([kind, fields]) => fields.map((field) => [field, kind as Kind] as const));

describe.each(cases)("%s, read as a %s", (field, kind) => {
  const name = field as SessionField;
  const without = reportOf(rowsWith(field, null)).quality.fields[name];

  test.each(values.map(([value, verdicts]) => [shown(value), value, verdicts[kind] ?? allWrong[kind]] as const))(
    "with the value %s gives a report whose sums add up and whose quality counts the value",
    (_, value, verdict) => {
      const report = reportOf(rowsWith(field, value));
      expectSums(report);
      const expected = { ...without };
      if (verdict !== "null") expected.null -= 1;
      const counted = countedAs(field, value, verdict);
      if (counted !== "fine" && counted !== "null") expected[counted] = (expected[counted] ?? 0) + 1;
      expect(report.quality.fields[name]).toEqual(expected);
    },
  );
});

/** Every session must have a creation time. There, a zero date is out of range, or of the wrong type if it is not a date. */
function countedAs(field: string, value: string, verdict: Verdict): Verdict {
  if (field !== "createdAt" || verdict !== "zeroDate") return verdict;
  return value.includes("0000-00-00") ? "wrongType" : "outOfRange";
}

function isUsed(field: string): boolean {
  return sessionFields.some((used) => used === field);
}

function shown(value: string): string {
  return value.length > 40 ? `${value.slice(0, 20)}... (${value.length} characters)` : value;
}
