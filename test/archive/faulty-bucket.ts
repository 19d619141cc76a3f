import { ListMultipartUploadsCommand, type S3Client } from "@aws-sdk/client-s3";
import { onTestFinished } from "vitest";
import { createS3ArchiveStore } from "../../functions/daily-report/archive/s3-archive-store.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { MotoServer } from "./moto-server.ts";
import { makeBucket, s3ClientAt } from "./open-bucket.ts";
import { type HandleRequest, startProxy } from "./proxy.ts";

/** Faults by the step of an upload: "create", "part 2", "complete", "abort"; of another call by its method: "put". */
export type BucketFaults = Readonly<Record<string, HandleRequest>>;

export type FaultyBucket = {
  readonly name: string;
  /** The archive in the bucket, with its faults. */
  readonly store: ArchiveStore;
  /** A client that sees no faults. */
  readonly direct: S3Client;
  /** The steps that the store asked for. */
  readonly steps: string[];
  /** The keys of uploads that were neither completed nor aborted. */
  readonly unfinished: () => Promise<(string | undefined)[]>;
};

let buckets = 0;

/** Creates an empty bucket of moto, and an archive that reaches it through a proxy; both are closed when the test has finished. */
export async function openFaultyBucket(
  moto: MotoServer,
  faults: BucketFaults = {},
  deadlineMs?: number,
): Promise<FaultyBucket> {
  const steps: string[] = [];
  const proxy = await startProxy(moto.endpoint, (incoming, pass, response) => {
    const step = stepOf(incoming.method, incoming.url);
    steps.push(step);
    const fault = faults[step];
    if (fault) fault(incoming, pass, response);
    else void pass();
  });
  onTestFinished(proxy.stop);
  const [direct, client, name] = [clientAt(moto.endpoint), clientAt(proxy.endpoint), `faulty-${++buckets}`];
  await makeBucket(direct, name);
  const store = createS3ArchiveStore({ client, bucket: name, ...(deadlineMs !== undefined && { deadlineMs }) });
  const unfinished = async () => {
    const { Uploads } = await direct.send(new ListMultipartUploadsCommand({ Bucket: name }));
    return (Uploads ?? []).map(({ Key }) => Key);
  };
  return { name, store, direct, steps, unfinished };
}

function clientAt(endpoint: string): S3Client {
  const client = s3ClientAt(endpoint);
  onTestFinished(() => client.destroy());
  return client;
}

function stepOf(method = "", url = ""): string {
  const { searchParams } = new URL(url, "http://s3");
  const part = searchParams.get("partNumber");
  if (part !== null) return `part ${part}`;
  if (searchParams.has("uploads")) return "create";
  if (!searchParams.has("uploadId")) return method.toLowerCase();
  return method === "POST" ? "complete" : "abort";
}

/** Words of S3 that must not appear in an error. */
export const canary = "canary-5f2c";

/** S3 refuses the call. */
export const refuse: HandleRequest = (incoming, _pass, response) => {
  incoming.resume();
  const body = `<Error><Code>AccessDenied</Code><Message>${canary}</Message></Error>`;
  response.writeHead(403, { "content-type": "application/xml" }).end(body);
};

/** S3 never answers. */
export const hang: HandleRequest = (incoming) => void incoming.resume();
