import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exact, mean } from "./exact-fraction.ts";
import { declaredFor, hostileRows } from "./hostile-rows.ts";
import { type OracleInput, secondReading, unreadableRows } from "./second-reading.ts";
import { npsScore, percentile, wilson } from "./second-reading-metrics.ts";
import { compareTexts, rankedText, rowText } from "./second-reading-values.ts";

const DAY = { from: Date.parse("2021-01-10T21:00:00Z"), to: Date.parse("2021-01-11T21:00:00Z") };
const NOON = "2021-01-11T12:00:00+03:00";
const GROUPS = { "1": { name: "First line", firstReplySeconds: 30 }, "2": { name: "Night shift" } };

const read = (rows: readonly unknown[], more: Partial<OracleInput> = {}) =>
  secondReading({
    rows,
    declared: rows.length,
    day: DAY,
    localHour: (instant) => new Date(instant + 10_800_000).getUTCHours(),
    hoursOfDay: Array<number>(24).fill(1),
    firstReplySeconds: 60,
    groups: GROUPS,
    ...more,
  });
const session = (fields: object, id = "1") => ({ id, createdAt: NOON, ...fields });
const handled = (all: readonly object[]) =>
  read(all.map((fields, i) => session({ operatorMessageCount: 1, ...fields }, `s${i}`))).metrics;
const reply = (seconds: number) => ({
  operatorAssignedAt: "2021-01-11T09:00:00Z",
  operatorFirstMessageCreatedAt: new Date(Date.parse("2021-01-11T09:00:00Z") + seconds * 1000).toISOString(),
});
const rounded = (numbers: readonly unknown[]) => numbers.map((n) => Number(Number(n).toFixed(2)));

describe("the second reading gives the known values of the definitions (docs/metrics.md section 5)", () => {
  it.each([
    [1, 0, 0, 100, -48.5, 98.5],
    [0, 0, 1, -100, -98.5, 48.5],
    [5, 3, 2, 30, -19.05, 65.2],
    [3, 0, 0, 100, -6.58, 100],
    [50, 30, 20, 30, 14.05, 44.2],
    [500, 300, 200, 30, 25.08, 34.74],
  ])("for nps with %i promoters, %i passives and %i detractors", (p, n, d, value, low, high) => {
    const score = npsScore(p, n, d);
    expect(rounded([score.value, score.low, score.high])).toEqual([value, low, high]);
  });

  it("for nps without answers: value and limits are null", () => {
    expect(npsScore(0, 0, 0)).toMatchObject({ value: null, low: null, high: null });
  });

  it.each([
    [0, 1, 0, 79.35],
    [1, 1, 20.65, 100],
    [3, 3, 43.85, 100],
    [9, 10, 59.58, 98.21],
    [45, 50, 78.64, 95.65],
    [90, 100, 82.56, 94.48],
  ])("for Wilson limits of %i in %i", (k, n, low, high) => {
    const limits = wilson(k, n);
    expect(rounded([limits.low, limits.high])).toEqual([low, high]);
  });

  it("for the mean and percentiles of times", () => {
    const times = [3600, 10, 12, 20, 30, 45, 60, 90, 300, 5];
    expect(mean(times.map(exact))).toBe(417.2);
    expect([50, 90, 95].map((rank) => percentile(times, rank))).toEqual([37.5, 630, 2115]);
  });

  it("for sl1 and sl1_answered of a day of first replies", () => {
    const answered = Array.from({ length: 1000 }, (_, i) => session(reply(i < 860 ? 60 : 61), `a${i}`));
    const lost = Array.from({ length: 60 }, (_, i) => session({ isLostSession: true }, `l${i}`));
    const { sl1, sl1_answered } = read([...answered, ...lost]).metrics;
    expect([sl1?.value, sl1_answered?.value]).toEqual([86_000 / 1060, 86]);
  });

  it("for csi and csat_top_box of pairs of mark and scale", () => {
    const pairs = [
      { csi: 18.4, csiMax: 23 },
      { csi: 4, csiMax: 5 },
      { csi: "7", csiMax: "10.0" },
    ];
    expect(handled(pairs)).toMatchObject({ csi: { value: 230 / 3, n: 3 }, csat_top_box: { numerator: 2, n: 3 } });
  });
});

