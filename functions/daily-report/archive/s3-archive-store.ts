import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { archiveFailure, errorName } from "./archive-error.ts";
import { checkArchiveKey, checkArchivePrefix, isArchiveKey } from "./archive-key.ts";

const maxAttempts = 5;

type ConditionalPut = { readonly command: PutObjectCommand; readonly key: string; readonly writeId: string };

export type S3Archive = {
  client: S3Client;
  bucket: string;
  /** Returns a new id for every `create`, which identifies our write if its response is lost. */
  newWriteId?: () => string;
  /** How long one call may take, including retries and the whole response body, milliseconds. Default 45 s. */
  deadlineMs?: number;
};

/** Passed to every command, because the client's own timeouts do not detect a response body that stalls. */
type Limit = { readonly abortSignal: AbortSignal };

/**
 * An archive in an S3 bucket. It needs the permissions to get, put, delete and list; without the last one S3 answers
 * "AccessDenied" for a missing object. Every method throws `ArchiveError`.
 */
export function createS3ArchiveStore({ client, bucket, newWriteId = randomUUID, deadlineMs = 45_000 }: S3Archive) {
  const guarded = async <T>(operation: string, key: string, work: (limit: Limit) => Promise<T>): Promise<T> => {
    try {
      return await work({ abortSignal: AbortSignal.timeout(deadlineMs) });
    } catch (error) {
      throw archiveFailure(operation, key, error);
    }
  };

  const at = (key: string) => {
    checkArchiveKey(key);
    return { Bucket: bucket, Key: key };
  };

  const carriesWriteId = async (key: string, writeId: string, limit: Limit): Promise<boolean> => {
    const head = await client.send(new HeadObjectCommand(at(key)), limit).catch(nullIf("NotFound"));
    return head?.Metadata?.["write-id"] === writeId;
  };

  /** Sends one conditional put; returns null if S3 asks for a retry because another write of the key is in progress. */
  const tryToCreate = async (put: ConditionalPut, limit: Limit): Promise<boolean | null> => {
    try {
      await client.send(put.command, limit);
      return true;
    } catch (error) {
      if (errorName(error) === "ConditionalRequestConflict") return null;
      if (errorName(error) !== "PreconditionFailed") throw error;
      // The client repeats a put if the response is lost, so the existing object may be our own.
      return await carriesWriteId(put.key, put.writeId, limit);
    }
  };

  return {
    locate(key: string): string {
      return `s3://${bucket}/${at(key).Key}`;
    },

    async get(key: string): Promise<Uint8Array | null> {
      const object = at(key);
      return guarded("read", key, async (limit) => {
        const answer = await client.send(new GetObjectCommand(object), limit).catch(nullIf("NoSuchKey"));
        return (await answer?.Body?.transformToByteArray()) ?? null;
      });
    },

    async put(key: string, body: Uint8Array, contentType: string): Promise<void> {
      const put = new PutObjectCommand({ ...at(key), Body: body, ContentType: contentType });
      await guarded("write", key, (limit) => client.send(put, limit));
    },

    async create(key: string, body: Uint8Array, contentType: string): Promise<boolean> {
      const writeId = newWriteId();
      const content = { Body: body, ContentType: contentType, Metadata: { "write-id": writeId } };
      const command = new PutObjectCommand({ ...at(key), ...content, IfNoneMatch: "*" });
      for (let conflicts = 0; conflicts < maxAttempts; conflicts++) {
        // A random wait keeps two writers from colliding again.
        if (conflicts > 0) await pause(50 * 2 ** conflicts * Math.random());
        const created = await guarded("create", key, (limit) => tryToCreate({ command, key, writeId }, limit));
        if (created !== null) return created;
      }
      throw archiveFailure("create", key, { name: "ConditionalRequestConflict" });
    },

    async list(prefix: string): Promise<string[]> {
      checkArchivePrefix(prefix);
      return guarded("list", prefix, async (limit) => {
        const keys: string[] = [];
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }, limit)) {
          keys.push(...(page.Contents ?? []).map((object) => object.Key ?? ""));
        }
        return keys.filter(isArchiveKey).sort();
      });
    },

    async remove(key: string): Promise<void> {
      const object = at(key);
      await guarded("remove", key, (limit) => client.send(new DeleteObjectCommand(object), limit));
    },
  };
}

/** Returns a catch handler: null for the AWS error of that name; rethrows any other error. */
function nullIf(name: string): (error: unknown) => null {
  return (error) => {
    if (errorName(error) === name) return null;
    throw error;
  };
}
