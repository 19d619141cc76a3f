import { createHash, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { ScratchFile } from "../ports.ts";
import { archiveFailure, errorName } from "./archive-error.ts";
import { checkArchiveKey, checkArchivePrefix, isArchiveKey } from "./archive-key.ts";
import { contentHash } from "./content-hash.ts";
import { uploadFile } from "./upload-file.ts";

const maxAttempts = 5;

type ConditionalPut = { readonly command: PutObjectCommand; readonly key: string; readonly writeId: string };

export type S3Archive = {
  client: S3Client;
  bucket: string;
  /** Returns a new id for every `create`, which identifies our write if its response is lost. */
  newWriteId?: () => string;
  /**
   * How long one call may take, including retries and the whole response body, milliseconds. Default 45 s. Of `putFile` it
   * limits each part of 5 MB, of which two are sent at once. So a stall ends, but no file is too large: a line needs 2 Mbit/s,
   * or more if the client's own limit for a request is shorter.
   */
  deadlineMs?: number;
};

/** Passed to every command, because the client's own timeouts do not detect a response body that stalls. */
type Limit = { readonly abortSignal: AbortSignal };

/**
 * An archive in an S3 bucket. It needs the permissions to get, put, delete, list and abort multipart uploads; without "list" S3
 * answers "AccessDenied" for a missing object. `copy` is done by S3 itself, up to 5 GB. Every write stores the SHA-256 with the
 * object, so that `digest` need not read it. Every method throws `ArchiveError`.
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
      const content = { Body: body, ContentType: contentType, Metadata: { sha256: hashOf(body) } };
      const put = new PutObjectCommand({ ...at(key), ...content });
      await guarded("write", key, (limit) => client.send(put, limit));
    },

    async putFile(key: string, file: ScratchFile, contentType: string, signal?: AbortSignal): Promise<void> {
      const request = { file, object: at(key), contentType, metadata: { sha256: file.sha256 } };
      await uploadFile(client, request, { deadlineMs, signal }).catch((error) => {
        throw archiveFailure("write", key, error);
      });
    },

    async copy(from: string, to: string): Promise<boolean> {
      const CopySource = `${bucket}/${at(from).Key.split("/").map(encodeURIComponent).join("/")}`;
      // The copy gets a checksum of its own. That of an object written in parts would not fit a copy, which has none.
      const copy = new CopyObjectCommand({ ...at(to), CopySource, ChecksumAlgorithm: "CRC32" });
      const copied = await guarded("copy", from, (limit) => client.send(copy, limit).catch(nullIf("NoSuchKey")));
      return copied !== null;
    },

    async digest(key: string): Promise<string | null> {
      const object = at(key);
      return guarded("read", key, async (limit) => {
        const head = await client.send(new HeadObjectCommand(object), limit).catch(nullIf("NotFound"));
        const stored = head?.Metadata?.sha256;
        if (head === null || isHash(stored)) return stored ?? null;
        // An older version of the program wrote the object, or somebody else.
        const answer = await client.send(new GetObjectCommand(object), limit).catch(nullIf("NoSuchKey"));
        const body = answer?.Body as AsyncIterable<Uint8Array> | undefined;
        return body === undefined ? null : await contentHash(body);
      });
    },

    async create(key: string, body: Uint8Array, contentType: string): Promise<boolean> {
      const writeId = newWriteId();
      const content = { Body: body, ContentType: contentType, Metadata: { "write-id": writeId, sha256: hashOf(body) } };
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

function isHash(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{64}$/.test(text);
}

function hashOf(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}
