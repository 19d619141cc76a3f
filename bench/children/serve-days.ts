import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerFromDay, type BenchAnswer } from "../answer-from-day.ts";
import { type DayFile, openDayFile } from "../day-file.ts";
import type { FromServer, ToServer } from "../start-server.ts";

/**
 * Serves day files as the TWIN API, on loopback: the day in a folder F has the base address /api/v1/F/. The parent process
 * opens days, sets the latency and takes the requests through messages.
 */
const days = new Map<string, DayFile>();
const requests: string[] = [];
let latencyMs = 0;

const server = createServer((request, response) => {
  answer(request, response).catch((error) => send(response, { status: 500, body: String(error) }));
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1` });
});

process.on("message", (message: ToServer) => {
  if (message.open !== undefined) days.set(message.open.name, openDayFile(message.open.folder));
  if (message.latencyMs !== undefined) latencyMs = message.latencyMs;
  tell({ requests: requests.splice(0) });
});
process.on("disconnect", () => process.exit());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "", search = ""] = (request.url ?? "").split("?");
  const [, , , name = "", service = ""] = path.split("/");
  request.resume();
  if (latencyMs > 0) await sleep(latencyMs);
  const day = days.get(name);
  if (day === undefined) return send(response, { status: 404, body: '{"error":"Not found"}' });
  if (service !== "sessions")
    return send(response, { status: 200, body: '{"authToken":"bench","refreshToken":"bench"}' });
  requests.push(request.url ?? "");
  send(response, answerFromDay(day, new URLSearchParams(search)));
}

function send(response: ServerResponse, { status, body }: BenchAnswer): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

function tell(message: FromServer): void {
  process.send?.(message);
}
