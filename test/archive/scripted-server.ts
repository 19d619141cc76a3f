import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type AwsCall, awsCallOf } from "../aws/aws-call.ts";
import { unknownRequests } from "../aws/unknown-requests.ts";

export type ScriptedAnswer = { status: number; body?: string; headers?: Record<string, string> };
export type SeenRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

/**
 * A real HTTP server, on a port of its own, that gives the next answer of its script to every call of the service, the last
 * one for ever. Any other request is answered with 501, and makes `stop` reject.
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
