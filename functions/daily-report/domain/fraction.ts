/** Exact arithmetic: what must not depend on the order of adding is added as whole numbers and fractions, and rounded once. */

/** numerator / denominator, the denominator above 0; not necessarily in lowest terms. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/** A finite number as the decimal that JavaScript prints for it: 18.4 is 184/10, not its nearest binary fraction. */
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

/** Below 0, 0, or above 0, as a is less than, equal to, or greater than b. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact sum; by halves, so that the numbers stay short as long as they can. 0 for none. */
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

/** The nearest double, ties to even: the one rounding of an exact value. */
export function toNumber({ numerator, denominator }: Fraction): number {
  if (isSafe(numerator) && isSafe(denominator)) return Number(numerator) / Number(denominator);
  const magnitude = numerator < 0n ? -numerator : numerator;
  // 66 bits of quotient and one that says whether anything follows decide a double's 53 bits.
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
  // In two steps, since 2 ** power alone may leave the range of doubles while the product does not.
  const half = Math.trunc(power / 2);
  return value * 2 ** half * 2 ** (power - half);
}
