import { stat } from "node:fs/promises";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { createS3ArchiveStore } from "../../functions/daily-report/archive/s3-archive-store.ts";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import { rightStage, stageOf } from "../../functions/daily-report/environment.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import { fromHere } from "../command.ts";
import { type DeployedFunction, findFunction } from "./find-function.ts";

/** The options with which a command finds a deployed stack. */
export const deployedOptions = {
  function: { type: "string" },
  stage: { type: "string" },
} as const;

/** The options with which a command finds its archive. */
export const placeOptions = { ...deployedOptions, out: { type: "string" } } as const;

/** The part of a command's help about `deployedOptions`. */
export const DEPLOYED_HELP = `  --stage STAGE      the stage of the deployed stack (default: prod). AWS credentials and region come from where the AWS
                     command line finds them; the function is found by its settings.
  --function NAME    the function, if it cannot be looked for (default: REPORT_FUNCTION_NAME of the environment)`;

/** The part of a command's help about `placeOptions`. */
export const PLACE_HELP = `${DEPLOYED_HELP}
  --out DIR          the folder of an archive on this machine instead, as npm run report makes it`;

export type DeployedOptions = { readonly [option in keyof typeof deployedOptions]?: string | undefined };
export type PlaceOptions = { readonly [option in keyof typeof placeOptions]?: string | undefined };

export type FolderPlace = { readonly archive: ArchiveStore; readonly folder: string; readonly deployed: null };

export type DeployedPlace = {
  readonly archive: ArchiveStore;
  readonly folder: null;
  readonly deployed: DeployedFunction;
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
};

/** An archive of the stack, or of a folder on this machine. */
export type Place = FolderPlace | DeployedPlace;

/** Opens the archive. Throws ReportError if the options exclude each other or are wrong, or if there is no such archive. */
export async function openPlace(chosen: PlaceOptions, variables: NodeJS.ProcessEnv): Promise<Place> {
  return chosen.out === undefined ? openDeployed(chosen, variables) : openFolder(chosen, chosen.out);
}

/** Opens the archive of the stack. Throws ReportError if the options are wrong, or if there is no such function. */
export async function openDeployed(chosen: DeployedOptions, variables: NodeJS.ProcessEnv): Promise<DeployedPlace> {
  const lambda = new LambdaClient({});
  const name =
    chosen.function ?? (chosen.stage === undefined ? variables.REPORT_FUNCTION_NAME || undefined : undefined);
  const deployed = await findFunction(lambda, { name, stage: stageFrom(chosen.stage) });
  if (chosen.stage !== undefined && deployed.stage !== chosen.stage)
    throw wrongOption(
      `${deployed.name} is of the stage ${deployed.stage}, not ${chosen.stage}; give only one of --function and --stage`,
    );
  const s3 = new S3Client({});
  return { folder: null, deployed, s3, lambda, archive: createS3ArchiveStore({ client: s3, bucket: deployed.bucket }) };
}

/** Closes the connections of the place. */
export function closePlace(place: Place): void {
  if (place.deployed === null) return;
  place.s3.destroy();
  place.lambda.destroy();
}

async function openFolder(chosen: PlaceOptions, out: string): Promise<FolderPlace> {
  if (chosen.function !== undefined) throw wrongOption("--out and --function exclude each other; give one of them");
  if (out.trim() === "") throw wrongOption("The path of --out is empty; give the folder of an archive");
  const folder = fromHere(out);
  const isFolder = (await stat(folder).catch(() => null))?.isDirectory() ?? false;
  if (!isFolder) throw wrongOption(`There is no folder ${out}; --out must be the folder of an archive`);
  return { folder, deployed: null, archive: createFolderArchiveStore(folder) };
}

function stageFrom(given: string | undefined): string {
  const stage = stageOf(given);
  if (stage !== null) return stage;
  throw wrongOption(`--stage is ${JSON.stringify(given)}; it must be ${rightStage}`);
}

function wrongOption(problem: string): ReportError {
  return new ReportError("WRONG_OPTION", `${problem}.`);
}
