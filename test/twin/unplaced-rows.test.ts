import { describe, expect, it } from "vitest";
import { UnplacedRows } from "../../functions/daily-report/twin/unplaced-rows.ts";

describe("rows without a readable creation time", () => {
  it("are kept as often as the one listing that showed them most did", () => {
    const unplaced = new UnplacedRows();
    for (const listing of [
      ["a", "b"],
      ["a", "a", "a", "b"],
      ["a", "c"],
    ]) {
      const take = unplaced.openListing();
      for (const id of listing) take({ id });
    }
    expect(
      unplaced
        .rows()
        .map((row) => JSON.stringify(row))
        .sort(),
    ).toEqual(["a", "a", "a", "b", "c"].map((id) => JSON.stringify({ id })));
  });

  it("may be anything JSON can say", () => {
    const unplaced = new UnplacedRows();
    const take = unplaced.openListing();
    for (const row of [null, 1, "1", [], {}]) take(row);
    expect(unplaced.rows()).toEqual([null, 1, "1", [], {}]);
  });
});
