import type { AwsCall } from "./aws-call.ts";

/** An action as IAM names it, and the key, prefix or folder of the archive that it is for; "" outside of the archive. */
export type Permission = { readonly action: string; readonly key: string };

/**
 * The permissions that AWS asks for when a call is made.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export function permissionsOf(call: AwsCall): Permission[] {
  switch (call.is) {
    case "get":
    case "head":
      return [{ action: "s3:GetObject", key: call.key }];
    case "put":
      return [{ action: "s3:PutObject", key: call.key }];
    case "delete":
      return [{ action: "s3:DeleteObject", key: call.key }];
    case "copy":
      return [
        { action: "s3:GetObject", key: call.from },
        { action: "s3:PutObject", key: call.key },
      ];
    case "list":
      return [{ action: "s3:ListBucket", key: call.prefix }];
    case "secret":
      return [{ action: "secretsmanager:GetSecretValue", key: "" }];
    case "mail":
      return [{ action: "ses:SendRawEmail", key: "" }];
  }
}
