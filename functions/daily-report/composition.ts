import { readFileSync } from "node:fs";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import * as v from "valibot";
import { createS3ArchiveStore } from "./archive/s3-archive-store.ts";
import { ReportError } from "./domain/report-error.ts";
import { definitionsFileName, environmentNames, readEnvironment } from "./environment.ts";
import { createSesMailer } from "./mail/ses-mailer.ts";
import { createCloudwatchOperations } from "./operations/cloudwatch-operations.ts";
import { assertMailable, parseReportDefinitions, type ReportDefinition } from "./report-definition.ts";
import type { World } from "./run-report.ts";
import { sharedWorld } from "./shared-world.ts";
import type { TwinCredentials } from "./twin/sign-in.ts";
import { assertTwinAddress } from "./twin-address.ts";

/** A setting of the function is missing or wrong; the message names it. */
export class SettingsError extends ReportError {
  override readonly name = "SettingsError";
}

/** Milliseconds. Without `throwOnRequestTimeout` the SDK logs a warning for a call that hangs, and keeps waiting. */
const patience = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/**
 * S3, SES and the TWIN API, as the stack set them up. Throws EnvironmentError if a variable is missing, and TwinAddressError if
 * the login would not go to TWIN. An emulator on this machine is allowed only outside Lambda, which sets the name of its
 * function in the environment.
 */
export function awsWorld(variables: Readonly<Record<string, string | undefined>>): World {
  const { reportBucket, twinSecretId, maskSecretId, sesConfigurationSet, stage, ...urls } = readEnvironment(variables);
  const where = { loopback: variables.AWS_LAMBDA_FUNCTION_NAME === undefined };
  assertTwinAddress(environmentNames.twinAuthUrl, urls.twinAuthUrl, where);
  assertTwinAddress(environmentNames.twinChatUrl, urls.twinChatUrl, where);
  const secrets = new SecretsManagerClient({ requestHandler: patience });
  const secret = (what: string, SecretId: string) =>
    secrets
      .send(new GetSecretValueCommand({ SecretId }), { abortSignal: AbortSignal.timeout(patience.requestTimeout) })
      .then(
        ({ SecretString }) => SecretString ?? "",
        (error) => {
          const name = error instanceof Error ? error.name : "Error";
          const right = "the secret must exist, have a value, and be readable for the function";
          throw new SettingsError("SECRET_UNREADABLE", `The secret of ${what} could not be read (${name}); ${right}.`);
        },
      );
  const access = {
    authUrl: urls.twinAuthUrl,
    chatUrl: urls.twinChatUrl,
    credentials: async () => parseTwinSecret(await secret("the TWIN login", twinSecretId)),
  };
  return {
    ...sharedWorld(access, () => secret("the pseudonyms' key", maskSecretId), createCloudwatchOperations(stage)),
    stage,
    archive: createS3ArchiveStore({ client: new S3Client({ requestHandler: patience }), bucket: reportBucket }),
    // One attempt: if an answer is lost, the mail may have been sent.
    mailer: createSesMailer({
      client: new SESClient({ requestHandler: patience, maxAttempts: 1 }),
      configurationSet: sesConfigurationSet,
      stage,
    }),
  };
}

/** The definitions that the stack wrote beside the code of the function. */
export function deployedDefinitions(): ReportDefinition[] {
  const text = readFileSync(join(import.meta.dirname, definitionsFileName), "utf8");
  const definitions = parseReportDefinitions(JSON.parse(text), definitionsFileName);
  definitions.forEach(assertMailable);
  return definitions;
}

const secretSchema = v.object({ email: v.string(), password: v.string(), companyId: v.nullish(v.number(), null) });

function parseTwinSecret(text: string): TwinCredentials {
  try {
    return v.parse(secretSchema, JSON.parse(text));
  } catch {
    // Without a cause: the error of the library would hold the secret.
    throw new SettingsError(
      "BAD_SECRET",
      'The secret of the TWIN login must be JSON like {"email": "...", "password": "..."}; put that in as its value.',
    );
  }
}
