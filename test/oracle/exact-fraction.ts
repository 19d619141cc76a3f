/** An exact rational; `den` is always above 0. Never reduced: slow is fine, wrong is not. */
export type Fraction = { num: bigint; den: bigint };

/** The decimal JavaScript prints for a finite number, as an exact fraction. */
export function exact(value: number): Fraction {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (parts === null) throw new Error(`not a finite number: ${value}`);
  const [, sign = "", whole = "", decimals = "", exponent = "0"] = parts;
  const digits = BigInt(`${sign}${whole}${decimals}`);
  const power = Number(exponent) - decimals.length;
  return power >= 0 ? { num: digits * 10n ** BigInt(power), den: 1n } : { num: digits, den: 10n ** BigInt(-power) };
}

export const add = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.den + b.num * a.den, den: a.den * b.den });
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { num: -b.num, den: b.den });
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.num, den: a.den * b.den });

/** Dividing by 0 is the caller's mistake and throws. */
export function divide(a: Fraction, b: Fraction): Fraction {
  if (b.num === 0n) throw new Error("division by zero");
  return b.num > 0n ? { num: a.num * b.den, den: a.den * b.num } : { num: -a.num * b.den, den: a.den * -b.num };
}

/** Below 0, 0 or above 0 as a is less than, equal to or greater than b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);
export const distance = (a: Fraction, b: Fraction): Fraction => {
  const { num, den } = subtract(a, b);
  return { num: absolute(num), den };
};

/** The exact sum; equal denominators are added first, since most fractions of a day share a few. */
export function sum(fractions: readonly Fraction[]): Fraction {
  const byDenominator = new Map<bigint, bigint>();
  for (const { num, den } of fractions) byDenominator.set(den, (byDenominator.get(den) ?? 0n) + num);
  let level: Fraction[] = [...byDenominator].map(([den, num]) => ({ num, den }));
  while (level.length > 1) {
    const [next, rest]: [Fraction[], Fraction[]] = [[], [...level]];
    while (rest.length > 0) next.push(add(rest.pop() ?? ZERO, rest.pop() ?? ZERO));
    level = next;
  }
  return level[0] ?? ZERO;
}

const ZERO: Fraction = { num: 0n, den: 1n };

/** Null without values, else the exact mean rounded once. */
export function mean(fractions: readonly Fraction[]): number | null {
  if (fractions.length === 0) return null;
  return nearest(divide(sum(fractions), exact(fractions.length)));
}

/** The nearest integer, a half away from zero. */
export function roundHalfAway({ num, den }: Fraction): bigint {
  const rounded = (2n * absolute(num) + den) / (2n * den);
  return num < 0n ? -rounded : rounded;
}

const bits = (n: bigint): number => n.toString(2).length;

/** The double nearest to the fraction, ties to even; Infinity beyond the largest double. */
export function nearest({ num, den }: Fraction): number {
  if (num === 0n) return 0;
  const size = absolute(num);
  let exponent = bits(size) - bits(den);
  if (size << BigInt(Math.max(0, -exponent)) < den << BigInt(Math.max(0, exponent))) exponent -= 1;
  const unit = Math.max(exponent - 52, -1074);
  const top = size << BigInt(Math.max(0, -unit));
  const bottom = den << BigInt(Math.max(0, unit));
  let quotient = top / bottom;
  const twiceRest = 2n * (top - quotient * bottom);
  if (twiceRest > bottom || (twiceRest === bottom && quotient % 2n === 1n)) quotient += 1n;
  if (unit > 971) return num < 0n ? -Infinity : Infinity;
  return Number(num < 0n ? -quotient : quotient) * 2 ** unit;
}
