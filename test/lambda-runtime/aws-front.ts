import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { type ProxyServer, startProxy } from "../archive/proxy.ts";
import { type Execution, type LambdaService, TooManyRequestsError } from "./lambda-service.ts";

export type FrontSettings = {
  /** The rest of AWS. */
  readonly target: string;
  readonly service: LambdaService;
  readonly functionName: string;
  /** What GetFunctionConfiguration and ListFunctions tell. */
  readonly configuration: object;
  /** What GetFunctionEventInvokeConfig tells. */
  readonly eventInvokeConfig: object;
};

/**
 * AWS as the commands of `local/` see it, on a free port of 127.0.0.1: calls of Lambda go to the service, all others to `target`.
 */
export async function startAwsFront(front: FrontSettings): Promise<ProxyServer> {
  return startProxy(front.target, async (request, pass, response) => {
    const { pathname } = new URL(request.url ?? "", "http://aws");
    if (!/^\/20\d\d-\d\d-\d\d\/functions(\/|$)/.test(pathname)) return void pass();
    const answer = await answerOf(request, pathname, front);
    send(response, answer ?? failure(404, "ResourceNotFoundException", `${request.method} ${pathname} is not known`));
  });
}

type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body: unknown };

async function answerOf(request: IncomingMessage, pathname: string, front: FrontSettings): Promise<Answer | null> {
  const of = `/functions/${front.functionName}`;
  if (request.method === "POST" && pathname === `/2015-03-31${of}/invocations`) return invoked(request, front);
  if (request.method !== "GET") return null;
  switch (pathname) {
    case "/2015-03-31/functions":
    case "/2015-03-31/functions/":
      return { status: 200, body: { Functions: [front.configuration] } };
    case `/2015-03-31${of}/configuration`:
      return { status: 200, body: front.configuration };
    case `/2019-09-25${of}/event-invoke-config`:
      return { status: 200, body: front.eventInvokeConfig };
    default:
      return null;
  }
}

async function invoked(request: IncomingMessage, { service }: FrontSettings): Promise<Answer> {
  const event = await json(request);
  if (request.headers["x-amz-invocation-type"] === "Event") {
    void service.deliver(event);
    return { status: 202, body: "" };
  }
  try {
    return executed(await service.invoke(event));
  } catch (error) {
    if (error instanceof TooManyRequestsError) return failure(429, error.name, error.message);
    throw error;
  }
}

function executed({ isError, payload }: Execution): Answer {
  const headers = { "x-amz-executed-version": "$LATEST", ...(isError && { "x-amz-function-error": "Unhandled" }) };
  return { status: 200, headers, body: payload };
}

function failure(status: number, name: string, message: string): Answer {
  return { status, headers: { "x-amzn-errortype": name }, body: { Type: "User", Message: message } };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body === "" ? "" : JSON.stringify(body));
}