describe("the second reading of rows (docs/metrics.md section 2)", () => {
  it("keeps the duplicate with a readable updatedAt, then the later one, then the greater text", () => {
    const rows = [
      session({ nps: 1, updatedAt: "bad", operatorMessageCount: 1 }),
      session({ nps: 2, updatedAt: NOON, operatorMessageCount: 1, createdAt: "2021-01-11T09:00Z" }),
      session({ nps: 9, updatedAt: NOON, operatorMessageCount: 1 }),
    ];
    const { metrics, reconciliation } = read(rows);
    expect(reconciliation).toMatchObject({ received: 3, duplicate: 2, short: 0, handled: 1 });
    expect(metrics.nps).toMatchObject({ promoters: 1, n: 1 });
    expect(rowText({ b: 1, "10": 2, "9": { z: 1, a: [] } })).toBe('{"10":2,"9":{"a":[],"z":1},"b":1}');
  });

  it("keeps null before a number beyond the range of doubles, and a positive one before a negative one", () => {
    const [none, above, below] = [null, Number("1e400"), Number("-1e400")].map((closedAt) => session({ closedAt }));

    for (const rows of [
      [none, above],
      [above, none],
      [none, below],
    ]) {
      expect(read(rows).reconciliation).toMatchObject({ duplicate: 1, invalid: 0, bot_only: 1 });
    }
    const texts = [none, above, below].map(rankedText);
    expect(texts.toSorted(compareTexts)).toEqual(texts.toReversed());
  });

  it("sorts rows into duplicate, invalid, outside and in_day, also at the edges of the day", () => {
    const at = (instant: number, id: string) => session({ createdAt: new Date(instant).toISOString() }, id);
    const rows = [
      ...[at(DAY.from - 1, "a"), at(DAY.from, "b"), at(DAY.to - 1, "c"), at(DAY.to, "d"), null, null, 5],
      session({ closedAt: "2021-01-11T08:59:59Z" }, "e"),
      session({ closedAt: "2021-01-11T08:59:59.001Z" }, "f"),
    ];
    const { reconciliation, quality } = read(rows);
    expect(reconciliation).toMatchObject({ duplicate: 1, invalid: 3, outside: 2, in_day: 3, bot_only: 3 });
    expect(quality.invalid).toMatchObject({ "no id": 2, "closedAt before createdAt": 1 });
    expect(quality.fields.nps).toEqual({ null: 6, wrongType: 0, outOfRange: 0 });
  });

  // The day has 7 rows of 5 sessions.
  it.each([
    [9, 2],
    [8, 1],
    [7, 0],
    [6, 0],
    [5, 0],
    [4, -1],
    [0, -5],
  ])("with a declared count of %i, short is %i for 5 sessions in 7 rows", (declared, short) => {
    const rows = ["a", "b", "c", "d", "e", "a", "b"].map((id) => session({}, id));
    expect(read(rows, { declared }).reconciliation).toMatchObject({ received: 7, duplicate: 2, declared, short });
  });

  it.each([
    [0, 0, 0, "none"],
    [40, 0, 0, "none"],
    [40, 0, 40, "all"],
    [41, 1, 40, "all"],
    [1, 0, 1, "all"],
    [40, 0, 20, "many"],
    [40, 0, 4, "many"],
    [40, 0, 3, "few"],
    [10, 0, 1, "many"],
    [11, 0, 1, "few"],
    [500, 0, 5, "many"],
    [500, 0, 4, "few"],
    [501, 0, 5, "few"],
    [501, 0, 6, "many"],
  ] as const)(
    "with %i rows received, %i duplicates and %i invalid, unreadableRows is %s",
    (received, duplicate, invalid, verdict) => {
      expect(unreadableRows({ received, duplicate, invalid })).toBe(verdict);
    },
  );

  it("counts a row as invalid if createdAt is a zero date or the id is not a safe integer", () => {
    const rows = [
      { id: "a", createdAt: "0001-01-01T00:00:00Z" },
      { id: "b", createdAt: "0000-00-00 00:00:00" },
      session({ id: Number("1269943055849660418") }),
      session({ id: "1269943055849660418" }),
      session({ id: "\u200b\u3164" }),
    ];
    const { reconciliation, quality } = read(rows);
    expect(reconciliation).toMatchObject({ received: 5, invalid: 4, in_day: 1 });
    expect(quality.invalid).toMatchObject({ "no id": 2, "no readable createdAt": 2 });
    const { id, createdAt } = quality.fields;
    expect(id).toEqual({ null: 1, wrongType: 0, outOfRange: 1 });
    expect(createdAt).toEqual({ null: 0, wrongType: 1, outOfRange: 1, noOffset: 0, zeroDate: 0 });
  });

  it("reads zero dates as null: a lost session stays lost, an open one stays open, and such an updatedAt is ignored", () => {
    const zero = "0001-01-01 00:00:00";
    const rows = [
      session({ isLostSession: true, operatorFirstMessageCreatedAt: zero, closedAt: NOON, updatedAt: zero }, "lost"),
      session({ operatorMessageCount: 1, closedAt: "0000-00-00 00:00:00" }, "open"),
      session({ closedAt: "-0001-11-30T00:00:00+00:00", operatorAssignedAt: zero, operatorNotFoundAt: zero }, "bot"),
      session({ takenByOperatorAt: "1970-01-01T03:00:00+03:00", operatorName: "\u2060", userId: "\u0000" }, "bot too"),
      session({ markedAsSpam: true, updatedAt: zero, rating: 9 }, "bot"),
      session({ updatedAt: "2021-01-11T12:00" }, "bot"),
    ];
    const { reconciliation, metrics, quality } = read(rows);
    expect(reconciliation).toMatchObject({ duplicate: 2, invalid: 0, lost: 1, handled: 1, bot_only: 2 });
    expect(metrics).toMatchObject({ open: { value: 3 }, frt: { n: 0, missing: 1, invalid: 0 } });
    const { closedAt, updatedAt, operatorFirstMessageCreatedAt, takenByOperatorAt, operatorName } = quality.fields;
    const none = { null: 0, wrongType: 0, outOfRange: 0, noOffset: 0, zeroDate: 0 };
    expect(closedAt).toEqual({ ...none, null: 2, zeroDate: 1 });
    expect(updatedAt).toEqual({ ...none, null: 2, noOffset: 1, zeroDate: 1 });
    expect(operatorFirstMessageCreatedAt).toEqual({ ...none, null: 3, zeroDate: 1 });
    expect(takenByOperatorAt).toEqual({ ...none, null: 3, zeroDate: 1 });
    expect(operatorName).toEqual({ null: 4, wrongType: 0, outOfRange: 0 });
  });

  it("gives each session its class", () => {
    const classes = [
      { markedAsSpam: 1, operatorMessageCount: 1 },
      { operatorMessageCount: "1" },
      { isLostSession: "TRUE", userId: 1 },
      { operatorGroupIds: [1], closedAt: NOON },
      { operatorName: "Ann" },
      { operatorName: {}, operatorMessageCount: -1, operatorGroupIds: ["x"] },
    ];
    const counts = { spam: 1, handled: 1, lost: 1, unanswered: 1, waiting: 1, bot_only: 1 };
    expect(read(classes.map((fields, i) => session(fields, `${i}`))).reconciliation).toMatchObject(counts);
  });
});

