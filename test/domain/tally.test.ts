import { describe, expect, test } from "vitest";
import { encodeTally, mergeTallies, type Tally } from "../../functions/daily-report/domain/tally.ts";
import { botOnly, handled, lost, tallyRows } from "../session-rows.ts";

test("mergeTallies does not change the tallies that it merges", () => {
  const [a, b] = [tallyRows([handled()]), tallyRows([handled()])];
  const before = [encodeTally(a), encodeTally(b)];

  mergeTallies(a, b, new Map() as Tally);

  expect([encodeTally(a), encodeTally(b)]).toEqual(before);
});

describe("encodeTally", () => {
  const items = [
    handled({ nps: 9 }),
    lost(),
    botOnly({ id: null }),
    botOnly({ createdAt: "2026-03-05T12:00:00Z", closedAt: null }),
  ];

  test("returns the same text for rows in any order", () => {
    expect(encodeTally(tallyRows([...items].reverse()))).toBe(encodeTally(tallyRows(items)));
  });

  test("returns the same text for the tally of all rows and for the merged tallies of pieces", () => {
    const pieces = [items.slice(3), [], items.slice(0, 2), items.slice(2, 3)];

    expect(encodeTally(mergeTallies(...pieces.map((piece) => tallyRows(piece))))).toBe(encodeTally(tallyRows(items)));
  });

  test("lists the counts by scope, row, counter and key, sorted by bytes", () => {
    const counts = new Map([
      ["spam", 2],
      ["handled", 1],
    ]);
    const tally: Tally = new Map([["day", new Map([["", new Map([["class", counts]])]])]]);

    expect(encodeTally(tally)).toBe('[["day",[["",[["class",[["handled",1],["spam",2]]]]]]]]');
  });

  test("returns an empty list if there are no rows", () => {
    expect(encodeTally(tallyRows([]))).toBe("[]");
  });
});

test("quality counts nothing for a field with a good value", () => {
  const quality = tallyRows([botOnly()]).get("quality");

  expect(["id", "createdAt", "closedAt"].filter((field) => quality?.has(field))).toEqual([]);
  expect(quality?.get("nps")).toEqual(new Map([["null", new Map([["", 1]])]]));
});
