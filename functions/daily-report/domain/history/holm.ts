/**
 * Which hypotheses are rejected at the family level, by the step-down procedure of Holm (1979): the smallest of m p values is
 * compared with level / m, the next with level / (m - 1), and so on up to the first that is larger. The chance that any true
 * hypothesis is rejected is at most `level`, whatever the dependence between the tests. The answer is in the order of `ps`.
 */
export function holmRejects(ps: readonly number[], level: number): boolean[] {
  const rejected = ps.map(() => false);
  const ranked = [...ps.entries()].sort(([, a], [, b]) => a - b);
  for (const [rank, [index, p]] of ranked.entries()) {
    if (p > level / (ps.length - rank)) break;
    rejected[index] = true;
  }
  return rejected;
}
