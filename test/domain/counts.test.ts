import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { add, Counts, rowOf } from "../../functions/daily-report/domain/counts.ts";
import { encodeTally, type Tally } from "../../functions/daily-report/domain/tally.ts";

describe("Counts", () => {
  test("has an empty tally if nothing was added, even if rows and keys were asked for", () => {
    const counts = new Counts();
    counts.row("day", "");
    counts.key("class", "spam");

    expect(counts.tally()).toEqual(new Map());
  });

  test("adds 1, or the given number, to the count of a key in a row", () => {
    const counts = new Counts();
    counts.add(counts.row("day", ""), counts.key("class", "spam"));
    counts.add(counts.row("day", ""), counts.key("class", "spam"), 4);
    counts.add(counts.row("bots", "b"), counts.key("class", "spam"));

    expect(encodeTally(counts.tally())).toBe(
      '[["bots",[["b",[["class",[["spam",1]]]]]]],["day",[["",[["class",[["spam",5]]]]]]]]',
    );
  });

  test("counts the number 5 and the text 5 under one key", () => {
    const counts = new Counts();
    for (const key of [5, "5", 0, -0]) counts.add(counts.row("day", ""), counts.key("nps", key));

    expect(encodeTally(counts.tally())).toBe('[["day",[["",[["nps",[["0",2],["5",2]]]]]]]]');
  });

  test("counts early and late keys alike in each of 1100 rows", () => {
    const counts = new Counts();
    const numbers = Array.from({ length: 1100 }, (_, number) => number);
    const keys = numbers.map((number) => counts.key("frt", number));
    const tried = [0, 1, 511, 512, 1099];
    for (const row of numbers) {
      for (const number of tried) counts.add(counts.row("chats", `c${row}`), keys[number] ?? -1, row + number + 1);
    }

    const expected = numbers.map((row): [string, unknown] => [
      `c${row}`,
      new Map([["frt", new Map(tried.map((number) => [String(number), row + number + 1]))]]),
    ]);
    expect(counts.tally()).toEqual(new Map([["chats", new Map(expected)]]));
  });

  const additions = fc.array(
    fc.record({
      scope: fc.constantFrom("day", "operators", "checks"),
      row: fc.string({ maxLength: 2 }),
      counter: fc.constantFrom("class", "__proto__", "constructor"),
      key: fc.oneof(fc.string({ maxLength: 2 }), fc.double({ noNaN: true })),
      n: fc.integer({ min: 1, max: 1_000_000 }),
    } as const),
    { maxLength: 200 },
  );

  test.prop([additions])("has the same tally as nested maps to which the same is added", (added) => {
    const counts = new Counts();
    const nested: Tally = new Map();
    for (const { scope, row, counter, key, n } of added) {
      counts.add(counts.row(scope, row), counts.key(counter, key), n);
      add(rowOf(nested, scope, row), counter, String(key), n);
    }

    expect(encodeTally(counts.tally())).toBe(encodeTally(nested));
  });
});
