import { buffer } from "node:stream/consumers";
import { startMotoServer } from "../archive/moto-server.ts";
import { startProxy } from "../archive/proxy.ts";
import { awsCallOf } from "../aws/aws-call.ts";
import { unknownRequests } from "../aws/unknown-requests.ts";

/**
 * A local imitation of AWS that writes down what it is asked: "GET /bucket/key", or the action of a POST to "/". What the
 * function has no reason to ask is answered with 501, and makes `stop` reject.
 */
export type RecordedAws = {
  /** By way of the record. */
  readonly endpoint: string;
  /** Past it, for the test's own questions. */
  readonly unrecorded: string;
  readonly requests: string[];
  stop(): Promise<void>;
};

/** Starts moto, with a record before it, on free ports of 127.0.0.1. */
export async function startRecordedAws(): Promise<RecordedAws> {
  const moto = await startMotoServer();
  const requests: string[] = [];
  const unknown = unknownRequests("the recorded AWS");
  const proxy = await startProxy(moto.endpoint, async (incoming, pass, response) => {
    const { method, url = "", headers } = incoming;
    const body = await buffer(incoming);
    requests.push(`${method} ${headers["x-amz-target"] ?? url.split("?")[0]}`);
    if (awsCallOf(incoming, body.toString("latin1")) === null) unknown.refuse(incoming, response);
    else await pass(body);
  });
  return {
    endpoint: proxy.endpoint,
    unrecorded: moto.endpoint,
    requests,
    async stop() {
      await proxy.stop();
      await moto.stop();
      unknown.throwIfAny();
    },
  };
}
