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

const conflictTries = 5;

type ConditionalPut = { readonly command: PutObjectCommand; readonly key: string; readonly writeId: string };

export type S3Archive = {
  client: S3Client;
  bucket: string;
  /** A new id for every `create`, by which a write is known again when its answer got lost. */
  newWriteId?: () => string;
  /** How long one call may take, its repetitions and the answer's last byte included, milliseconds; 45 s unless given. */
  deadlineMs?: number;
};

/** Handed to every command, so that none can hang: the client's own limits do not watch a body that stops coming. */
type Limit = { readonly abortSignal: AbortSignal };

/**
 * An archive in an S3 bucket. It needs the rights to get, put, delete and list: without the last one S3 answers a missing
 * object with "AccessDenied". Every call throws `ArchiveError`.
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

  /** One conditional put; null when S3 asks to try again, because another write of the key is under way. */
  const tryToCreate = async (put: ConditionalPut, limit: Limit): Promise<boolean | null> => {
    try {
      await client.send(put.command, limit);
      return true;
    } catch (error) {
      if (errorName(error) === "ConditionalRequestConflict") return null;
      if (errorName(error) !== "PreconditionFailed") throw error;
      // The client repeats a put whose answer got lost; the object it then meets may be its own.
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
      for (let conflicts = 0; conflicts < conflictTries; conflicts++) {
        // Two writers in step would meet again; a random wait parts them.
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

/** A catch handler: null for the AWS error of that name, any other error goes on. */
function nullIf(name: string): (error: unknown) => null {
  return (error) => {
    if (errorName(error) === name) return null;
    throw error;
  };
}
