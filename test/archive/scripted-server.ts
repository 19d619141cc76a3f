import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type ScriptedAnswer = { status: number; body?: string; headers?: Record<string, string> };
export type SeenRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

/** Starts a real HTTP server on a free port. Each request gets the next answer of the script; the last answer is repeated. */
export async function startScriptedServer(script: readonly ScriptedAnswer[]) {
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const answer = script[Math.min(requests.length, script.length - 1)] ?? { status: 500 };
    const { method = "", url = "", headers } = request;
    requests.push({ method, url, headers, body: await text(request) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
