import fc from "fast-check";
import { after, type Row, sessionKinds, shared } from "./hostile-sessions.ts";
import { type Spelling, spell, spelling, ZERO_DATES } from "./hostile-timestamp.ts";
import { badDate, hostileValue, INVISIBLE, NO_IDS, noDate, strangeId } from "./hostile-values.ts";

type Day = { from: number; to: number };
type Plan = { createdAt: number; row: Row; copies: Row[] };

/**
 * Generates lists of up to `maxLength` TWIN-like sessions of one day, with duplicates, in any order. They contain plausible
 * sessions of all classes, hostile values in every field, rows on both edges of the day, repeated rows, and rows that are not
 * sessions. JSON.parse can return every value (also Infinity, from 1e400). The same seed gives the same list.
 */
export function hostileRows(day: Day, maxLength = 60): fc.Arbitrary<unknown[]> {
  const plans = fc.array(planned(day), { maxLength, size: "max" });
  const rows = plans.map((all) => all.flatMap(({ row, copies }, index) => [row, ...copies].map(withOwnId(index))));
  return rows
    .chain((own) => fc.tuple(fc.constant(own), fc.array(notSession, { maxLength: 4, size: "max" })))
    .chain(([own, others]) =>
      fc.shuffledSubarray<unknown>([...own, ...others], { minLength: own.length + others.length }),
    );
}

/** The counts that an API may declare for such a list: the number of rows, up to 3 more, or down to half of it. */
export const declaredFor = (rows: readonly unknown[]): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constant(rows.length),
    fc.integer({ min: Math.floor(rows.length * 0.5), max: rows.length }),
    fc.integer({ min: rows.length, max: rows.length + 3 }),
  );

const notSession: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[null, null, 5, "x", "", true, [], [{ id: "1" }], {}, {}, { id: null, createdAt: "" }, { nps: 9 }],
);

/** Gives the rows of one plan the same id if they have none, so that they stay one session. */
const withOwnId =
  (index: number) =>
  (row: Row): Row =>
    Object.hasOwn(row, "id") ? row : { id: `s-${index}`, ...row };

function planned(day: Day): fc.Arbitrary<Plan> {
  return fc
    .tuple(createdIn(day), spelling)
    .chain(([createdAt, spelt]) =>
      fc
        .tuple(fc.oneof(...sessionKinds(createdAt)), shared, damage(createdAt))
        .map(([kind, common, damaged]) => ({ createdAt: spell(createdAt, spelt), ...common, ...kind, ...damaged }))
        .map((row) => ({ createdAt, row })),
    )
    .chain(({ createdAt, row }) => copiesOf(row, createdAt).map((copies) => ({ createdAt, row, copies })));
}

function createdIn({ from, to }: Day): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: from, max: to - 1 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 47 }).map((half) => Math.min(from + half * 1_800_000, to - 1)) },
    { weight: 2, arbitrary: fc.constantFrom(from - 1, from, to - 1, to) },
    { weight: 1, arbitrary: fc.constantFrom(from - 86_400_000, to + 1, to + 3_600_000) },
  );
}

const DATES = [
  "closedAt",
  "operatorFirstMessageCreatedAt",
  "operatorAssignedAt",
  "takenByOperatorAt",
  "operatorNotFoundAt",
];
const FLAGS = ["markedAsSpam", "isLostSession", "switchAnotherOperator", "noResponseOperatorToClient", "fcr"];
const COUNTS = ["operatorMessageCount", "clientMessageCount", "botMessageCount"];
const MEASURES = ["nps", "csi", "csiMax", "csiPercent", "rating", "operatorDialogDuration", "price"];
const PEOPLE = ["operatorName", "userId", "closedByOperatorName", "operatorGroupIds"];
const PLACES = ["messengerType", "botId", "botName", "chatId", "chatName", "companyId"];
const FIELDS = [...DATES, ...FLAGS, ...COUNTS, ...MEASURES, ...PEOPLE, ...PLACES, "updatedAt", "dialogResults"];

const anyField: fc.Arbitrary<Row> = fc.tuple(fc.constantFrom(...FIELDS), hostileValue).map(([field, value]) => ({
  [field]: value,
}));

/** A row with a hostile value in every field, except id, createdAt and closedAt, which would make it invalid. */
const wreck: fc.Arbitrary<Row> = fc.record(
  Object.fromEntries(FIELDS.filter((field) => field !== "closedAt").map((field) => [field, hostileValue])),
  { noNullPrototype: true },
);

/** The fields that are read as text, except the id: without an id the row is invalid. */
const TEXTS = ["userId", "operatorName", "closedByOperatorName", ...PLACES];

const HOSTILE_IDS = [
  null,
  "",
  " \u2003",
  "\u200b",
  "\u0000\u3164",
  ...NO_IDS,
  2 ** 53 - 1,
  12,
  "12",
  "12.0",
  "Zoë",
  "Zoe\u0308",
  " Zoë\u0085",
  "\ud800",
  "\ud801",
  {},
  true,
];

/** Changes to one row: mostly none or a few hostile fields, sometimes its id, its dates, or a price with many digits. */
function damage(createdAt: number): fc.Arbitrary<Row> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant<Row>({}) },
    {
      weight: 8,
      arbitrary: fc.array(anyField, { minLength: 1, maxLength: 3 }).map((all): Row => Object.assign({}, ...all)),
    },
    { weight: 1, arbitrary: wreck },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_IDS).map((id): Row => ({ id })) },
    {
      weight: 1,
      arbitrary: fc
        .oneof(badDate, hostileValue, fc.constantFrom(...ZERO_DATES), fc.constantFrom(...INVISIBLE))
        .map((date): Row => ({ createdAt: date })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom(...TEXTS), strangeId).map(([field, id]): Row => ({ [field]: id })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...DATES, "updatedAt"), fc.constantFrom(...ZERO_DATES))
        .map(([field, date]): Row => ({ [field]: date })),
    },
    {
      weight: 1,
      arbitrary: fc.oneof(badDate, after(createdAt, [-1, -1.001, -5])).map((date): Row => ({ closedAt: date })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...DATES), badDate).map(([field, date]): Row => ({ [field]: date })),
    },
    { weight: 1, arbitrary: fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((price): Row => ({ price })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...COUNTS), fc.constantFrom("-3", -1, "-1.0", 2.5))
        .map(([field, count]): Row => ({ [field]: count })),
    },
  );
}

/** More rows of the same session: equal, with another spelling of the time, newer, older, or different in one field. */
function copiesOf(row: Row, createdAt: number): fc.Arbitrary<Row[]> {
  const respelt = (spelt: Spelling): Row => ({ ...row, createdAt: spell(createdAt, spelt) });
  const updates = fc.oneof(after(createdAt, [60, 60.001, 3600]), badDate, noDate);
  const copy = fc.oneof(
    fc.constant(structuredClone(row)),
    fc.constant(Object.fromEntries(Object.entries(row).reverse())),
    spelling.map(respelt),
    updates.map((updatedAt): Row => ({ ...row, updatedAt })),
    anyField.map((change): Row => ({ ...row, ...change })),
    fc.tuple(anyField, spelling).map(([change, spelt]): Row => ({ ...respelt(spelt), ...change })),
  );
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant<Row[]>([]) },
    { weight: 1, arbitrary: fc.constant<Row[]>([structuredClone(row)]) },
    { weight: 1, arbitrary: fc.array(copy, { minLength: 1, maxLength: 3 }) },
  );
}
