import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import * as v from "valibot";
import { createFolderArchiveStore } from "./archive/folder-archive-store.ts";
import { createS3ArchiveStore } from "./archive/s3-archive-store.ts";
import { ReportError } from "./domain/report-error.ts";
import { createdAtOf } from "./domain/session.ts";
import { renderEmail } from "./email/render-email.ts";
import { definitionsFileName, readEnvironment } from "./environment.ts";
import { composeMime } from "./mail/compose-mime.ts";
import { createOutboxMailer } from "./mail/outbox-mailer.ts";
import { createSesMailer } from "./mail/ses-mailer.ts";
import type { ArchiveStore, Clock, Drawings, SessionSource } from "./ports.ts";
import { parseReportDefinitions, type ReportDefinition } from "./report-definition.ts";
import type { World } from "./run-report.ts";
import { openSessionTable } from "./session-table/open-session-table.ts";
import { columnsFor, fieldsAsked } from "./session-table/table-columns.ts";
import { textsFor } from "./texts/texts-for.ts";
import { twinHosts } from "./twin/api-assumptions.ts";
import type { TwinCredentials } from "./twin/sign-in.ts";
import { createTwinSessionSource } from "./twin/twin-session-source.ts";
import { renderWorkbook } from "./workbook/render-workbook.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the TWIN API is and how to log in; asked for at every login, so that a rotated secret is seen. */
export type TwinAccess = { authUrl: string; chatUrl: string; credentials: () => Promise<TwinCredentials> };

/** What the settings around the function lack; the message names it. */
export class SettingsError extends ReportError {
  override readonly name = "SettingsError";
}

const clock: Clock = () => Date.now();

/** Milliseconds. Without the last line the SDK would only complain of a call that hangs, and wait on. */
const patience = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** `maskKey` keys the pseudonyms of clients; it is asked for only where a report masks them. */
function drawingsWith(maskKey: () => Promise<string>): Drawings {
  return {
    workbook: (report, { title, locale, currency }) => renderWorkbook({ report, title, locale, currency }),
    email: (report, { title, locale, currency }, enclosure) =>
      renderEmail({ report, title, locale, currency, enclosure }),
    mime: composeMime,
    fieldsOf: ({ personalData }) => fieldsAsked(personalData),
    async sessionTable({ personalData, locale }, day, settings) {
      const columns = columnsFor(personalData, personalData === "mask" ? await maskKey() : "");
      const { sheets } = textsFor(locale).workbook;
      return openSessionTable({ columns, sheetNames: sheets, frame: { day, settings } });
    },
  };
}

/** S3, SES and the TWIN API, as the stack set them up. Throws EnvironmentError when it did not. */
export function awsWorld(variables: Variables): World {
  const { reportBucket, twinSecretId, maskSecretId, twinAuthUrl, twinChatUrl, sesConfigurationSet } =
    readEnvironment(variables);
  const secrets = new SecretsManagerClient({ requestHandler: patience });
  const secret = async (SecretId: string) => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    return SecretString ?? "";
  };
  const credentials = async () => parseTwinSecret(await secret(twinSecretId));
  return {
    source: twinSource({ authUrl: twinAuthUrl, chatUrl: twinChatUrl, credentials }),
    archive: createS3ArchiveStore({ client: new S3Client({ requestHandler: patience }), bucket: reportBucket }),
    // One attempt: an answer that got lost on its way may stand for a mail that was sent.
    mailer: createSesMailer({
      client: new SESClient({ requestHandler: patience, maxAttempts: 1 }),
      configurationSet: sesConfigurationSet,
    }),
    drawings: drawingsWith(() => secret(maskSecretId)),
    clock,
    log: (event, facts) => process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`),
    newRunId,
  };
}

/** The same report on one machine: a folder for the archive, `.eml` files for the mails. */
export function localWorld(folder: string, access: TwinAccess): World {
  const archive = createFolderArchiveStore(folder);
  return {
    source: twinSource(access),
    archive,
    mailer: createOutboxMailer(join(folder, "outbox")),
    drawings: drawingsWith(() => localMaskKey(archive)),
    clock,
    log: () => {},
    newRunId,
  };
}

/** The TWIN login of the environment, for a run by hand; null when none is set. Production hosts unless named. */
export function twinAccessFrom(variables: Variables): TwinAccess | null {
  const { TWIN_EMAIL: email, TWIN_PASSWORD: password, TWIN_AUTH_URL, TWIN_CHAT_URL } = variables;
  if (!email || !password) return null;
  return {
    authUrl: TWIN_AUTH_URL ?? twinHosts.production.authUrl,
    chatUrl: TWIN_CHAT_URL ?? twinHosts.production.chatUrl,
    credentials: async () => ({ email, password }),
  };
}

/** The definitions that the stack laid beside the function's code. */
export function deployedDefinitions(): ReportDefinition[] {
  const text = readFileSync(join(import.meta.dirname, definitionsFileName), "utf8");
  return parseReportDefinitions(JSON.parse(text), definitionsFileName);
}

function twinSource({ authUrl, chatUrl, credentials }: TwinAccess): SessionSource {
  return createTwinSessionSource({
    authUrl,
    chatUrl,
    credentials,
    clock,
    instantOf: createdAtOf,
  });
}

/** Made up on first use and kept beside the archive, so that a client keeps the same pseudonym from day to day. */
async function localMaskKey(archive: ArchiveStore): Promise<string> {
  const place = "settings/mask-key.txt";
  await archive.create(place, Buffer.from(randomBytes(32).toString("hex")), "text/plain");
  return Buffer.from((await archive.get(place)) ?? []).toString();
}

/** Sorts by time, and no two runs share one. */
function newRunId(): string {
  const time = new Date(clock()).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${time}-${randomUUID().slice(0, 8)}`;
}

const secretSchema = v.object({ email: v.string(), password: v.string(), companyId: v.nullish(v.number(), null) });

function parseTwinSecret(text: string): TwinCredentials {
  try {
    return v.parse(secretSchema, JSON.parse(text));
  } catch {
    // Without a cause: the library's error would hold the secret.
    throw new SettingsError(
      "BAD_SECRET",
      'The secret of the TWIN login must be JSON like {"email": "...", "password": "..."}; put that in as its value.',
    );
  }
}
