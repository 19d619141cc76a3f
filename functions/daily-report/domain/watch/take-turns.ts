/**
 * Chooses at most `limit` different items: first up to half of them from `first`, then one of each queue in turn, the first that is
 * not chosen yet. So no queue fills the list as long as others have items. `first` and the queues need only their first `limit`
 * items: fewer than `limit` can be chosen before.
 */
export function takeTurns<T>(first: readonly T[], queues: readonly (readonly T[])[], limit: number): T[] {
  const chosen = new Set(first.slice(0, limit / 2));
  for (let before = -1; chosen.size < limit && chosen.size !== before; ) {
    before = chosen.size;
    for (const queue of queues) {
      const next = queue.find((item) => !chosen.has(item));
      if (next !== undefined && chosen.size < limit) chosen.add(next);
    }
  }
  return [...chosen];
}
