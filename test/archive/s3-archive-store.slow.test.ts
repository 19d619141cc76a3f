import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { inspect } from "node:util";
import { HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createS3ArchiveStore } from "../../functions/daily-report/archive/s3-archive-store.ts";
import { hasProgram } from "../programs.ts";
import { describeArchiveStore } from "./archive-store.contract.ts";
import { clientOptions, type MotoServer, startMotoServer } from "./moto-server.ts";
import { makeBucket, s3ClientAt } from "./open-bucket.ts";
import { type ScriptedAnswer, startScriptedServer } from "./scripted-server.ts";

const body = new TextEncoder().encode("body");
const text = "text/plain";

describe.skipIf(!hasProgram("moto_server", "the archive in a bucket"))("the archive in a bucket", () => {
  let moto: MotoServer;
  let client: S3Client;
  let buckets = 0;

  beforeAll(async () => {
    moto = await startMotoServer();
    client = s3ClientAt(moto.endpoint);
  });
  afterAll(async () => {
    client?.destroy();
    await moto?.stop();
  });

  const newBucket = async () => {
    const bucket = `archive-${++buckets}`;
    await makeBucket(client, bucket);
    return bucket;
  };

  describeArchiveStore(async () => createS3ArchiveStore({ client, bucket: await newBucket() }));

  test("returns the s3:// location of a file and stores its content type", async () => {
    const bucket = await newBucket();
    const store = createS3ArchiveStore({ client, bucket });
    await store.put("day/put.json", body, "application/json");
    await store.create("day/created.html", body, "text/html; charset=utf-8");
    expect(store.locate("day/put.json")).toBe(`s3://${bucket}/day/put.json`);
    const typeOf = async (key: string) =>
      (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentType;
    expect(await typeOf("day/put.json")).toBe("application/json");
    expect(await typeOf("day/created.html")).toBe("text/html; charset=utf-8");
  });

  test("does not list objects whose key is not an archive key", async () => {
    const bucket = await newBucket();
    for (const Key of ["day/", "day/notes of a stranger.txt", "day/a"]) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "1" }));
    }
    expect(await createS3ArchiveStore({ client, bucket }).list("day/")).toEqual(["day/a"]);
  });

  test("throws ArchiveError if the bucket does not exist", async () => {
    const store = createS3ArchiveStore({ client, bucket: "no-such-bucket" });
    const failed = { name: "ArchiveError", code: "ARCHIVE_STORE" };
    await expect(store.get("a")).rejects.toMatchObject(failed);
    await expect(store.list("")).rejects.toMatchObject(failed);
    await expect(store.remove("a")).rejects.toMatchObject(failed);
    await expect(store.create("a", body, text)).rejects.toThrow(/^The archive could not create "a" \(NoSuchBucket\)/);
  });
});

