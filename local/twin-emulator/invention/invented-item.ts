import { type SessionField, sessionFields } from "../session-fields.ts";

/** An item with every documented field of the API; null if it has no value. */
export type InventedItem = Record<SessionField, unknown>;

export type Part = Partial<InventedItem>;

export const blankItem = Object.fromEntries(sessionFields.map((field) => [field, null])) as InventedItem;

/** Formats an instant (milliseconds since 1970) as the API does: to the second, with an offset. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}
