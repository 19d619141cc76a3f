import type { IncomingMessage, RequestListener } from "node:http";
import { json } from "node:stream/consumers";
import { startLoopbackServer } from "../aws/loopback-server.ts";
import { unknownRequests } from "../aws/unknown-requests.ts";

/** The answer of Lambda to a call: the payload of the function, or an error of Lambda. */
export type LambdaReply =
  | { readonly payload: unknown; readonly functionError?: string }
  | { readonly status: number; readonly errorType: string; readonly message: string };

type SeenCall = { readonly url: string; readonly invocationType: string | undefined; readonly event: unknown };

/**
 * A real HTTP server that answers Invoke calls of Lambda. `answer` gets the event and the number of the call, from 1. The server
 * answers 501 to any other request; then `stop` rejects.
 */
export async function startLambdaDouble(answer: (event: unknown, nth: number) => LambdaReply | Promise<LambdaReply>) {
  const calls: SeenCall[] = [];
  const unknown = unknownRequests("the Lambda double");
  const answerRequest: RequestListener = async (request, response) => {
    if (!isInvoke(request)) {
      request.resume();
      unknown.refuse(request, response);
      return;
    }
    const event = await json(request);
    const invocationType = request.headers["x-amz-invocation-type"]?.toString();
    calls.push({ url: `${request.method} ${request.url}`, invocationType, event });
    const reply = await answer(event, calls.length);
    if ("payload" in reply) {
      const { payload, functionError } = reply;
      response.writeHead(200, functionError === undefined ? {} : { "x-amz-function-error": functionError });
      response.end(JSON.stringify(payload));
    } else {
      response.writeHead(reply.status, { "x-amzn-errortype": reply.errorType, "content-type": "application/json" });
      response.end(JSON.stringify({ Type: "User", Message: reply.message }));
    }
  };
  return { ...(await startLoopbackServer(answerRequest, unknown)), calls };
}

/** Returns whether the request is a synchronous Invoke of the newest version, with only an event. */
function isInvoke({ method, url = "", headers }: IncomingMessage): boolean {
  const { "x-amz-invocation-type": type = "RequestResponse" } = headers;
  const others = ["x-amz-log-type", "x-amz-client-context", "x-amz-durable-execution-name", "x-amz-tenant-id"];
  const isPath = /^\/2015-03-31\/functions\/[^/?]+\/invocations$/.test(url);
  return method === "POST" && isPath && type === "RequestResponse" && others.every((name) => !(name in headers));
}
