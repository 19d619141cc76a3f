import { randomUUID } from "node:crypto";
import { answerCall } from "../../functions/daily-report/answer-call.ts";
import { dateDaysBefore } from "../../functions/daily-report/domain/report-day.ts";
import type { SessionSource } from "../../functions/daily-report/ports.ts";
import { localWorld } from "../../local/local-world.ts";
import { benchDay, benchDefinition, MASK_KEY } from "../bench-day.ts";

/**
 * A call of the function for several reports over the same sessions: `whole-call.ts URL FOLDER REPORTS DAYS [--before]`. Reads
 * the day from a server, and the DAYS days before it again, each of which has the same sessions; makes all files of all reports,
 * archives them in the folder and mails into an outbox there. With --before it archives those days instead, without sessions, so
 * that all of them are restated by the call. Prints the number of reports made.
 */
const [url = "", folder = "", reports = "1", days = "0", before] = process.argv.slice(2);
const day = benchDay();
const definitions = Array.from({ length: Number(reports) }, (_, index) => ({
  ...benchDefinition(),
  id: `report-${index + 1}`,
  restateDays: Number(days),
}));
const world = localWorld(folder, {
  authUrl: url,
  chatUrl: url,
  credentials: async () => ({ email: "bench@example.com", password: "bench" }),
});
await world.archive.create("settings/mask-key.txt", Buffer.from(MASK_KEY), "text/plain");

const range = { from: dateDaysBefore(day.date, Number(days)), to: dateDaysBefore(day.date, 1) };
const event = before === undefined ? { scheduledTime: new Date(day.to + 3_600_000).toISOString() } : range;
const call = { requestId: randomUUID(), timeLeft: () => 100_000_000 };
const source = before === undefined ? onEveryDay(world.source) : withoutSessions();
const { runs } = await answerCall(event, { ...call, definitions, world: { ...world, source } });
process.stdout.write(JSON.stringify({ made: runs.length }));

/** A source whose earlier days have the sessions of the day. */
function onEveryDay(source: SessionSource): SessionSource {
  return {
    async readDay(query) {
      const shift = day.from - query.from;
      const reading = await source.readDay({ ...query, from: query.from + shift, to: query.to + shift });
      return shift === 0 ? reading : { ...reading, pieces: shifted(reading.pieces, -shift) };
    },
  };
}

async function* shifted(pieces: AsyncIterable<readonly unknown[]>, ms: number) {
  for await (const rows of pieces) yield rows.map((row) => shiftedRow(Object(row), ms));
}

/** Moves the time of creation only: the measured work does not depend on the other times being near. */
function shiftedRow(row: { createdAt?: unknown }, ms: number) {
  const { createdAt } = row;
  if (typeof createdAt !== "string") return row;
  return { ...row, createdAt: new Date(Date.parse(createdAt) + ms).toISOString() };
}

function withoutSessions(): SessionSource {
  return { readDay: async () => ({ declared: 0, inOrder: true, pieces: none() }) };
}

async function* none() {}
