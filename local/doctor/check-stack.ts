import { GetBucketVersioningCommand, type S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetIdentityVerificationAttributesCommand, type SESClient } from "@aws-sdk/client-ses";
import { errorName } from "../../functions/daily-report/archive/archive-error.ts";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import { addressOf, domainOf } from "../../functions/daily-report/mail-address.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import type { TwinCredentials } from "../../functions/daily-report/twin/sign-in.ts";
import { type DayStatus, readStatus, type StatusQuestion } from "../status/read-status.ts";
import { RESTORE, stateText } from "../status/status-as-text.ts";
import { type Check, fails, holds, refusedByAws, unknown } from "./check.ts";

const LOGIN = "the secret of the TWIN login is filled";

/** Reads the login from the secret; null if there is none that can be used. */
export async function checkLoginSecret(
  secrets: SecretsManagerClient,
  SecretId: string,
): Promise<{ check: Check; login: TwinCredentials | null }> {
  const change = 'put {"email": "...", "password": "..."} into the secret TwinLoginSecretArn (README, Deploy)';
  try {
    const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    const login = loginIn(SecretString);
    if (login === null) return { check: fails(LOGIN, "it holds no email and password", change), login };
    return { check: holds(LOGIN), login };
  } catch (error) {
    // The secret exists without a value until somebody puts one in.
    const name = errorName(error);
    const check =
      name === "ResourceNotFoundException" ? fails(LOGIN, "it has no value", change) : refusedByAws(LOGIN, name);
    return { check, login: null };
  }
}

function loginIn(secret: string): TwinCredentials | null {
  try {
    const { email, password, companyId = null } = JSON.parse(secret);
    return typeof email === "string" && typeof password === "string" ? { email, password, companyId } : null;
  } catch {
    return null;
  }
}

/** Whether the bucket can be listed and keeps versions. */
export async function checkBucket(s3: S3Client, Bucket: string): Promise<Check> {
  const subject = "the bucket is there and keeps versions";
  try {
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    return Status === "Enabled" ? holds(subject) : fails(subject, "it keeps none", "deploy the stack again");
  } catch (error) {
    const name = errorName(error);
    return name === "NoSuchBucket"
      ? fails(subject, "there is no such bucket", "docs/operations.md, A lost stack")
      : refusedByAws(subject, name);
  }
}

/** Whether SES may mail as the sender of each enabled report, by the address itself or its domain. */
export async function checkSenders(ses: SESClient, definitions: readonly ReportDefinition[]): Promise<Check[]> {
  const senders = definitions.flatMap(({ enabled, sender }) => (enabled && sender !== null ? [addressOf(sender)] : []));
  const checks: Check[] = [];
  for (const sender of new Set(senders)) {
    const subject = `SES may send as the sender at ${domainOf(sender)}`;
    try {
      const Identities = [sender, domainOf(sender)];
      const answer = await ses.send(new GetIdentityVerificationAttributesCommand({ Identities }));
      const states = Object.values(answer.VerificationAttributes ?? {}).map(
        ({ VerificationStatus }) => VerificationStatus,
      );
      const isVerified = states.includes("Success");
      const found =
        states[0] === undefined ? "neither the address nor its domain is an identity" : `it is ${states[0]}`;
      checks.push(isVerified ? holds(subject) : fails(subject, found, "verify the domain in SES (README, Deploy)"));
    } catch (error) {
      checks.push(refusedByAws(subject, errorName(error)));
    }
  }
  return checks;
}

/** Whether the report is done that was due last, is still tried, or is so new that it was not due yet. */
export async function checkLastReport(archive: ArchiveStore, question: StatusQuestion): Promise<Check> {
  const { id, zone } = question.definition;
  const subject = `${id} is on time`;
  try {
    const status = await readStatus(archive, question);
    const day = `${status.period ?? status.date}: ${stateText({ status, zone })}`;
    if (status.state === "files gone") {
      return fails(subject, day, `${RESTORE}, or what npm run status says after "run"`);
    }
    return status.state === "missing"
      ? fails(subject, `${day}; ${whyMissing(status)}`, "npm run status says what to run")
      : holds(subject, day);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return unknown(subject, error.message);
  }
}

function whyMissing({ tries, lastError }: DayStatus): string {
  if (tries === 0) return "its schedule did not call";
  return `${tries} tries${lastError === null ? "" : `, the last error is ${lastError}`}`;
}
