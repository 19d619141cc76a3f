import { expect, test } from "vitest";
import { encodeTally, mergeTallies, type Tally } from "../../functions/daily-report/domain/tally.ts";
import { handled, tallyRows } from "../session-rows.ts";

test("merging leaves the merged as they were", () => {
  const [a, b] = [tallyRows([handled()]), tallyRows([handled()])];
  const before = [encodeTally(a), encodeTally(b)];

  mergeTallies(a, b, new Map() as Tally);

  expect([encodeTally(a), encodeTally(b)]).toEqual(before);
});
