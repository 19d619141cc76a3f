import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  BucketPolicy,
  type CfnBucket,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { backfillFolder } from "../functions/daily-report/backfill-steps.ts";
import { CONTEXT, StackSettingsError } from "./stack-settings-error.ts";

/** The top folders of the archive; beside them the function has access only to the lists of backfills. */
const folders = ["reports", "sessions", "tables", "ledger"];

/** In which of them the function may do what. */
const rights = [
  { actions: ["s3:GetObject", "s3:PutObject"], within: [...folders, backfillFolder] },
  // A run removes the files of runs that were killed.
  { actions: ["s3:DeleteObject"], within: ["reports", "sessions"] },
  // Only the files of a session table are large enough for an upload in parts.
  { actions: ["s3:AbortMultipartUpload"], within: ["sessions"] },
];

/** How long session rows are kept in `sessions/` if nothing else is set. Days. */
const USUAL_SESSION_DAYS = 90;

/** What the stack needs of the bucket, whether it is new or not. */
export type ArchiveBucket = Pick<IBucket, "bucketName" | "bucketArn" | "arnForObjects" | "s3UrlForObject" | "node">;

export type ReportArchiveProps = {
  /** The name of a bucket that a lost stack left; null: a new bucket is made. */
  existingBucket: string | null;
  /** After how many days session rows expire; null: as before there was the setting. */
  sessionTableDays: number | null;
};

/** The bucket for all reports, session tables and delivery records. The stack's deletion does not delete it. */
export class ReportArchive extends Construct {
  readonly bucket: ArchiveBucket;

  constructor(scope: Construct, id: string, { existingBucket, sessionTableDays }: ReportArchiveProps) {
    super(scope, id);
    this.bucket =
      existingBucket === null ? this.#newBucket(sessionTableDays) : this.#adopt(existingBucket, sessionTableDays);
  }

  #newBucket(sessionTableDays: number | null): Bucket {
    const bucket = new Bucket(this, "Bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: lifecycleRules(sessionTableDays),
    });
    Validations.of(bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason:
        "Only the report function and the account's own people read the bucket; access logs would cost a second bucket",
    });
    return bucket;
  }

  /** A bucket keeps its settings when its stack is lost, but not its policy, which was a resource of the stack. */
  #adopt(name: string, sessionTableDays: number | null): ArchiveBucket {
    if (sessionTableDays !== null) {
      throw new StackSettingsError(
        `${CONTEXT}: sessionTableDays is ${sessionTableDays}, but archiveBucket names a bucket, which keeps its own rules; it must be null, and the rules are changed on the bucket.`,
      );
    }
    const bucket = Bucket.fromBucketName(this, "ExistingBucket", name);
    const policy = new BucketPolicy(this, "ExistingBucketPolicy", { bucket });
    const everything = { resources: [bucket.bucketArn, bucket.arnForObjects("*")], principals: [new AnyPrincipal()] };
    const refused = [{ Bool: { "aws:SecureTransport": "false" } }, { NumericLessThan: { "s3:TlsVersion": 1.2 } }];
    policy.document.addStatements(
      ...refused.map(
        (conditions) => new PolicyStatement({ effect: Effect.DENY, actions: ["s3:*"], ...everything, conditions }),
      ),
    );
    return bucket;
  }

  /** Allows the grantee to read, write and list files in the archive's folders, and to delete those of runs that were killed. */
  grantUse(grantee: IGrantable): void {
    const within = [...folders, backfillFolder].map((folder) => `${folder}/*`);
    for (const right of rights) {
      const resources = right.within.map((folder) => this.bucket.arnForObjects(`${folder}/*`));
      grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: right.actions, resources }));
    }
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["s3:ListBucket"],
        resources: [this.bucket.bucketArn],
        // "IfExists": for a missing key S3 checks this permission without a prefix and, if it is denied, answers 403 instead of 404.
        conditions: { StringLikeIfExists: { "s3:prefix": within } },
      }),
    );
    for (const pattern of within) {
      Validations.of(Stack.of(this)).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${this.#arnAsChecked()}/${pattern}]`,
        reason: "Keys within the archive's folder are made by report, day and run and cannot be listed beforehand",
      });
    }
  }

  /** The bucket's ARN as the security checks write it. */
  #arnAsChecked(): string {
    const resource = this.bucket.node.defaultChild as CfnBucket | undefined;
    return resource === undefined
      ? `arn:<AWS::Partition>:s3:::${this.bucket.bucketName}`
      : `<${Stack.of(this).getLogicalId(resource)}.Arn>`;
  }
}

function lifecycleRules(sessionTableDays: number | null): LifecycleRule[] {
  const expiration = Duration.days(sessionTableDays ?? USUAL_SESSION_DAYS);
  const tableExpiration = sessionTableDays === null ? {} : { expiration };
  return [
    // Session rows contain personal data: they expire, and old versions are deleted a day later.
    { id: "session-rows", prefix: "sessions/", expiration, noncurrentVersionExpiration: Duration.days(1) },
    { id: "session-rows-markers", prefix: "sessions/", expiredObjectDeleteMarker: true },
    // A row that is deleted at a client's request must not remain in an older version.
    {
      id: "old-session-tables",
      prefix: "tables/sessions/",
      ...tableExpiration,
      noncurrentVersionExpiration: Duration.days(1),
    },
    { id: "session-tables-markers", prefix: "tables/sessions/", expiredObjectDeleteMarker: true },
    { id: "backfills", prefix: `${backfillFolder}/`, expiration: Duration.days(90) },
    { id: "old-versions", noncurrentVersionExpiration: Duration.days(90) },
    // A killed function leaves the parts of a session table, which hold session rows too. No upload takes a day.
    { id: "broken-uploads", abortIncompleteMultipartUploadAfter: Duration.days(1) },
  ];
}
