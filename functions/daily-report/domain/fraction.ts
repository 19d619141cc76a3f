/** Exact arithmetic. Sums must not depend on the order of their terms, so they are computed as fractions and rounded once. */

/** numerator / denominator. The denominator is above 0; the fraction need not be reduced. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/** Converts a finite number to the decimal that JavaScript prints for it: 18.4 becomes 184/10, not a binary fraction. */
export function decimalOf(value: number): Fraction {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", decimals = ""] = mantissa.split(".");
  const digits = BigInt(whole + decimals);
  const scale = Number(exponent) - decimals.length;
  return scale >= 0
    ? { numerator: digits * 10n ** BigInt(scale), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-scale) };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** a / b; b must not be 0. */
export function over(a: Fraction, b: Fraction): Fraction {
  const sign = b.numerator < 0n ? -1n : 1n;
  return { numerator: a.numerator * b.denominator * sign, denominator: a.denominator * b.numerator * sign };
}

/** Returns -1 if a < b, 0 if a = b, 1 if a > b. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact sum; 0 for an empty list. Adds the two halves separately, so that most additions are of short numbers. */
export function addUp(fractions: readonly Fraction[]): Fraction {
  if (fractions.length <= 1) return fractions[0] ?? { numerator: 0n, denominator: 1n };
  const middle = fractions.length >> 1;
  return plus(addUp(fractions.slice(0, middle)), addUp(fractions.slice(middle)));
}

function plus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/**
 * Rounds an exact value to the nearest double, ties to even. Below 2.2e-308, where doubles lose digits, the last bit may be
 * off by one, because the value is rounded twice.
 */
export function toNumber({ numerator, denominator }: Fraction): number {
  if (isSafe(numerator) && isSafe(denominator)) return Number(numerator) / Number(denominator);
  const magnitude = numerator < 0n ? -numerator : numerator;
  // 66 bits of the quotient, and one bit that is set if there is a remainder, are enough to round to a double's 53 bits.
  const shift = 66 - (bitLength(magnitude) - bitLength(denominator));
  const scaled = shift >= 0 ? magnitude << BigInt(shift) : magnitude;
  const divisor = shift >= 0 ? denominator : denominator << BigInt(-shift);
  const quotient = ((scaled / divisor) << 1n) | (scaled % divisor === 0n ? 0n : 1n);
  return (numerator < 0n ? -1 : 1) * scaleByPowerOfTwo(Number(quotient), -shift - 1);
}

function isSafe(value: bigint): boolean {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

function scaleByPowerOfTwo(value: number, power: number): number {
  // Multiplies in two steps: 2 ** power may be outside the range of doubles even if the product is inside.
  const half = Math.trunc(power / 2);
  return value * 2 ** half * 2 ** (power - half);
}
