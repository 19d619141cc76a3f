import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { startLoopbackServer } from "../aws/loopback-server.ts";
import { unknownRequests } from "../aws/unknown-requests.ts";

/** A call as the runtime receives it; `deadline` in milliseconds since 1970. */
export type RuntimeCall = {
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: unknown;
  readonly deadline: number;
};

/** What the runtime answers: the function's answer, or its error as `{errorType, errorMessage, trace}`. */
export type RuntimeAnswer = { readonly isError: boolean; readonly payload: unknown };

export type RuntimeApi = {
  /** For AWS_LAMBDA_RUNTIME_API: host:port. */
  readonly address: string;
  /** Resolves with null when the runtime is ready for its first event, or with the error of its start. */
  readonly started: Promise<RuntimeAnswer | null>;
  /** Hands the event to the runtime as soon as it asks for one, and resolves with its answer. */
  call(call: RuntimeCall): Promise<RuntimeAnswer>;
  stop(): Promise<void>;
};

const VERSION = "/2018-06-01/runtime";

/**
 * The Runtime API of Lambda for one sandbox, on a free port of 127.0.0.1. It answers 501 to what AWS does not document; then
 * `stop` rejects. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const unknown = unknownRequests("the Runtime API");
  const started = Promise.withResolvers<RuntimeAnswer | null>();
  let asked = Promise.withResolvers<ServerResponse>();
  const pending = new Map<string, (answer: RuntimeAnswer) => void>();

  const answer: RequestListener = async (request, response) => {
    const { method, url = "" } = request;
    if (method === "GET" && url === `${VERSION}/invocation/next`) {
      started.resolve(null);
      asked.resolve(response);
      return;
    }
    const [, requestId = "", kind] = /^\/2018-06-01\/runtime\/invocation\/([\w-]+)\/(response|error)$/.exec(url) ?? [];
    const settle = url === `${VERSION}/init/error` ? started.resolve : pending.get(requestId);
    if (method !== "POST" || settle === undefined) {
      request.resume();
      unknown.refuse(request, response);
      return;
    }
    const payload = await jsonOf(request);
    response.writeHead(202).end();
    pending.delete(requestId);
    settle({ isError: kind !== "response", payload });
  };
  const server = await startLoopbackServer(answer, unknown);
  return {
    address: new URL(server.endpoint).host,
    started: started.promise,
    async call({ requestId, functionArn, event, deadline }) {
      const response = await asked.promise;
      asked = Promise.withResolvers();
      const { promise, resolve } = Promise.withResolvers<RuntimeAnswer>();
      pending.set(requestId, resolve);
      response.writeHead(200, {
        "content-type": "application/json",
        "lambda-runtime-aws-request-id": requestId,
        "lambda-runtime-deadline-ms": String(deadline),
        "lambda-runtime-invoked-function-arn": functionArn,
      });
      response.end(JSON.stringify(event));
      return promise;
    },
    stop: server.stop,
  };
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(await text(request));
}
