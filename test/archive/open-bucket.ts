import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { createS3ArchiveStore } from "../../functions/daily-report/archive/s3-archive-store.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import { clientOptions } from "./moto-server.ts";

export type Bucket = { readonly endpoint: string; readonly name: string };

/** Opens the archive in a bucket of a local AWS double. */
export function openBucket({ endpoint, name }: Bucket): ArchiveStore {
  return createS3ArchiveStore({ client: s3ClientAt(endpoint), bucket: name });
}

/** Creates a bucket and opens the archive in it. */
export async function createBucket(bucket: Bucket): Promise<ArchiveStore> {
  const client = s3ClientAt(bucket.endpoint);
  await makeBucket(client, bucket.name);
  client.destroy();
  return openBucket(bucket);
}

/** Creates an empty bucket. */
export async function makeBucket(client: S3Client, name: string): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
  await client.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }));
}

/** A client of a local AWS double; the caller destroys it. */
export function s3ClientAt(endpoint: string): S3Client {
  return new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
}
