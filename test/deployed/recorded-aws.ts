import { startMotoServer } from "../archive/moto-server.ts";
import { startProxy } from "../archive/proxy.ts";

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
  const proxy = await startProxy(moto.endpoint, ({ method, url = "", headers }, pass) => {
    requests.push(`${method} ${headers["x-amz-target"] ?? url.split("?")[0]}`);
    void pass();
  });
  return {
    endpoint: proxy.endpoint,
    unrecorded: moto.endpoint,
    requests,
    async stop() {
      await proxy.stop();
      await moto.stop();
    },
  };
}
