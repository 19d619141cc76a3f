import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import { readText } from "../functions/daily-report/domain/read-values.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { pseudonymOf } from "../functions/daily-report/session-table/mask.ts";
import { asSeenFromHere, readOptions, runCommand } from "./command.ts";
import { awsFailure } from "./deployed/aws-failure.ts";
import { closePlace, openPlace, PLACE_HELP, type Place, placeOptions } from "./deployed/open-place.ts";
import { openClientRows } from "./erase/client-rows.ts";
import { type Erased, eraseClient } from "./erase/erase-client.ts";
import { erasedAsText } from "./erase/erased-as-text.ts";
import { bucketVersions, folderVersions, type VersionStore } from "./erase/version-store.ts";
import { type Remains, whatRemains } from "./erase/what-remains.ts";

const HELP = `Erases a client: removes the client's rows from the session tables of every day, and all files and older versions of those
days that hold session rows. Says what mails and report.json still hold, which it cannot remove. Let TWIN delete the client
first, or a day that is read again has the rows again. After a failure run it again; a second run finds nothing.

  npm run --silent erase -- --client ID [options]

  --client ID        the client's id in TWIN (clientId). Masked tables are searched for its pseudonym.
  --dry-run          change nothing, show what would be erased
${PLACE_HELP}
  --json             print one JSON object, and nothing else
  --help             this text`;

const options = {
  ...placeOptions,
  client: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const id = readText(chosen.client).value;
  if (id === null || id === "")
    throw new ReportError("WRONG_OPTION", "No client is named; give --client with the id in TWIN.");
  const place = await openPlace(chosen, process.env);
  try {
    const dryRun = chosen["dry-run"];
    const { erased, remains } = await erase(place, { client: await namesOf(id, place), dryRun });
    // Somebody must look at what could not be searched.
    if (erased.unreadable.length > 0) process.exitCode = 1;
    if (chosen.json) return JSON.stringify({ dryRun, ...erased, remains }, null, 2);
    const outbox = place.folder === null ? null : asSeenFromHere(join(place.folder, "outbox"));
    return erasedAsText({ erased, remains, dryRun, outbox });
  } finally {
    closePlace(place);
  }
});

type Asked = { readonly client: readonly string[]; readonly dryRun: boolean };

async function erase(place: Place, asked: Asked): Promise<{ erased: Erased; remains: Remains[] }> {
  const scratch = await mkdtemp(join(tmpdir(), "daily-report-erase-"));
  const rows = await openClientRows(scratch);
  try {
    const versions = versionsOf(place);
    const erased = await eraseClient({ ...asked, archive: place.archive, versions, rows, scratch });
    const remains: Remains[] = [];
    for (const day of erased.days) remains.push(await whatRemains(place.archive, day));
    return { erased, remains };
  } finally {
    rows.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

function versionsOf(place: Place): VersionStore {
  return place.deployed === null
    ? folderVersions(createFolderArchiveStore(place.folder))
    : bucketVersions(place.s3, place.deployed.bucket);
}

/** The id as it is in tables that keep it, and in tables that mask it. */
async function namesOf(id: string, place: Place): Promise<string[]> {
  const key = await maskKeyOf(place);
  return key === null ? [id] : [id, pseudonymOf(id, key)];
}

/** The key of the pseudonyms; null if the folder has none, so that nothing in it is masked. */
async function maskKeyOf({ archive, deployed }: Place): Promise<string | null> {
  if (deployed === null) {
    const key = await archive.get("settings/mask-key.txt");
    return key && Buffer.from(key).toString();
  }
  const secrets = new SecretsManagerClient({});
  try {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: deployed.maskSecretId }));
    return SecretString ?? "";
  } catch (error) {
    throw awsFailure(error, "read the key of the pseudonyms", "secretsmanager:GetSecretValue on MaskKeySecretArn");
  } finally {
    secrets.destroy();
  }
}
