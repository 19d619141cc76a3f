import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { createS3ArchiveStore } from "../../functions/daily-report/archive/s3-archive-store.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import { clientOptions } from "../archive/moto-server.ts";

export type Bucket = { readonly endpoint: string; readonly name: string };

/** Opens the archive in a bucket of a local AWS double. */
export function openBucket({ endpoint, name }: Bucket): ArchiveStore {
  return createS3ArchiveStore({ client: clientOf(endpoint), bucket: name });
}

/** Creates a bucket and opens the archive in it. */
export async function createBucket(bucket: Bucket): Promise<ArchiveStore> {
  const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
  const client = clientOf(bucket.endpoint);
  await client.send(new CreateBucketCommand({ Bucket: bucket.name, CreateBucketConfiguration }));
  client.destroy();
  return openBucket(bucket);
}

function clientOf(endpoint: string): S3Client {
  return new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
}
