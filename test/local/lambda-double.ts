import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What Lambda answers to a call: the function's payload, or an error of its own by its name. */
export type LambdaReply =
  | { readonly payload: unknown; readonly functionError?: string }
  | { readonly status: number; readonly errorType: string; readonly message: string };

type SeenCall = { readonly url: string; readonly invocationType: string | undefined; readonly event: unknown };

/** A real HTTP server that plays Lambda's Invoke; `answer` is asked with the event and the place of the call, from 1. */
export async function startLambdaDouble(answer: (event: unknown, nth: number) => LambdaReply | Promise<LambdaReply>) {
  const calls: SeenCall[] = [];
  const server = createServer(async (request, response) => {
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
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
