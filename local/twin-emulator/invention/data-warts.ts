import { type InventedItem, timestamp } from "./invented-item.ts";

/** A fault of real data: which sessions it can happen to, and what it makes of one. */
type Wart = { readonly suits: (item: InventedItem) => boolean; readonly spoil: (item: InventedItem) => InventedItem };

const later = (time: unknown, seconds: number) => timestamp(Date.parse(String(time)) + seconds * 1000);

const warts: readonly Wart[] = [
  {
    // A time that names no offset.
    suits: ({ closedAt }) => closedAt !== null,
    spoil: (item) => ({ ...item, createdAt: String(item.createdAt).slice(0, 19) }),
  },
  {
    // A percentage that disagrees with its mark.
    suits: ({ csi }) => Number(csi) > 1,
    spoil: (item) => ({ ...item, csiPercent: (100 * (Number(item.csi) - 1)) / Number(item.csiMax) }),
  },
  {
    // Handed on, so that the operator on the row was assigned after the first reply.
    suits: ({ operatorFirstMessageCreatedAt, operatorAssignedAt }) =>
      operatorFirstMessageCreatedAt !== null && operatorAssignedAt !== null,
    spoil: (item) => ({
      ...item,
      operatorAssignedAt: later(item.operatorFirstMessageCreatedAt, 45),
      switchAnotherOperator: true,
    }),
  },
];

/** The same sessions with each fault in one of them, from the middle of the list on; a fault that suits none is left out. */
export function withWarts(items: readonly InventedItem[]): InventedItem[] {
  const spoilt = new Map<InventedItem, InventedItem>();
  for (const wart of warts) {
    const item = items.slice(items.length / 2).find((item) => !spoilt.has(item) && wart.suits(item));
    if (item) spoilt.set(item, wart.spoil(item));
  }
  return items.map((item) => spoilt.get(item) ?? item);
}
