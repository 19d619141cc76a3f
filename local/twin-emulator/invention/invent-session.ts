import type { Arrival } from "./arrivals.ts";
import { type Bot, bots, type Chat, chats, companyId } from "./contact-centre.ts";
import { inventClient, uuid } from "./invent-client.ts";
import { botMarks } from "./invent-marks.ts";
import { blankItem, type InventedItem, type Part, timestamp } from "./invented-item.ts";
import { meetOperator, type Scene } from "./meet-operator.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";

export type Occasion = Arrival & {
  readonly seed: number;
  /** The session's number; selects its random numbers. */
  readonly number: number;
  readonly clientNumber: number;
  /** Whether the fields that describe the client are filled. A client has random numbers of its own. */
  readonly withClients: boolean;
  /** Milliseconds since 1970. Only sessions that start shortly before it may still be open. */
  readonly endOfDay: number;
};

const HOUR = 3_600_000;
const SPAM = 0.015;

/** Invents one session: a client writes, perhaps to a bot, an operator answers or not, it is closed, some clients rate it. */
export function inventSession({ seed, number, clientNumber, withClients, ...occasion }: Occasion): InventedItem {
  const random = seededRandom(seed, number);
  const chat = random.weighted(
    chats,
    chats.map(({ share }) => share),
  );
  const talk = random.chance(chat.botShare) ? talkToBot(random) : null;
  const scene = {
    ...occasion,
    random,
    chat,
    offeredAt: occasion.at + (talk?.seconds ?? random.whole(0, 3)) * 1000,
    clientMessages: talk?.clientMessages ?? random.whole(1, 3),
  };
  const item = {
    ...blankItem,
    ...(withClients && inventClient(seed, clientNumber, chat)),
    ...opening(scene),
    ...(talk && botPart(talk, scene)),
    ...course(scene, talk),
  };
  return { ...item, updatedAt: item.closedAt ?? item.lastMessageCreatedAt, price: priceOf(item, chat) };
}

type BotTalk = {
  readonly bot: Bot;
  readonly seconds: number;
  readonly botMessages: number;
  readonly clientMessages: number;
  readonly isHandedOff: boolean;
};

function talkToBot(random: SeededRandom): BotTalk {
  const bot = random.weighted(
    bots,
    bots.map(({ share }) => share),
  );
  const clientMessages = random.whole(1, 6);
  return {
    bot,
    clientMessages,
    botMessages: clientMessages + random.whole(0, 2),
    seconds: clientMessages * random.whole(6, 35),
    isHandedOff: random.chance(bot.handOff),
  };
}

function opening({ random, at, chat, clientMessages, offeredAt }: Scene): Part {
  return {
    id: uuid(random),
    chatId: chat.id,
    chatName: chat.name,
    companyId,
    messengerType: chat.messenger,
    createdAt: timestamp(at),
    clientOnlineAt: timestamp(at),
    clientLastMessageCreatedAt: timestamp(offeredAt),
    lastMessageCreatedAt: timestamp(offeredAt),
    clientMessageCount: clientMessages,
    operatorMessageCount: 0,
    botMessageCount: 0,
    operatorGroupIds: [],
    status: "CLOSED",
    markedAsSpam: false,
    isLostSession: false,
    haveExternalMessage: false,
  };
}

function botPart({ bot, botMessages, isHandedOff, clientMessages }: BotTalk, { offeredAt }: Scene): Part {
  return {
    botId: bot.id,
    botName: bot.name,
    botStatus: isHandedOff ? "TRANSFERRED" : "FINISHED",
    botMessageCount: botMessages,
    botLastMessageCreatedAt: timestamp(offeredAt),
    metrics: { intents: clientMessages },
  };
}

function course(scene: Scene, talk: BotTalk | null): Part {
  if (scene.random.chance(SPAM)) return spam(scene);
  return talk && !talk.isHandedOff ? botOnly(scene, talk.bot) : meetOperator(scene);
}

function spam({ random, offeredAt }: Scene): Part {
  const closedAt = timestamp(offeredAt + random.whole(20, 900) * 1000);
  return { markedAsSpam: true, closedAt, clientOfflineAt: closedAt };
}

function botOnly({ random, at, endOfDay, offeredAt }: Scene, bot: Bot): Part {
  const topic = random.pick(["order", "delivery", "payment", "opening hours", "other"]);
  if (at > endOfDay - HOUR && random.chance(0.3)) return { status: "ACTIVE", dialogResults: { topic } };
  const closedAt = timestamp(offeredAt + random.whole(5, 900) * 1000);
  return { closedAt, closedByBotId: bot.id, clientOfflineAt: closedAt, dialogResults: { topic }, ...botMarks(random) };
}

/** Returns roubles as a decimal text; null for a free channel. */
export function priceOf(item: InventedItem, { price }: Chat): string | null {
  const sent = Number(item.operatorMessageCount) + Number(item.botMessageCount);
  return price && (price.session + price.message * sent).toFixed(2);
}
