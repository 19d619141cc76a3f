import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerRequest, type RouteName, routeAt, targetOf, type World } from "./answer-request.ts";
import { type Answer, disturb, type Fault } from "./fault.ts";
import { indexSessions } from "./session-index.ts";
import { TokenIssuer } from "./token-issuer.ts";

export type EmulatorOptions = {
  /** The sessions to serve: JSON values in the shape of the API's items. */
  readonly sessions: readonly unknown[];
  /** Default demo@example.com. */
  readonly email?: string;
  /** Default demo. */
  readonly password?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** The life of every token, whatever ttl the client requests. Default: the requested ttl. */
  readonly tokenSeconds?: number;
  /** Returns milliseconds since 1970; decides when tokens expire. Default: the machine's clock. */
  readonly clock?: () => number;
  /** Returns the fault of a request; null for none. Called once per request, when it arrives. */
  readonly faults?: (request: SeenRequest) => Fault | null;
  /** Delay of every answer. Default 0. */
  readonly latencyMs?: number;
};

/** A received request. Its body and headers are not kept, because they contain passwords and tokens. */
export type SeenRequest = {
  readonly route: RouteName;
  /** Its number among the requests of its route, from 1. */
  readonly nth: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The status sent; null if none has been sent. */
  readonly status: number | null;
};

export type TwinEmulator = {
  /** http://host:port */
  readonly url: string;
  /** Base of `login` and `refresh`. */
  readonly authUrl: string;
  /** Base of `sessions`. */
  readonly chatUrl: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly SeenRequest[];
  /** Replaces all sessions. */
  replaceSessions(sessions: readonly unknown[]): void;
  /** Stops the server and closes open connections. */
  close(): Promise<void>;
};

type NotedRequest = { -readonly [K in keyof SeenRequest]: SeenRequest[K] };

/** Serves the documented TWIN API on one port. Rejects with the system's error (EADDRINUSE) if it cannot listen there. */
export async function startEmulator(options: EmulatorOptions): Promise<TwinEmulator> {
  const { host = "127.0.0.1", port = 0, latencyMs = 0, faults = () => null, clock = Date.now } = options;
  const { email = "demo@example.com", password = "demo", tokenSeconds = null } = options;
  const world = {
    account: { email, password, tokenSeconds },
    tokens: new TokenIssuer(clock),
    index: indexSessions(options.sessions),
  };
  const requests: NotedRequest[] = [];
  const server = createServer(async (request, response) => {
    const noted = note(request, requests);
    try {
      await serve({ request, response, noted, fault: faults(noted), latencyMs }, world);
    } catch (error) {
      noted.status = 500;
      send(response, { status: 500, headers: {}, body: { json: { error: `The emulator failed: ${error}` } } }, null);
    }
  });
  server.listen(port, host);
  await once(server, "listening");
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    authUrl: `${url}/api/v1/auth`,
    chatUrl: `${url}/api/v1`,
    requests,
    replaceSessions: (sessions) => {
      world.index = indexSessions(sessions);
    },
    close: () => close(server),
  };
}

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly noted: NotedRequest;
  readonly fault: Fault | null;
  readonly latencyMs: number;
};

async function serve({ request, response, noted, fault, latencyMs }: Exchange, world: World): Promise<void> {
  if (fault?.kind === "silent") return;
  if (fault?.kind === "reset") {
    request.socket.resetAndDestroy();
    return;
  }
  const answer = await disturb(fault, () => answerRequest(request, world));
  const delay = latencyMs + (fault?.kind === "late" ? fault.milliseconds : 0);
  // Unreferenced, so that a pending answer does not keep the process alive.
  if (delay > 0) await sleep(delay, undefined, { ref: false });
  noted.status = answer.status;
  send(response, answer, fault);
}

function send(response: ServerResponse, { status, headers, body }: Answer, fault: Fault | null): void {
  const [type, text] =
    "html" in body ? ["text/html", body.html] : ["application/json", JSON.stringify(body.json) ?? ""];
  const bytes = Buffer.from(text);
  response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "content-length": bytes.length, ...headers });
  const half = bytes.subarray(0, bytes.length / 2);
  if (fault?.kind === "truncated") response.write(half, () => response.destroy());
  else if (fault?.kind === "stalled") response.write(half);
  else response.end(bytes);
}

function note(request: IncomingMessage, requests: NotedRequest[]): NotedRequest {
  const { path, search } = targetOf(request);
  const route = routeAt(path);
  const nth = requests.filter((earlier) => earlier.route === route).length + 1;
  const noted = { route, nth, method: request.method ?? "", path, query: Object.fromEntries(search), status: null };
  requests.push(noted);
  return noted;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
