import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { unknownRequests } from "./unknown-requests.ts";

/** Starts a real HTTP server on a free port. `stop` rejects if there were unknown requests; null if no request is unknown. */
export async function startLoopbackServer(answer: RequestListener, unknown: ReturnType<typeof unknownRequests> | null) {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      unknown?.throwIfAny();
    },
  };
}
