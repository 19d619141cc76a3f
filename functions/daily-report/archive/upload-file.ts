import { AbortMultipartUploadCommand, type S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { ScratchFile } from "../ports.ts";
import { openScratchFile } from "./open-scratch-file.ts";

/** The smallest part that S3 allows. A file below it is written with one put. */
const PART_BYTES = 5 * 1024 * 1024;

/** Parts that are sent at the same time, and held in memory. Two hide the wait for an answer. */
const PARTS_AT_ONCE = 2;

/** The longest wait for S3 to drop the parts of an upload that failed. Milliseconds. */
const CLEAN_UP_MS = 10_000;

export type UploadRequest = {
  readonly file: ScratchFile;
  readonly object: { readonly Bucket: string; readonly Key: string };
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
};

export type UploadLimits = {
  /** How long one part may take, including retries, milliseconds. The whole file has no limit: its size is not known here. */
  readonly deadlineMs: number;
  /** Ends the upload. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Uploads a scratch file in parts. The object exists when all parts have arrived. If a part fails, takes too long or is
 * aborted by the signal, S3 is told to drop the parts, and then the promise rejects with the first failure. Parts can remain
 * if S3 is not reached then, if it stores a part after that, or if the process is killed; the lifecycle rule of the bucket
 * removes those. If the answer to the last command is lost, the object may exist although the promise rejects.
 */
export async function uploadFile(client: S3Client, request: UploadRequest, limits: UploadLimits): Promise<void> {
  const { file, object, contentType, metadata } = request;
  const source = await openScratchFile(file);
  const body = source.createReadStream({ autoClose: false, highWaterMark: 1 << 20 });
  try {
    const upload = new Upload({
      client: limited(client, limits),
      params: { ...object, Body: body, ContentType: contentType, Metadata: metadata },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
      leavePartsOnError: false,
    });
    await upload.done();
  } finally {
    body.destroy();
    await source.close();
  }
}

/**
 * The client as `Upload` uses it. Each command gets its own deadline, and the first failure ends all others. `Upload` has an
 * abort signal, too, but neither passes it to requests that wait nor waits until S3 has dropped the parts.
 */
function limited(client: S3Client, { deadlineMs, signal }: UploadLimits): S3Client {
  const failed = new AbortController();
  const ends = [failed.signal, ...(signal ? [signal] : [])];
  const send = async (command: Parameters<S3Client["send"]>[0]) => {
    if (command instanceof AbortMultipartUploadCommand) {
      // The failure that led to this is the one to report.
      return client.send(command, { abortSignal: AbortSignal.timeout(CLEAN_UP_MS) }).catch(() => ({}));
    }
    try {
      return await client.send(command, { abortSignal: AbortSignal.any([...ends, AbortSignal.timeout(deadlineMs)]) });
    } catch (error) {
      failed.abort();
      throw error;
    }
  };
  return Object.create(client, { send: { value: send } });
}
