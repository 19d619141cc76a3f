/** An exact rational number. `den` is always above 0. It is never reduced: the oracle may be slow, but not wrong. */
export type Fraction = { num: bigint; den: bigint };

/** Converts a finite number to the decimal that JavaScript prints for it, as an exact fraction. */
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

/** Throws if b is 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
  if (b.num === 0n) throw new Error("division by zero");
  return b.num > 0n ? { num: a.num * b.den, den: a.den * b.num } : { num: -a.num * b.den, den: a.den * -b.num };
}

/** Returns -1 if a < b, 0 if a = b, 1 if a > b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);
export const distance = (a: Fraction, b: Fraction): Fraction => {
  const { num, den } = subtract(a, b);
  return { num: absolute(num), den };
};

/** The exact sum. Adds fractions with equal denominators first, because most fractions of a day share a few denominators. */
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

/** The exact mean, rounded once; null if there are no values. */
export function mean(fractions: readonly Fraction[]): number | null {
  if (fractions.length === 0) return null;
  return nearest(divide(sum(fractions), exact(fractions.length)));
}

/** Rounds to the nearest integer, a half away from zero. */
export function roundHalfAway({ num, den }: Fraction): bigint {
  const rounded = (2n * absolute(num) + den) / (2n * den);
  return num < 0n ? -rounded : rounded;
}

const bits = (n: bigint): number => n.toString(2).length;

/** Rounds to the nearest double, ties to even; Infinity if the fraction is beyond the largest double. */
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
