import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type AwsCall, awsCallOf } from "../aws/aws-call.ts";
import { unknownRequests } from "../aws/unknown-requests.ts";

export type ScriptedAnswer = { status: number; body?: string; headers?: Record<string, string> };
export type SeenRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

/**
 * Starts a real HTTP server on a free port. Each call of the service gets the next answer of the script; the last answer is
 * repeated. Any other request gets 501, and makes `stop` reject.
 */
export async function startScriptedServer(service: AwsCall["service"], script: readonly ScriptedAnswer[]) {
  const requests: SeenRequest[] = [];
  const unknown = unknownRequests(`the scripted ${service}`);
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const body = await text(request);
    const answer = script[Math.min(requests.length, script.length - 1)];
    if (answer === undefined || awsCallOf(request, body)?.service !== service) {
      unknown.refuse(request, response);
      return;
    }
    requests.push({ method, url, headers, body });
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
      unknown.throwIfAny();
    },
  };
}
