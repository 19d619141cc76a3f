import { decimalOf, type Fraction } from "../fraction.ts";
import { judgeValue } from "../judge.ts";
import { mean, sum } from "../statistics.ts";
import { type CheckedValue, checked, type Figures, histogram, type Metric, type Note, type Subject } from "./metric.ts";

const MILLION = 1_000_000n;

/** What the sessions cost. 0 is free, and negative prices (refunds) count. */
export function observePrice({ session, class: name }: Subject, note: Note): void {
  if (name === "spam") return;
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

export const priceMetrics = {
  price_total: {
    version: 1,
    unit: "money",
    value: (figures: Figures): CheckedValue => checked(figures, "price", sum(histogram(figures, "price"), priceOfKey)),
  },
  price_per_session: {
    version: 1,
    unit: "money",
    value: (figures: Figures): CheckedValue => checked(figures, "price", mean(histogram(figures, "price"), priceOfKey)),
  },
} satisfies Record<string, Metric<unknown>>;
