import { request as forward, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { startLoopbackServer } from "../aws/loopback-server.ts";

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

/** Starts a proxy for another server on a free port of 127.0.0.1. `target` is a function if the address is known only later. */
export async function startProxy(target: string | (() => string), handle: HandleRequest): Promise<ProxyServer> {
  const address = typeof target === "string" ? () => target : target;
  const answer: RequestListener = (incoming, response) =>
    handle(incoming, (body) => passOn({ incoming, response, body }, address()), response);
  return startLoopbackServer(answer, null);
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
