import { decimalOf, type Fraction } from "../fraction.ts";
import { judgeValue } from "../judge.ts";
import { mean, sum } from "../statistics.ts";
import { checked, type Family, histogram, type Note, type Subject } from "./metric.ts";

const counters = ["price"] as const;

type Counter = (typeof counters)[number];

const MILLION = 1_000_000n;

/** Counts sessions by price. 0 is free, and negative prices (refunds) count. */
function observe({ session, class: sessionClass }: Subject, note: Note<Counter>): void {
  if (sessionClass === "spam") return;
  const price = judgeValue(session.price);
  if (price.is === "valid") note("price", millionths(price.value).toString());
  else note(price.is, "price");
}

/** Money as whole millionths, rounded half away from zero. */
function millionths(price: number): bigint {
  const { numerator, denominator } = decimalOf(price);
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude * MILLION + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

function priceOfKey(key: string): Fraction {
  return { numerator: BigInt(key), denominator: MILLION };
}

/** What the sessions cost. */
export const price = {
  counters,
  observe,
  metrics: {
    price_total: {
      version: 1,
      unit: "money",
      smallN: "shown",
      value: (figures) => checked(figures, "price", sum(histogram(figures, "price"), priceOfKey)),
    },
    price_per_session: {
      version: 1,
      unit: "money",
      smallN: "shown",
      value: (figures) => checked(figures, "price", mean(histogram(figures, "price"), priceOfKey)),
    },
  },
} satisfies Family<Counter>;
