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

/** Puts each fault into one session of the second half of the list, if a session there can have it. */
export function withDataFaults(items: readonly InventedItem[]): InventedItem[] {
  const spoilt = new Map<InventedItem, InventedItem>();
  for (const fault of dataFaults) {
    const item = items.slice(items.length / 2).find((item) => !spoilt.has(item) && fault.suits(item));
    if (item) spoilt.set(item, fault.spoil(item));
  }
  return items.map((item) => spoilt.get(item) ?? item);
}