describe("the S3 archive store with failures of S3", () => {
  const canary = "canary-5f2c";
  const refusal = (status: number, code: string): ScriptedAnswer => ({
    status,
    body: `<Error><Code>${code}</Code><Message>${canary}</Message><RequestId>${canary}</RequestId></Error>`,
    headers: { "content-type": "application/xml" },
  });
  const written: ScriptedAnswer = { status: 200, headers: { etag: '"1"' } };
  const conflict = refusal(409, "ConditionalRequestConflict");
  const occupied = refusal(412, "PreconditionFailed");
  const carrying = (writeId: string): ScriptedAnswer => ({ status: 200, headers: { "x-amz-meta-write-id": writeId } });
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const startStore = async (script: readonly ScriptedAnswer[]) => {
    const server = await startScriptedServer("s3", script);
    const client = new S3Client({ ...clientOptions(server.endpoint), forcePathStyle: true });
    closing.push(server.stop, async () => client.destroy());
    const store = createS3ArchiveStore({ client, bucket: "bucket", newWriteId: () => "write-1" });
    return { store, methods: () => server.requests.map((request) => request.method), requests: server.requests };
  };

  test("creates with if-none-match and its write id", async () => {
    const { store, requests } = await startStore([written]);
    expect(await store.create("a", body, text)).toBe(true);
    expect(requests[0]?.headers).toMatchObject({ "if-none-match": "*", "x-amz-meta-write-id": "write-1" });
  });

  test("retries a create while another write of the key is in progress", async () => {
    const { store, methods, requests } = await startStore([conflict, conflict, written]);
    expect(await store.create("a", body, text)).toBe(true);
    expect(methods()).toEqual(["PUT", "PUT", "PUT"]);
    expect(requests.map((request) => request.headers["if-none-match"])).toEqual(["*", "*", "*"]);
  });

  test("returns false from create if another write comes first", async () => {
    const { store } = await startStore([conflict, occupied, carrying("of-another")]);
    expect(await store.create("a", body, text)).toBe(false);
  });

  test("throws after five conflicts of a create", async () => {
    const { store, methods } = await startStore([conflict]);
    await expect(store.create("a", body, text)).rejects.toThrow(/could not create "a" \(ConditionalRequestConflict\)/);
    expect(methods()).toHaveLength(5);
  });

  test("returns true from create if its own write succeeded but the response was lost", async () => {
    const lost = refusal(503, "ServiceUnavailable");
    const { store, methods } = await startStore([lost, occupied, carrying("write-1")]);
    expect(await store.create("a", body, text)).toBe(true);
    expect(methods()).toEqual(["PUT", "PUT", "HEAD"]);
  });

  test.each([
    ["another write", carrying("of-another")],
    ["a put without a write id", { status: 200 }],
    ["a file removed meanwhile", { status: 404 }],
  ])("returns false from create and does not take %s for its own write", async (_, head) => {
    const { store } = await startStore([occupied, head]);
    expect(await store.create("a", body, text)).toBe(false);
  });

  test("throws if it has no permission to see whose write it was", async () => {
    const { store } = await startStore([occupied, { status: 403 }]);
    await expect(store.create("a", body, text)).rejects.toMatchObject({ code: "ARCHIVE_STORE" });
  });

  test("reads all pages of a list", async () => {
    const page = (key: string, rest: string) =>
      `<ListBucketResult><Contents><Key>${key}</Key></Contents>${rest}</ListBucketResult>`;
    const { store, requests } = await startStore([
      {
        status: 200,
        body: page("day/b", "<IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken>"),
      },
      { status: 200, body: page("day/a", "<IsTruncated>false</IsTruncated>") },
    ]);
    expect(await store.list("day/")).toEqual(["day/a", "day/b"]);
    expect(requests.map((request) => new URL(request.url, "http://s3").searchParams.get("continuation-token"))).toEqual(
      [null, "t1"],
    );
  });

  test("throws instead of returning null if access is denied", async () => {
    const { store } = await startStore([refusal(403, "AccessDenied")]);
    await expect(store.get("a")).rejects.toThrow(/^The archive could not read "a" \(AccessDenied\)/);
  });

  test("throws if the body of a file breaks off", async () => {
    const { store } = await startStore([
      { status: 200, body: "half", headers: { "content-length": "8", connection: "close" } },
    ]);
    await expect(store.get("a")).rejects.toMatchObject({ name: "ArchiveError", code: "ARCHIVE_STORE" });
  });

  test.each([
    ["no answer", ""],
    ["half an answer", "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n<half"],
  ])("throws after its deadline if a call gets %s", async (_, halfway) => {
    const server = createServer((socket) => socket.write(halfway)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
    closing.push(
      async () => void server.close(),
      async () => client.destroy(),
    );
    const store = createS3ArchiveStore({ client, bucket: "bucket", deadlineMs: 300 });

    for (const call of [() => store.get("a"), () => store.list("a"), () => store.create("a", body, text)]) {
      await expect(call()).rejects.toMatchObject({ name: "ArchiveError", code: "ARCHIVE_STORE" });
    }
  });

  test("throws an error without the service's message, the request or its signature", async () => {
    const { store } = await startStore([refusal(403, "AccessDenied"), refusal(403, `${canary} <b>`)]);
    for (const attempt of [() => store.put("a", body, text), () => store.list("")]) {
      const error: unknown = await attempt().then(
        () => null,
        (reason) => reason,
      );
      expect(error).toMatchObject({ name: "ArchiveError" });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(
        /canary|AWS4-HMAC|test-secret|authorization/i,
      );
    }
  });
});
