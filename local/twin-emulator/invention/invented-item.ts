import { type SessionField, sessionFields } from "../session-fields.ts";

/** An item in the full shape of the API: every documented field is there, null where there is nothing. */
export type InventedItem = Record<SessionField, unknown>;

export type Part = Partial<InventedItem>;

export const blankItem = Object.fromEntries(sessionFields.map((field) => [field, null])) as InventedItem;

/** An instant (milliseconds since 1970) as the API writes it: to the second, with an offset. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}
