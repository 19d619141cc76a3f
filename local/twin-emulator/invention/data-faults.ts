import { type InventedItem, timestamp } from "./invented-item.ts";

/** A fault that real data has: which sessions can have it, and how it changes a session. */
type DataFault = {
  readonly suits: (item: InventedItem) => boolean;
  readonly spoil: (item: InventedItem) => InventedItem;
};

const later = (time: unknown, seconds: number) => timestamp(Date.parse(String(time)) + seconds * 1000);

const dataFaults: readonly DataFault[] = [
  {
    // A time without an offset.
    suits: ({ closedAt }) => closedAt !== null,
    spoil: (item) => ({ ...item, createdAt: String(item.createdAt).slice(0, 19) }),
  },
  {
    // A percentage that does not match its score.
    suits: ({ csi }) => Number(csi) > 1,
    spoil: (item) => ({ ...item, csiPercent: (100 * (Number(item.csi) - 1)) / Number(item.csiMax) }),
  },
  {
    // Transferred, so that the operator on the row was assigned after the first reply.
    suits: ({ operatorFirstMessageCreatedAt, operatorAssignedAt }) =>
      operatorFirstMessageCreatedAt !== null && operatorAssignedAt !== null,
    spoil: (item) => ({
      ...item,
      operatorAssignedAt: later(item.operatorFirstMessageCreatedAt, 45),
      switchAnotherOperator: true,
    }),
  },
];

/**
 * Puts each fault into one session, the first that can have it from the index `start` on; a session has one fault at most. Takes
 * the sessions one by one, so that a day need not be held.
 */
export function* withDataFaults(items: Iterable<InventedItem>, start: number): Generator<InventedItem> {
  const left = new Set(dataFaults);
  let index = 0;
  for (const item of items) {
    const fault = index >= start ? [...left].find(({ suits }) => suits(item)) : undefined;
    if (fault) left.delete(fault);
    yield fault ? fault.spoil(item) : item;
    index += 1;
  }
}
