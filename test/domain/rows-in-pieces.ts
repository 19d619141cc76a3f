import { createdAtOf } from "../../functions/daily-report/domain/session.ts";

/** Returns the same elements in an order that the stream of numbers decides. */
export function shuffled<T>(items: readonly T[], random: Iterator<number>): T[] {
  const ranked = items.map((item) => ({ item, rank: random.next().value as number }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** Cuts rows into pieces at the given instants. Rows without a readable creation time form one more piece. */
export function cut(items: readonly unknown[], instants: readonly number[]): unknown[][] {
  const pieces = new Map<number, unknown[]>();
  for (const item of items) {
    const createdAt = createdAtOf(item);
    const piece = createdAt === null ? -1 : instants.filter((instant) => instant <= createdAt).length;
    pieces.set(piece, [...(pieces.get(piece) ?? []), item]);
  }
  return [...pieces.values()];
}