describe("the second reading of metrics (docs/metrics.md section 3)", () => {
  it("judges csi by mark and scale first, then by the platform's percentage", () => {
    const { csi } = handled([
      { csi: 4, csiMax: 5, csiPercent: 80.5 },
      { csi: 4, csiMax: 5, csiPercent: 80.6 },
      { csi: 0, csiMax: 5, csiPercent: 50 },
      { csi: "x", csiMax: 5, csiPercent: 20 },
      { csi: 4 },
      { csiMax: 5 },
      { csiPercent: 150 },
    ]);
    expect(csi).toEqual({ value: 60, n: 3, missing: 1, invalid: 3, derived: 1, mismatch: 1 });
  });

  it("checks the sign of a first reply time before it cuts the time to whole seconds", () => {
    const { frt, sl1 } = handled([
      reply(60.999),
      { ...reply(31), operatorGroupIds: [7, 1] },
      reply(-0.001),
      { ...reply(5), operatorAssignedAt: "bad" },
      { ...reply(5), operatorAssignedAt: null },
      { ...reply(5), operatorFirstMessageCreatedAt: null, operatorAssignedAt: "bad" },
    ]);
    expect(frt).toEqual({ value: 45.5, n: 2, missing: 1, invalid: 3, max: 60, bands: [0, 0, 2, 0, 0, 0, 0] });
    expect(sl1).toEqual({ value: 50, n: 2, numerator: 1, denominator: 2 });
  });

  it("counts a duration below one second as missing, and a negative one as invalid", () => {
    const durations = [0.9, 0, -0, null, -0.5, "x", "12.9"].map((operatorDialogDuration) => ({
      operatorDialogDuration,
    }));
    expect(handled(durations).duration).toEqual({ value: 12, n: 1, missing: 4, invalid: 2 });
  });

  it("adds prices in millionths", () => {
    const prices = [0.0000005, -0.0000005, "0.1", 0.2, null, "1,5"].map((price) => ({ price }));
    expect(handled(prices).price_total).toEqual({ value: 0.3, n: 4, missing: 1, invalid: 1 });
  });
});

