import { describe, expect, test } from "vitest";
import { encodeTally, mergeTallies, type Tally } from "../../functions/daily-report/domain/tally.ts";
import { botOnly, handled, lost, tallyRows } from "../session-rows.ts";

test("merging leaves the merged as they were", () => {
  const [a, b] = [tallyRows([handled()]), tallyRows([handled()])];
  const before = [encodeTally(a), encodeTally(b)];

  mergeTallies(a, b, new Map() as Tally);

  expect([encodeTally(a), encodeTally(b)]).toEqual(before);
});

describe("as text, a tally", () => {
  const items = [
    handled({ nps: 9 }),
    lost(),
    botOnly({ id: null }),
    botOnly({ createdAt: "2026-03-05T12:00:00Z", closedAt: null }),
  ];

  test("is the same in whatever order the rows came", () => {
    expect(encodeTally(tallyRows([...items].reverse()))).toBe(encodeTally(tallyRows(items)));
  });

  test("is that of all rows, when it was merged from those of pieces", () => {
    const pieces = [items.slice(3), [], items.slice(0, 2), items.slice(2, 3)];

    expect(encodeTally(mergeTallies(...pieces.map((piece) => tallyRows(piece))))).toBe(encodeTally(tallyRows(items)));
  });

  test("lists its counts by scope, row, counter and key, in the order of their bytes", () => {
    const counts = new Map([
      ["spam", 2],
      ["handled", 1],
    ]);
    const tally: Tally = new Map([["day", new Map([["", new Map([["class", counts]])]])]]);

    expect(encodeTally(tally)).toBe('[["day",[["",[["class",[["handled",1],["spam",2]]]]]]]]');
  });

  test("of no rows is empty", () => {
    expect(encodeTally(tallyRows([]))).toBe("[]");
  });
});

test("a field that is well leaves no trace in the quality", () => {
  const quality = tallyRows([botOnly()]).get("quality");

  expect(["id", "createdAt", "closedAt"].filter((field) => quality?.has(field))).toEqual([]);
  expect(quality?.get("nps")).toEqual(new Map([["null", new Map([["", 1]])]]));
});
