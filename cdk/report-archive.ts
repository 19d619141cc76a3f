import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type LifecycleRule,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";

/** The top folders of the archive; the function has no access to anything else. */
const folders = ["reports", "sessions", "tables", "ledger"];

const lifecycleRules: LifecycleRule[] = [
  // Session rows contain personal data: they expire after 90 days, and old versions are deleted a day later.
  {
    id: "session-rows",
    prefix: "sessions/",
    expiration: Duration.days(90),
    noncurrentVersionExpiration: Duration.days(1),
  },
  { id: "session-rows-markers", prefix: "sessions/", expiredObjectDeleteMarker: true },
  // A row that is deleted at a client's request must not remain in an older version.
  { id: "old-session-tables", prefix: "tables/sessions/", noncurrentVersionExpiration: Duration.days(1) },
  { id: "old-versions", noncurrentVersionExpiration: Duration.days(90) },
  // A killed function leaves the parts of a session table, which hold session rows too. No upload takes a day.
  { id: "broken-uploads", abortIncompleteMultipartUploadAfter: Duration.days(1) },
];

/** The bucket for all reports, session tables and delivery records. The stack's deletion does not delete it. */
export class ReportArchive extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, "Bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules,
    });
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason:
        "Only the report function and the account's own people read the bucket; access logs would cost a second bucket",
    });
  }

  /** Allows the grantee to read, write, delete and list files in the archive's folders. */
  grantUse(grantee: IGrantable): void {
    const within = folders.map((folder) => `${folder}/*`);
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        resources: within.map((pattern) => this.bucket.arnForObjects(pattern)),
      }),
    );
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["s3:ListBucket"],
        resources: [this.bucket.bucketArn],
        // "IfExists": for a missing key S3 checks this permission without a prefix and, if it is denied, answers 403 instead of 404.
        conditions: { StringLikeIfExists: { "s3:prefix": within } },
      }),
    );
    const logicalId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    for (const pattern of within) {
      Validations.of(Stack.of(this)).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${pattern}]`,
        reason: "Keys within the archive's folder are made by report, day and run and cannot be listed beforehand",
      });
    }
  }
}
