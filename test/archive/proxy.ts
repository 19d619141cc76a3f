import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ProxyServer = { endpoint: string; stop(): Promise<void> };

/**
 * Meets a request on its way; `pass` hands it on, with its body if that was read already, and is done when its answer is over,
 * however it ends.
 */
export type Meet = (
  incoming: IncomingMessage,
  pass: (body?: Buffer) => Promise<void>,
  response: ServerResponse,
) => void;

/** A server on a free port of 127.0.0.1 that stands before another one. */
export async function startProxy(target: string, meet: Meet): Promise<ProxyServer> {
  const server = createServer((incoming, response) =>
    meet(incoming, (body) => passOn({ incoming, response, body }, target), response),
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
