import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { type ProxyServer, startProxy } from "../archive/proxy.ts";
import { type Execution, type LambdaService, TooManyRequestsError } from "./lambda-service.ts";
import type { Manifest } from "./map-results.ts";

export type FrontSettings = {
  /** The rest of AWS. */
  readonly target: string;
  readonly service: LambdaService;
  readonly functionName: string;
  readonly functionArn: string;
  /** How many calls may run at the same time, as GetFunctionConcurrency tells. */
  readonly concurrency: number;
  /** What GetFunctionConfiguration and ListFunctions tell. */
  readonly configuration: object;
  /** What GetFunctionEventInvokeConfig tells. */
  readonly eventInvokeConfig: object;
  /** Writes the manifest of a map run; see map-results.ts. */
  readonly writeManifest: (key: string, manifest: Manifest) => Promise<void>;
};

export type AwsFront = ProxyServer & {
  /** Before this, every request is an error. */
  open(front: FrontSettings): void;
};

/**
 * AWS as the commands of `local/` and the workflow on moto see it, on a free port of 127.0.0.1: calls of Lambda go to the service,
 * the manifests of map runs to `writeManifest`, and all else to `target`. Moto must know the address before it starts.
 */
export async function startAwsFront(): Promise<AwsFront> {
  let settings: FrontSettings | null = null;
  const opened = (): FrontSettings => {
    if (settings === null) throw new Error("the front is not open yet");
    return settings;
  };
  const server = await startProxy(
    () => opened().target,
    async (request, pass, response) => {
      // The function may be named by its ARN, whose colons are encoded.
      const pathname = decodeURIComponent(new URL(request.url ?? "", "http://aws").pathname);
      const [, manifest] = /^\/[^/]+\/(backfills\/.+\/manifest\.json)$/.exec(pathname) ?? [];
      if (request.method === "PUT" && manifest !== undefined) {
        await opened().writeManifest(manifest, (await json(request)) as Manifest);
        return void response.writeHead(200, { etag: '"0"' }).end();
      }
      if (!/^\/20\d\d-\d\d-\d\d\/functions(\/|$)/.test(pathname)) return void pass();
      const answer = await answerOf(request, pathname, opened());
      send(response, answer ?? failure(404, "ResourceNotFoundException", `${request.method} ${pathname} is not known`));
    },
  );
  return {
    ...server,
    open(front) {
      settings = front;
    },
  };
}

type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body: unknown };

async function answerOf(request: IncomingMessage, pathname: string, front: FrontSettings): Promise<Answer | null> {
  const of = `/functions/${front.functionName}`;
  const calls = [front.functionName, front.functionArn].map((name) => `/2015-03-31/functions/${name}/invocations`);
  if (request.method === "POST" && calls.includes(pathname)) return invoked(request, front);
  if (request.method !== "GET") return null;
  switch (pathname) {
    case "/2015-03-31/functions":
    case "/2015-03-31/functions/":
      return { status: 200, body: { Functions: [front.configuration] } };
    case `/2015-03-31${of}/configuration`:
      return { status: 200, body: front.configuration };
    case `/2019-09-25${of}/event-invoke-config`:
      return { status: 200, body: front.eventInvokeConfig };
    case `/2019-09-30${of}/concurrency`:
      return { status: 200, body: { ReservedConcurrentExecutions: front.concurrency } };
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
