import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { FirstFew } from "../../../functions/daily-report/domain/watch/first-few.ts";

test.prop([fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 12 })])(
  "keeps the first items in order, whatever order they come in",
  (numbers, limit) => {
    const few = new FirstFew<number>(limit, (a, b) => a - b);
    for (const number of numbers) few.add(number);

    expect(few.items).toEqual([...numbers].sort((a, b) => a - b).slice(0, limit));
  },
);
