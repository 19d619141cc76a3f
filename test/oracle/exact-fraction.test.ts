import fc from "fast-check";
import { expect, it } from "vitest";
import { exact, nearest, roundHalfAway } from "./exact-fraction.ts";

it("nearest rounds a fraction once, as JavaScript rounds a decimal or a quotient", () => {
  const anyDouble = fc.double({ noDefaultInfinity: true, noNaN: true });
  fc.assert(
    fc.property(anyDouble, (value) => nearest(exact(value)) === value),
    { seed: 1 },
  );
  const ratio = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 1 }));
  fc.assert(
    fc.property(ratio, ([a, b]) => nearest({ num: BigInt(a), den: BigInt(b) }) === a / b),
    { seed: 1 },
  );
});

it("roundHalfAway rounds a half away from zero", () => {
  expect([0.5, -0.5, 0.49, 1.5].map((value) => roundHalfAway(exact(value)))).toEqual([1n, -1n, 0n, 2n]);
});
