import { once } from "node:events";
import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { startMotoServer } from "../archive/moto-server.ts";

/** A local imitation of AWS that writes down what it is asked: "GET /bucket/key", or the action of a POST to "/". */
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
  const server = createServer((incoming, response) => {
    const { method, url = "", headers } = incoming;
    const action = headers["x-amz-target"] ?? url.split("?")[0];
    requests.push(`${method} ${action}`);
    const outgoing = forward(new URL(url, moto.endpoint), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    unrecorded: moto.endpoint,
    requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      await moto.stop();
    },
  };
}
