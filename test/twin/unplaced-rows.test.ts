import { describe, expect, it } from "vitest";
import { UnplacedRows } from "../../functions/daily-report/twin/unplaced-rows.ts";

describe("UnplacedRows", () => {
  it("keeps each row as often as the listing that contains it most often", () => {
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

  it("accepts any JSON value as a row", () => {
    const unplaced = new UnplacedRows();
    const take = unplaced.openListing();
    for (const row of [null, 1, "1", [], {}]) take(row);
    expect(unplaced.rows()).toEqual([null, 1, "1", [], {}]);
  });
});
