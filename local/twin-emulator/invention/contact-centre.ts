/** The invented contact centre: who works there, where clients write, when. Every name in it is made up. */

export type Chat = {
  readonly id: string;
  readonly name: string;
  readonly messenger: "web" | "telegram" | "whatsapp" | "viber" | "vkontakte";
  /** Its share of all sessions. */
  readonly share: number;
  /** The share of its sessions that start with a bot. */
  readonly botShare: number;
  /** The price of a session and of each message; null if the channel is free. */
  readonly price: { readonly session: number; readonly message: number } | null;
  /** The highest score of its rating form. */
  readonly csiMax: number;
};

export const chats: readonly Chat[] = [
  chat(1, "Website", "web", { share: 0.33, botShare: 0.45 }),
  chat(2, "Mobile app", "web", { share: 0.14, botShare: 0.5 }),
  chat(3, "Telegram", "telegram", { share: 0.24, botShare: 0.75 }),
  chat(4, "WhatsApp", "whatsapp", { share: 0.17, botShare: 0.65, price: { session: 4.8, message: 0.35 } }),
  chat(5, "Viber", "viber", { share: 0.05, botShare: 0.4, price: { session: 2.1, message: 0.2 } }),
  chat(6, "VK community", "vkontakte", { share: 0.07, botShare: 0.3, csiMax: 10 }),
];

function chat(
  number: number,
  name: string,
  messenger: Chat["messenger"],
  more: Pick<Chat, "share" | "botShare"> & Partial<Chat>,
): Chat {
  return { id: `5b0c9c2e-0000-4000-8000-00000000000${number}`, name, messenger, price: null, csiMax: 5, ...more };
}

export type Bot = { readonly id: string; readonly name: string; readonly share: number; readonly handOff: number };

/** `handOff`: the share of its dialogues that a bot passes to a person. */
export const bots: readonly Bot[] = [
  { id: "b0700000-0000-4000-8000-000000000001", name: "Navigator", share: 0.5, handOff: 0.62 },
  { id: "b0700000-0000-4000-8000-000000000002", name: "Order status", share: 0.35, handOff: 0.35 },
  { id: "b0700000-0000-4000-8000-000000000003", name: "Questions and answers", share: 0.15, handOff: 0.48 },
];

export const companyId = 1001;

/** The operator groups: sales, support, billing, retention, with their share of the sessions. */
export const groups: readonly { readonly id: number; readonly share: number }[] = [
  { id: 1, share: 0.3 },
  { id: 2, share: 0.44 },
  { id: 3, share: 0.17 },
  { id: 4, share: 0.09 },
];

/** Local hours on duty, from `from` until `to`; past midnight if `to` is not later. */
type Shift = { readonly from: number; readonly to: number };

const EARLY: Shift = { from: 8, to: 17 };
const MIDDAY: Shift = { from: 10, to: 19 };
const LATE: Shift = { from: 13, to: 22 };
const NIGHT: Shift = { from: 21, to: 9 };

export type Operator = {
  readonly userId: number;
  readonly name: string;
  readonly groupIds: readonly number[];
  readonly shift: Shift;
  /** Multiplies the time to a first reply: 1 is usual, less is faster. */
  readonly pace: number;
  /** How well clients like the answers: 0 is usual, about -1 to 1. */
  readonly quality: number;
};

const operators: readonly Operator[] = [
  { userId: 101, name: "Anna Petrova", groupIds: [1], shift: EARLY, pace: 0.7, quality: 0.6 },
  { userId: 102, name: "Mikhail Orlov", groupIds: [1], shift: EARLY, pace: 1.1, quality: 0 },
  { userId: 103, name: "Elena Smirnova", groupIds: [1, 4], shift: MIDDAY, pace: 0.8, quality: 0.4 },
  { userId: 104, name: "Daniel Brooks", groupIds: [1], shift: MIDDAY, pace: 1.6, quality: -0.5 },
  { userId: 105, name: "Olga Volkova", groupIds: [1], shift: LATE, pace: 0.9, quality: 0.2 },
  { userId: 106, name: "Sergey Lebedev", groupIds: [1], shift: LATE, pace: 1.3, quality: -0.2 },
  { userId: 107, name: "Maria Novikova", groupIds: [2], shift: EARLY, pace: 0.6, quality: 0.8 },
  { userId: 108, name: "Alice Turner", groupIds: [2], shift: EARLY, pace: 1, quality: 0.1 },
  { userId: 109, name: "Ivan Sokolov", groupIds: [2], shift: EARLY, pace: 1.4, quality: -0.4 },
  { userId: 110, name: "Tatiana Morozova", groupIds: [2, 3], shift: MIDDAY, pace: 0.9, quality: 0.3 },
  { userId: 111, name: "Pavel Kozlov", groupIds: [2], shift: MIDDAY, pace: 1.2, quality: 0 },
  { userId: 112, name: "Grace Miller", groupIds: [2], shift: LATE, pace: 0.8, quality: 0.5 },
  { userId: 113, name: "Nikita Pavlov", groupIds: [2], shift: LATE, pace: 1.9, quality: -0.8 },
  { userId: 114, name: "Yulia Fedorova", groupIds: [2], shift: NIGHT, pace: 1, quality: 0.1 },
  { userId: 115, name: "Victor Egorov", groupIds: [2, 1], shift: NIGHT, pace: 1.3, quality: -0.1 },
  { userId: 116, name: "Irina Vasilieva", groupIds: [3], shift: EARLY, pace: 0.9, quality: 0.2 },
  { userId: 117, name: "Thomas Reed", groupIds: [3], shift: MIDDAY, pace: 1.2, quality: -0.3 },
  { userId: 118, name: "Ksenia Popova", groupIds: [3], shift: LATE, pace: 1, quality: 0.4 },
  { userId: 119, name: "Andrey Belov", groupIds: [4], shift: EARLY, pace: 1.1, quality: 0.3 },
  { userId: 120, name: "Laura Bennett", groupIds: [4], shift: LATE, pace: 0.8, quality: 0.7 },
];

/** Returns the operators of a group who are on duty at a local hour. */
export function onDuty(groupId: number, hour: number): readonly Operator[] {
  return operators.filter(({ groupIds, shift }) => groupIds.includes(groupId) && isWithin(shift, hour));
}

function isWithin({ from, to }: Shift, hour: number): boolean {
  return from < to ? from <= hour && hour < to : hour >= from || hour < to;
}

/** How many clients write in each local hour, relative to each other: a quiet night, a peak at lunch. */
const demand = [3, 2, 1, 1, 1, 2, 5, 13, 30, 52, 66, 72, 82, 80, 68, 62, 60, 58, 52, 44, 36, 26, 15, 7];

const busiest = Math.max(...demand);

/** Returns the demand of a local hour, 1 in the busiest hour. */
export function demandAt(hour: number): number {
  return (demand[hour] ?? 0) / busiest;
}
