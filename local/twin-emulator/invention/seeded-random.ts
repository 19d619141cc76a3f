/** Repeatable random numbers: the same seed gives the same numbers on every machine. */
export type SeededRandom = {
  /** A number in [0, 1). */
  next(): number;
  /** Returns true with probability `share`. */
  chance(share: number): boolean;
  /** A whole number from `min` to `max`, both inclusive. */
  whole(min: number, max: number): number;
  /** A number of the standard normal distribution. */
  normal(): number;
  /** A positive number around `median`; `spread` is the standard deviation of its logarithm. */
  logNormal(median: number, spread: number): number;
  /** One element of a list. Throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** One element of a list, with a probability proportional to the weight at the same position. */
  weighted<T>(list: readonly T[], weights: readonly number[]): T;
};

/** Creates one stream of random numbers. Streams of a seed are independent: an additional draw from one does not change the others. */
export function seededRandom(seed: number, stream = 0): SeededRandom {
  const next = sfc32(splitMix(seed), splitMix(stream + 0x9e3779b9), splitMix(seed ^ splitMix(stream)));
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    chance: (share) => next() < share,
    whole: (min, max) => min + Math.floor(next() * (max - min + 1)),
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
    pick: (list) => at(list, Math.floor(next() * list.length)),
    weighted: (list, weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return at(list, index >= 0 ? index : list.length - 1);
    },
  };
}

function at<T>(list: readonly T[], index: number): T {
  const element = list[index];
  if (element === undefined) throw new RangeError("Nothing to choose from.");
  return element;
}

/** Chris Doty-Humphrey's Small Fast Counting generator, 32 bits (PractRand). */
function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first numbers depend too visibly on the seed.
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** Spreads neighbouring whole numbers over 32 bits. */
function splitMix(value: number): number {
  let mixed = (value + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
