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
  if (price.is === "valid") note("price", millionths(price.value));
  else note(price.is, "price");
}

/** Money as whole millionths, rounded half away from zero: a number, or the text of a number that is too large to be exact. */
function millionths(price: number): number | string {
  const whole = Math.round(price * 1e6);
  // Decimals of at most 15 digits are distinct doubles, so this price is exactly the decimal `whole` / 1e6. Nearly all are.
  if (Math.abs(whole) < 1e15 && whole / 1e6 === price) return whole;
  const { numerator, denominator } = decimalOf(price);
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude * MILLION + denominator) / (2n * denominator);
  return (numerator < 0n ? -rounded : rounded).toString();
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