describe("the second reading of breakdowns (docs/metrics.md section 4)", () => {
  it("gives the rows their keys, names and order", () => {
    const { operators, groups, hours } = read([
      session({ userId: 9, operatorName: "Ann", operatorGroupIds: [10, 1] }, "a"),
      session({ userId: "10", operatorName: "Bob", markedAsSpam: true }, "b"),
      session({ operatorName: " Ann " }, "c"),
      session({}, "d"),
    ]).breakdowns;
    const shown = operators.map(({ key, name }) => [key, name]);
    expect(shown).toEqual([
      ["10", "Bob"],
      ["9", "Ann"],
      ["name:Ann", "Ann"],
      ["none", "Unassigned"],
    ]);
    expect(groups.map(({ key, name }) => [key, name])).toEqual([
      ["1", "First line"],
      ["10", "10"],
      ["2", "Night shift"],
      ["none", "none"],
    ]);
    expect(groups[2]?.metrics).toMatchObject({
      ...{ sessions: { value: 0 }, spam: { value: 0 }, open: { value: 0 }, price_total: { value: null, n: 0 } },
      ...{ sl1: { value: null, n: 0, numerator: 0, denominator: 0 }, messages_client: { value: null, n: 0 } },
      nps: { value: null, n: 0, low: null, high: null, missing: 0, invalid: 0 },
      frt: { value: null, n: 0, max: null, bands: [0, 0, 0, 0, 0, 0, 0] },
    });
    expect(Object.keys(groups[2]?.metrics ?? {})).toEqual(Object.keys(groups[0]?.metrics ?? {}));
    expect(groups[0]?.metrics).not.toHaveProperty("containment");
    expect(read([]).breakdowns.groups.map(({ name }) => name)).toEqual(["First line", "Night shift"]);
    expect(hours[12]).toMatchObject({ key: "12", hours: 1, metrics: { sessions: { value: 3 }, spam: { value: 1 } } });
  });

  it("keeps operators separate if their ids are beyond 2^53, and shows no invisible names", () => {
    const [anna, boris] = [Number("1269943055849660418"), Number("1269943055849660419")];
    const { breakdowns, quality } = read([
      session({ userId: anna, operatorName: "Anna" }, "a"),
      session({ userId: boris, operatorName: "Boris" }, "b"),
      session({ userId: "\u200b", operatorName: "\u3164" }, "c"),
      session({ userId: 7, operatorName: "\u2060", operatorGroupIds: [4, anna] }, "d"),
    ]);
    expect(breakdowns.operators.map(({ key, name }) => [key, name])).toEqual([
      ["7", "7"],
      ["name:Anna", "Anna"],
      ["name:Boris", "Boris"],
      ["none", "Unassigned"],
    ]);
    expect(breakdowns.groups.map(({ key }) => key)).toEqual(["1", "2", "4", "none"]);
    expect(quality.fields.userId).toEqual({ null: 1, wrongType: 0, outOfRange: 2 });
    expect(quality.fields.operatorGroupIds).toEqual({ null: 3, wrongType: 0, outOfRange: 1 });
  });
});

describe("the second reading of hostile days", () => {
  it("is the same for rows in any order, and its parts add up", () => {
    const twoOrders = hostileRows(DAY).chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }), declaredFor(rows)),
    );
    fc.assert(
      fc.property(twoOrders, ([rows, shuffled, declared]) => {
        const reading = read(rows, { declared });
        expect(read(shuffled, { declared })).toEqual(reading);
        const { received, duplicate, invalid, outside, in_day, short, ...parts } = reading.reconciliation;
        expect(duplicate + invalid + outside + in_day).toBe(received);
        expect(declared - short).toBeGreaterThanOrEqual(received - duplicate);
        expect(declared - short).toBeLessThanOrEqual(received);
        const { spam, handled, lost, unanswered, waiting, bot_only } = parts;
        expect(spam + handled + lost + unanswered + waiting + bot_only).toBe(in_day);
      }),
      { seed: 2021, numRuns: 50 },
    );
  });
});
