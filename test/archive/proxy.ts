import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ProxyServer = { endpoint: string; stop(): Promise<void> };

/**
 * Handles a request; `pass` forwards it, with its body if that was read already, and resolves when its answer has ended, with
 * success or not.
 */
export type HandleRequest = (
  incoming: IncomingMessage,
  pass: (body?: Buffer) => Promise<void>,
  response: ServerResponse,
) => void;

/** Starts a proxy for another server on a free port of 127.0.0.1. */
export async function startProxy(target: string, handle: HandleRequest): Promise<ProxyServer> {
  const server = createServer((incoming, response) =>
    handle(incoming, (body) => passOn({ incoming, response, body }, target), response),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

type Passage = { incoming: IncomingMessage; response: ServerResponse; body: Buffer | undefined };

function passOn({ incoming, response, body }: Passage, target: string): Promise<void> {
  const { method, url = "", headers } = incoming;
  return new Promise((done) => {
    response.once("close", done);
    const outgoing = forward(new URL(url, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    if (body === undefined) incoming.pipe(outgoing);
    else outgoing.end(body);
  });
}
