import { copyFile, writeFile } from "node:fs/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { awsFailure } from "../deployed/aws-failure.ts";

/** A version of a file of the archive. `id` is null in a folder, which has no versions. */
export type FileVersion = {
  readonly key: string;
  readonly id: string | null;
  readonly isLatest: boolean;
  /** A delete marker has no content. */
  readonly isMarker: boolean;
};

/** The versions of files. Every call does what it says or throws. */
export type VersionStore = {
  /** All versions below the prefix, delete markers too. */
  list(prefix: string): Promise<FileVersion[]>;
  /** Copies the content to a new file of this machine, which only this user can read. */
  fetch(version: FileVersion, path: string): Promise<void>;
  /** Removes the version for good. */
  remove(version: FileVersion): Promise<void>;
};

/** The files of a folder. */
export function folderVersions(archive: ReturnType<typeof createFolderArchiveStore>): VersionStore {
  return {
    async list(prefix) {
      return (await archive.list(prefix)).map((key) => ({ key, id: null, isLatest: true, isMarker: false }));
    },
    fetch: ({ key }, path) => copyFile(archive.locate(key), path),
    remove: ({ key }) => archive.remove(key),
  };
}

/** The versions of the objects of a bucket, also of one without versioning. Throws AwsError. */
export function bucketVersions(client: S3Client, Bucket: string): VersionStore {
  return {
    async list(Prefix) {
      const found: FileVersion[] = [];
      let next: Pick<ListObjectVersionsCommandOutput, "NextKeyMarker" | "NextVersionIdMarker"> | null = {};
      while (next !== null) {
        const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = next;
        const page: ListObjectVersionsCommandOutput = await client
          .send(new ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker }))
          .catch((error) =>
            Promise.reject(awsFailure(error, "list the versions of the bucket", "s3:ListBucketVersions")),
          );
        found.push(...(page.Versions ?? []).map((version) => versionOf(version, false)));
        found.push(...(page.DeleteMarkers ?? []).map((marker) => versionOf(marker, true)));
        next = page.IsTruncated ? page : null;
      }
      return found;
    },
    async fetch({ key: Key, id }, path) {
      const get = new GetObjectCommand({ Bucket, Key, ...(id !== null && { VersionId: id }) });
      const { Body } = await client
        .send(get)
        .catch((error) => Promise.reject(awsFailure(error, `read ${Key}`, "s3:GetObjectVersion")));
      await writeFile(path, (await Body?.transformToByteArray()) ?? new Uint8Array(), { mode: 0o600 });
    },
    async remove({ key: Key, id }) {
      const remove = new DeleteObjectCommand({ Bucket, Key, ...(id !== null && { VersionId: id }) });
      await client
        .send(remove)
        .catch((error) => Promise.reject(awsFailure(error, `remove a version of ${Key}`, "s3:DeleteObjectVersion")));
    },
  };
}

type Listed = Pick<ObjectVersion, "Key" | "VersionId" | "IsLatest">;

function versionOf({ Key = "", VersionId, IsLatest = false }: Listed, isMarker: boolean): FileVersion {
  return { key: Key, id: VersionId ?? null, isLatest: IsLatest, isMarker };
}
