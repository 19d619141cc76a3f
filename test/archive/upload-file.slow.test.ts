import { inspect } from "node:util";
import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasProgram } from "../programs.ts";
import { fileWith, manyBytes } from "./archive-store.contract.ts";
import { type BucketFaults, hang, openFaultyBucket, refuse } from "./faulty-bucket.ts";
import { type MotoServer, startMotoServer } from "./moto-server.ts";

const parquet = "application/vnd.apache.parquet";

describe.skipIf(!hasProgram("moto_server", "uploads in parts"))("a file of the scratch space in a bucket", () => {
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await startMotoServer();
  });
  afterAll(() => moto?.stop());
  const openBucket = (faults?: BucketFaults, deadlineMs?: number) => openFaultyBucket(moto, faults, deadlineMs);

  test("of 12 MB is sent in three parts, with its content type and hash, which a copy keeps", async () => {
    const { store, name: bucket, direct, steps, unfinished } = await openBucket();
    const file = await fileWith(manyBytes(12_000_000));

    await store.putFile("day/sessions.parquet", file, parquet);
    await store.copy("day/sessions.parquet", "table/sessions.parquet");

    expect(steps.slice().sort()).toEqual(["complete", "create", "part 1", "part 2", "part 3", "put"]);
    for (const Key of ["day/sessions.parquet", "table/sessions.parquet"]) {
      const head = await direct.send(new HeadObjectCommand({ Bucket: bucket, Key }));
      expect([head.ContentType, head.Metadata, head.ContentLength]).toEqual([
        ...[parquet, { sha256: file.sha256 }, 12_000_000],
      ]);
    }
    expect(await unfinished()).toEqual([]);
  });

  test("of less than one part is sent with one put", async () => {
    const { store, name: bucket, direct, steps } = await openBucket();
    const file = await fileWith("rows");

    await store.putFile("a", file, parquet);

    expect(steps).toEqual(["put"]);
    const head = await direct.send(new HeadObjectCommand({ Bucket: bucket, Key: "a" }));
    expect([head.ContentType, head.Metadata]).toEqual([parquet, { sha256: file.sha256 }]);
  });

  test.each([
    ["a part is refused", { "part 2": refuse }, undefined, "AccessDenied"],
    ["the last part is refused", { "part 3": refuse }, undefined, "AccessDenied"],
    ["the completion is refused", { complete: refuse }, undefined, "AccessDenied"],
    ["a part gets no answer", { "part 2": hang }, 1500, "AbortError"],
    ["the completion gets no answer", { complete: hang }, 1500, "AbortError"],
  ] as const)(
    "leaves no part and no object, and tells nothing of S3's words, if %s",
    async (_, faults, limit, failure) => {
      const { store, steps, unfinished } = await openBucket(faults, limit);

      const error: unknown = await store.putFile("day/a", await fileWith(manyBytes(12_000_000)), parquet).then(
        () => null,
        (reason) => reason,
      );

      expect(error).toMatchObject({ name: "ArchiveError", code: "ARCHIVE_STORE" });
      expect(String(error)).toContain(`The archive could not write "day/a" (${failure})`);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(
        /canary|AWS4-HMAC|test-secret|authorization/i,
      );
      expect(steps.at(-1)).toBe("abort");
      expect([await unfinished(), await store.list("")]).toEqual([[], []]);
    },
  );

  test("is not sent on after a part was refused", async () => {
    const { store, steps, unfinished } = await openBucket({ "part 1": refuse });

    await expect(store.putFile("a", await fileWith(manyBytes(40_000_000)), parquet)).rejects.toThrow("AccessDenied");

    expect(steps.filter((step) => step.startsWith("part")).length).toBeLessThan(6);
    expect(await unfinished()).toEqual([]);
  });

  test("leaves no part if the signal ends the upload while a part waits for its answer", async () => {
    const end = new AbortController();
    const { store, unfinished } = await openBucket({
      "part 2": (incoming) => {
        incoming.resume();
        incoming.once("end", () => end.abort());
      },
    });

    const upload = store.putFile("a", await fileWith(manyBytes(12_000_000)), parquet, end.signal);

    await expect(upload).rejects.toMatchObject({ name: "ArchiveError", code: "ARCHIVE_STORE" });
    expect([await unfinished(), await store.list("")]).toEqual([[], []]);
  });

  test("throws the first failure, even if S3 also refuses to drop the parts", async () => {
    const { store, steps } = await openBucket({ "part 2": hang, abort: refuse }, 1500);

    await expect(store.putFile("a", await fileWith(manyBytes(12_000_000)), parquet)).rejects.toThrow("(AbortError)");
    expect(steps.at(-1)).toBe("abort");
  });

  test("has its digest without being read, unlike an object that was written without a hash", async () => {
    const { store, name: bucket, direct, steps } = await openBucket();
    const file = await fileWith("rows");
    await store.putFile("a", file, parquet);
    for (const [Key, Metadata] of [
      ["older", {}],
      ["odd", { sha256: "no hash" }],
    ] as const) {
      await direct.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "rows", Metadata }));
    }
    steps.length = 0;

    expect(await store.digest("a")).toBe(file.sha256);
    expect(steps).toEqual(["head"]);
    for (const key of ["older", "odd"]) expect(await store.digest(key)).toBe(file.sha256);
    expect(steps).toEqual(["head", "head", "get", "head", "get"]);
  });
});
