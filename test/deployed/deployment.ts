import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateConfigurationSetCommand, SESClient, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { environmentNames } from "../../functions/daily-report/environment.ts";
import { clientOptions } from "../archive/moto-server.ts";
import type { RecordedAws } from "./recorded-aws.ts";

/** The AWS resources of the function. Calls through this object are not recorded. */
export type Deployment = {
  /** The bucket's name. */
  readonly bucket: string;
  /** Empties AWS and creates the resources of the stack. Returns the variables whose values are known only then. */
  deploy(): Promise<Record<string, string>>;
  /** Stores a secret and returns its ARN. */
  storeSecret(name: string, value: string): Promise<string>;
  /** All keys of the bucket, sorted. */
  keys(): Promise<string[]>;
  /** Returns the bytes of an object; rejects if it does not exist. */
  objectAt(key: string | undefined): Promise<Buffer>;
  /** Writes an object. */
  put(key: string, body: string): Promise<void>;
  /** The mails that SES accepted, oldest first. */
  mails(): Promise<{ raw_data: string; destinations: string[] }[]>;
  close(): void;
};

/** Opens a deployment with the given sender. Each `deploy` empties its archive. */
export function openDeployment({ unrecorded }: RecordedAws, sender: string): Deployment {
  const [bucket, configurationSet] = ["reports-bucket", "daily-report"];
  const s3 = new S3Client({ ...clientOptions(unrecorded), forcePathStyle: true });
  const secrets = new SecretsManagerClient(clientOptions(unrecorded));
  const ses = new SESClient(clientOptions(unrecorded));
  const storeSecret = async (Name: string, SecretString: string) =>
    (await secrets.send(new CreateSecretCommand({ Name, SecretString }))).ARN ?? "";
  return {
    bucket,
    storeSecret,
    async deploy() {
      await fetch(`${unrecorded}/moto-api/reset`, { method: "POST" });
      const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
      await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }));
      await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: sender }));
      await ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: configurationSet } }));
      return {
        [environmentNames.reportBucket]: bucket,
        [environmentNames.sesConfigurationSet]: configurationSet,
        [environmentNames.maskSecretId]: await storeSecret("mask", "k".repeat(64)),
      };
    },
    async keys() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      return Contents.map(({ Key = "" }) => Key);
    },
    async objectAt(key = "") {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    async put(key, body) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    },
    async mails() {
      const answer = await fetch(`${unrecorded}/moto-api/data.json`);
      return ((await answer.json()) as { ses?: { RawMessage?: [] } }).ses?.RawMessage ?? [];
    },
    close() {
      for (const client of [s3, secrets, ses]) client.destroy();
    },
  };
}
