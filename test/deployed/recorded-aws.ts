import { buffer } from "node:stream/consumers";
import { startMotoServer } from "../archive/moto-server.ts";
import { startProxy } from "../archive/proxy.ts";
import { type AwsCall, awsCallOf } from "../aws/aws-call.ts";
import { type Permission, permissionsOf } from "../aws/permissions-of.ts";
import { unknownRequests } from "../aws/unknown-requests.ts";

/**
 * A local AWS double that records its requests: "GET /bucket/key", or the action of a POST to "/". It answers 501 to requests
 * that the function has no reason to send; then `stop` rejects.
 */
export type RecordedAws = {
  /** The address that records requests. */
  readonly endpoint: string;
  /** The address without recording, for requests of the test itself. */
  readonly unrecorded: string;
  readonly requests: string[];
  /** The permissions that the requests needed in AWS; never emptied. */
  readonly permissions: Permission[];
  stop(): Promise<void>;
};

/** Asked before a call is passed on; `body` as it was sent. A call with an answer does not arrive. */
export type BeforeCall = (call: AwsCall, body: string) => "drop" | "refuse mail" | null;

/**
 * Starts moto and a recording proxy before it, on free ports of 127.0.0.1. If `beforeCall` answers "drop", the connection is
 * closed; "refuse mail": the answer of SES for a mail to an address that it does not accept. `ownCalls`: see startMotoServer.
 */
export async function startRecordedAws(beforeCall: BeforeCall = () => null, ownCalls?: string): Promise<RecordedAws> {
  const moto = await startMotoServer({ ownCalls });
  const requests: string[] = [];
  const permissions: Permission[] = [];
  const unknown = unknownRequests("the recorded AWS");
  const proxy = await startProxy(moto.endpoint, async (incoming, pass, response) => {
    const { method, url = "", headers } = incoming;
    const body = await buffer(incoming);
    requests.push(`${method} ${headers["x-amz-target"] ?? url.split("?")[0]}`);
    const call = awsCallOf(incoming, body.toString("latin1"));
    if (call === null) {
      unknown.refuse(incoming, response);
      return;
    }
    permissions.push(...permissionsOf(call));
    const answer = beforeCall(call, body.toString("latin1"));
    if (answer === "drop") response.destroy();
    else if (answer === "refuse mail") response.writeHead(400, { "content-type": "text/xml" }).end(messageRejected);
    else await pass(body);
  });
  return {
    endpoint: proxy.endpoint,
    unrecorded: moto.endpoint,
    requests,
    permissions,
    async stop() {
      await proxy.stop();
      await moto.stop();
      unknown.throwIfAny();
    },
  };
}

/** Moto accepts every reader. The message of SES has the reader's address. */
const messageRejected = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>
  <Code>MessageRejected</Code><Message>Email address is not verified: canary@example.com</Message></Error>
  <RequestId>00000000-0000-0000-0000-000000000000</RequestId></ErrorResponse>`;
