import type { Permission } from "../aws/permissions-of.ts";

/** What the role allows of the calls of S3, SES and Secrets Manager, by action and folder of the archive; except to list it. */
export function allowedCalls(permissions: readonly Permission[]): string[] {
  // Listing is limited by a condition; the logs and the queue are used by Lambda on behalf of the function.
  return permissions
    .filter(({ action }) => /^(s3|ses|secretsmanager):/.test(action) && action !== "s3:ListBucket")
    .map(inFolder);
}

/** The calls that were made, by action and folder of the archive, each once; except to list it. */
export function madeCalls(permissions: readonly Permission[]): string[] {
  return [...new Set(permissions.filter(({ action }) => action !== "s3:ListBucket").map(inFolder))].sort();
}

function inFolder({ action, key }: Permission): string {
  return `${action} ${key.split("/")[0]}`;
}
