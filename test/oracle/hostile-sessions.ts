import fc from "fast-check";
import { spell, spelling } from "./hostile-timestamp.ts";
import { badDate, booleanValue, edgeNumber, groupIds, INVISIBLE, nameText, noDate } from "./hostile-values.ts";

export type Row = Record<string, unknown>;

/** An instant after `start` by one of the given numbers of seconds, in any spelling. */
export const after = (start: number, seconds: readonly number[]): fc.Arbitrary<unknown> =>
  fc.tuple(fc.constantFrom(...seconds), spelling).map(([s, spelt]) => spell(start + Math.round(s * 1000), spelt));

const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 });

/** A date or, one time in three, any way to write that there is none. */
const dateOrNone = (date: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 2, arbitrary: date }, { weight: 1, arbitrary: noDate });

const CLOSING = [0, -0.999, -0.5, 60, 300, 3600, 86_400];
const REPLY = [
  0, 0.999, 5, 15, 15.999, 16, 20, 25, 30, 31, 40, 45, 60, 60.999, 61, 75, 120, 121, 300, 301, 900, 901, 5000,
];
const EARLY = [-0.001, -0.999, -1, -60];
const ASSIGNED = 10;

function record(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Row> {
  return fc.record(fields, { noNullPrototype: true });
}

/** The fields that sessions of every class have. */
export const shared: fc.Arbitrary<Row> = record({
  companyId: fc.constantFrom<unknown>(4390, "4390", " 4390 ", 4391, null, "none"),
  chatId: fc.constantFrom<unknown>("chat-1", "chat-1 ", "chat-2", "chat\u00a02", "chat 2", null, "__proto__"),
  chatName: sometimes(nameText),
  botId: fc.constantFrom<unknown>("bot-1", "bot-2", 7, "7", null, null),
  botName: fc.oneof(fc.constantFrom<unknown>("Help", "help", "Help ", null, "Caf\u00e9", "Cafe\u0301"), nameText),
  messengerType: fc.constantFrom<unknown>("WEB", "web", "telegram", "telegram\u2003", null, "constructor"),
  clientMessageCount: edgeNumber(0, 1, 2, 3, 40),
  botMessageCount: sometimes(edgeNumber(0, 1, 5)),
  price: sometimes(
    edgeNumber(0, 1.5, -2.25, 0.1, 0.2, 0.3, 1.0000005, -1.0000005, 2.00000049, 0.123456789, 1e-7, 5e-7),
  ),
  updatedAt: dateOrNone(spelling.map((spelt) => spell(1_610_360_000_000, spelt))),
});

const operator: Record<string, fc.Arbitrary<unknown>> = {
  userId: fc.constantFrom<unknown>(101, "101", 102, 102, " 103", null, null),
  operatorName: fc.oneof(
    fc.constantFrom<unknown>("Zoë", "Zoe\u0308", "Zoë Ann", "Zoë\u2003Ann", "Bob", "Bob ", null),
    nameText,
  ),
  operatorGroupIds: groupIds,
};

/** Marks and scales. Many are exactly on the edge of the top box, where products of doubles may be wrong. */
const CSI_PAIRS: (readonly [number, number])[] = [
  ...Object.entries({ 23: 18.4, 5: 4, 10: 7, 0.3: 0.24, 0.7: 0.56, 1.1: 0.88, 5.75: 4.6, 3: 1, 1: 0.7999999999999999 }),
  ...Object.entries({ 5: 5, 3: 2, 1: 0.8 }),
  ...Object.entries({ 5: 0, 10: 11, 3: -1, 0: 3 }),
].map(([csiMax, csi]) => [csi, Number(csiMax)] as const);
const PERCENTS = [
  80, 80.5, 79.5, 80.500001, 79.99999999999999, 33.83333333333333, 66.6, 100, 100.5, 0, -1, 150, 1e-7, 20,
];

const marks: fc.Arbitrary<Row> = fc
  .tuple(
    record({
      nps: fc.oneof(
        { weight: 8, arbitrary: edgeNumber(0, 1, 6, 7, 8, 9, 10, 10, 9) },
        { weight: 1, arbitrary: edgeNumber(11, -1, 9.5, 100) },
        { weight: 3, arbitrary: fc.constant(null) },
      ),
      csiPercent: fc.oneof(fc.constant(null), edgeNumber(...PERCENTS)),
      rating: sometimes(edgeNumber(0, 1, 4.5, 5, -3, 0.1, 0.2, 0.1 + 0.2)),
      fcr: booleanValue,
    }),
    fc.constantFrom(...CSI_PAIRS),
    fc.constantFrom("both", "both", "both", "csi", "csiMax", "neither"),
  )
  .map(([row, [csi, csiMax], kept]) => ({
    ...row,
    csi: kept === "both" || kept === "csi" ? csi : null,
    csiMax: kept === "both" || kept === "csiMax" ? csiMax : null,
  }));

const duration = edgeNumber(0, 0.5, 0.999, 1, 12.9, 45, 59.9, 60, 143, 242, 3600, -0.5, -1, 1e6);

type Kind = { weight: number; arbitrary: fc.Arbitrary<Row> };

/** Plausible sessions of every class, with weights. Some sessions of other classes than handled have marks too. */
export function sessionKinds(createdAt: number): Kind[] {
  const closedAt = after(createdAt, CLOSING);
  const assigned = createdAt + ASSIGNED * 1000;
  const joined = (...parts: fc.Arbitrary<Row>[]) => fc.tuple(...parts).map((rows): Row => Object.assign({}, ...rows));
  const handled = record({
    ...operator,
    closedAt: dateOrNone(closedAt),
    operatorAssignedAt: fc.oneof(after(createdAt, [ASSIGNED]), after(createdAt, [ASSIGNED]), noDate, badDate),
    takenByOperatorAt: fc.oneof(
      { weight: 3, arbitrary: noDate },
      { weight: 3, arbitrary: after(createdAt, [ASSIGNED, 20]) },
      { weight: 1, arbitrary: badDate },
    ),
    operatorFirstMessageCreatedAt: fc.oneof(
      { weight: 8, arbitrary: after(assigned, REPLY) },
      { weight: 1, arbitrary: after(assigned, EARLY) },
      { weight: 1, arbitrary: noDate },
    ),
    operatorMessageCount: edgeNumber(1, 2, 9),
    operatorDialogDuration: duration,
    switchAnotherOperator: booleanValue,
    noResponseOperatorToClient: booleanValue,
    isLostSession: fc.constantFrom<unknown>(false, false, true, null),
  });
  const lost = record({
    ...operator,
    isLostSession: fc.constantFrom<unknown>(true, "TRUE", 1, "2"),
    closedAt: dateOrNone(closedAt),
    operatorFirstMessageCreatedAt: noDate,
  });
  const offered = record({
    ...operator,
    closedAt: dateOrNone(closedAt),
    operatorNotFoundAt: dateOrNone(after(createdAt, [5])),
    operatorAssignedAt: dateOrNone(after(createdAt, [ASSIGNED])),
    takenByOperatorAt: dateOrNone(after(createdAt, [20])),
    operatorFirstMessageCreatedAt: noDate,
    closedByOperatorName: sometimes(fc.constantFrom("Bob", " ", "Zoë", ...INVISIBLE)),
  });
  const offeredToGroup = record({
    operatorGroupIds: groupIds,
    closedAt: dateOrNone(closedAt),
    operatorFirstMessageCreatedAt: noDate,
  });
  const unseen = fc.oneof(fc.constant(null), fc.constantFrom<unknown>(...INVISIBLE));
  const botOnly = record({
    closedAt: dateOrNone(closedAt),
    isLostSession: fc.constantFrom<unknown>(false, 0, "0", null),
    operatorFirstMessageCreatedAt: noDate,
    operatorAssignedAt: noDate,
    takenByOperatorAt: noDate,
    operatorNotFoundAt: noDate,
    operatorName: unseen,
    closedByOperatorName: unseen,
  });
  const spam = record({ ...operator, markedAsSpam: fc.constantFrom<unknown>(true, 1, "true", "1.0"), closedAt });
  return [
    { weight: 16, arbitrary: joined(handled, marks) },
    { weight: 3, arbitrary: fc.oneof(lost, joined(lost, marks)) },
    { weight: 4, arbitrary: fc.oneof(offered, offeredToGroup, joined(offered, marks)) },
    { weight: 3, arbitrary: fc.oneof(botOnly, joined(botOnly, marks)) },
    { weight: 2, arbitrary: joined(spam, marks) },
  ];
}
