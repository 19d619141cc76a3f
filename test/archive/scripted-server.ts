import type { IncomingHttpHeaders, RequestListener } from "node:http";
import { text } from "node:stream/consumers";
import { type AwsCall, awsCallOf } from "../aws/aws-call.ts";
import { startLoopbackServer } from "../aws/loopback-server.ts";
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
  const answerRequest: RequestListener = async (request, response) => {
    const { method = "", url = "", headers } = request;
    const body = await text(request);
    const answer = script[Math.min(requests.length, script.length - 1)];
    if (answer === undefined || awsCallOf(request, body)?.service !== service) {
      unknown.refuse(request, response);
      return;
    }
    requests.push({ method, url, headers, body });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  return { ...(await startLoopbackServer(answerRequest, unknown)), requests };
}
