import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type AwsCall, awsCallOf } from "../aws/aws-call.ts";
import { unknownRequests } from "../aws/unknown-requests.ts";

/** A fault of a call: an error answer, or a lost connection. */
export type AwsFault = { readonly status: number; readonly body: string } | "break";

export type SmallAwsOptions = {
  /** Values by id. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The objects that exist at the start, by key. */
  readonly objects?: Readonly<Record<string, string>>;
  /** Called with "get key", "head key", "put key", "copy key", "list prefix", "delete key", "secret id" or "mail"; returns null for no fault. */
  readonly fault?: (call: string) => AwsFault | null;
};

/**
 * A double of those parts of AWS that the function calls. Its bucket may have any name, and it fails as a test says. It records
 * its calls. It answers 501 to any other request; then `stop` rejects.
 */
export type SmallAws = {
  readonly endpoint: string;
  readonly calls: string[];
  readonly objects: Map<string, Buffer>;
  stop(): Promise<void>;
};

export async function startSmallAws({ secrets, objects, fault = () => null }: SmallAwsOptions): Promise<SmallAws> {
  const stored = new Map(Object.entries(objects ?? {}).map(([key, text]) => [key, Buffer.from(text)] as const));
  const calls: string[] = [];
  const unknown = unknownRequests("the small AWS");
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const call = awsCallOf(request, body.toString("latin1"));
    if (call === null) {
      unknown.refuse(request, response);
      return;
    }
    const name = nameOf(call);
    calls.push(name);
    const broken = fault(name);
    if (broken === "break") response.destroy();
    else send(broken ?? serve({ call, request, body }, { secrets, stored }), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    objects: stored,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      unknown.throwIfAny();
    },
  };
}

function nameOf(call: AwsCall): string {
  switch (call.is) {
    case "list":
      return `list ${call.prefix}`;
    case "secret":
      return `secret ${call.id}`;
    case "mail":
      return "mail";
    default:
      return `${call.is} ${call.key}`;
  }
}

type Call = { readonly call: AwsCall; readonly request: IncomingMessage; readonly body: Buffer };
type Holdings = { readonly secrets: Readonly<Record<string, string>>; readonly stored: Map<string, Buffer> };

function serve({ call, request, body }: Call, { secrets, stored }: Holdings): Answer {
  switch (call.is) {
    case "secret": {
      const value = secrets[call.id];
      if (value === undefined) return { status: 400, body: JSON.stringify({ __type: "ResourceNotFoundException" }) };
      return { status: 200, body: JSON.stringify({ SecretString: value }) };
    }
    case "mail":
      return { status: 200, body: "<R><SendRawEmailResult><MessageId>id</MessageId></SendRawEmailResult></R>" };
    case "list": {
      const keys = [...stored.keys()].filter((key) => key.startsWith(call.prefix)).sort();
      const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
      return { status: 200, body: `<ListBucketResult>${contents}</ListBucketResult>` };
    }
    case "put":
      if (request.headers["if-none-match"] === "*" && stored.has(call.key)) {
        return { status: 412, body: refusal("PreconditionFailed") };
      }
      stored.set(call.key, body);
      return { status: 200, body: "" };
    case "delete":
      stored.delete(call.key);
      return { status: 204, body: "" };
    case "copy": {
      const object = stored.get(call.from);
      if (object === undefined) return { status: 404, body: refusal("NoSuchKey") };
      stored.set(call.key, object);
      return { status: 200, body: "<CopyObjectResult><ETag>1</ETag></CopyObjectResult>" };
    }
    case "head": {
      const object = stored.get(call.key);
      if (object === undefined) return { status: 404, body: "" };
      const sha256 = createHash("sha256").update(object).digest("hex");
      return { status: 200, body: "", headers: { "x-amz-meta-sha256": sha256 } };
    }
    case "get": {
      const object = stored.get(call.key);
      return object === undefined ? { status: 404, body: refusal("NoSuchKey") } : { status: 200, body: object };
    }
  }
}

/** An error in the format of S3 or SES. */
export function refusal(code: string, words = ""): string {
  return `<ErrorResponse><Error><Code>${code}</Code><Message>${words}</Message></Error><Code>${code}</Code></ErrorResponse>`;
}

type Answer = {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

function send({ status, body, headers }: Answer, response: ServerResponse): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}
