import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Seen = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** The query string, not decoded. */
  rawQuery: string;
  headers: IncomingMessage["headers"];
  body: string;
};

/** An answer. With a fault, the server never answers (hang), closes without an answer (drop) or closes in mid-body (break). */
export type Reply = {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  /** Sent unchanged, instead of `json`. */
  text?: string | Buffer;
  fault?: "hang" | "drop" | "break";
};

export type ScriptedServer = {
  url: string;
  seen: Seen[];
  /** Requests that the server has not answered and the client has not aborted. */
  unanswered: Set<ServerResponse>;
  close: () => Promise<void>;
};

/** Starts a real HTTP server on a free port of 127.0.0.1 that answers with what `script` returns. */
export async function startScriptedServer(script: (request: Seen) => Reply | Promise<Reply>): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const unanswered = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    const asked = await readRequest(request);
    seen.push(asked);
    unanswered.add(response);
    response.on("close", () => unanswered.delete(response));
    send(await script(asked), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    unanswered,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<Seen> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const { method = "", headers } = request;
  return { method, path: url.pathname, query: url.searchParams, rawQuery: url.search, headers, body };
}

function send({ status = 200, headers = {}, json, text, fault }: Reply, response: ServerResponse): void {
  if (fault === "hang") return;
  if (fault === "drop") {
    response.destroy();
    return;
  }
  const body = Buffer.from(text ?? JSON.stringify(json ?? {}));
  const length = "transfer-encoding" in headers ? {} : { "content-length": body.byteLength };
  response.writeHead(status, { "content-type": "application/json", ...length, ...headers });
  if (fault === "break") response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => response.destroy());
  else response.end(body);
}
