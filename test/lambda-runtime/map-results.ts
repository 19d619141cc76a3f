import { daysKey } from "../../functions/daily-report/backfill-steps.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { Execution } from "./lambda-service.ts";

/** The list of the files with the results of a Distributed Map. */
export type Manifest = {
  readonly DestinationBucket: string;
  readonly MapRunArn: string;
  readonly ResultFiles: Readonly<Record<"FAILED" | "PENDING" | "SUCCEEDED", readonly ResultFile[]>>;
};
type ResultFile = { readonly Key: string; readonly Size: number };

type MapResults = {
  /** The bucket of the backfill. */
  readonly archive: Pick<ArchiveStore, "get" | "put">;
  /** All executions of the function in their order. */
  readonly executions: readonly Execution[];
};

/**
 * Writes a manifest of a map run, and the files that it names. Moto writes the manifest without them, and forgets the results of
 * the days. So the files are made here as AWS documents them, from the list of days and the last execution of the function for each
 * day. What moto made of a day is not asked: a test must compare the files with the counts of moto's map run.
 */
export async function writeMapResults(key: string, manifest: Manifest, results: MapResults): Promise<void> {
  const { archive, executions } = results;
  const folder = key.slice(0, key.lastIndexOf("/"));
  const [, backfill = ""] = folder.split("/");
  const days: object[] = JSON.parse(Buffer.from((await archive.get(daysKey(backfill))) ?? []).toString());
  const records = days.map((day) => recordOf(day, executions, manifest));
  const write = async (name: string, value: unknown): Promise<ResultFile> => {
    const body = Buffer.from(JSON.stringify(value));
    await archive.put(`${folder}/${name}`, body, "application/json");
    return { Key: `${folder}/${name}`, Size: body.length };
  };
  const filesOf = async (status: string) => {
    const own = records.filter(({ Status }) => Status === status);
    return own.length === 0 ? [] : [await write(`${status}_0.json`, own)];
  };
  const ResultFiles = { FAILED: await filesOf("FAILED"), PENDING: [], SUCCEEDED: await filesOf("SUCCEEDED") };
  await write("manifest.json", { ...manifest, ResultFiles });
}

/** The child execution of a day as DescribeExecution tells it, without its times. */
function recordOf(day: object, executions: readonly Execution[], { MapRunArn }: Manifest) {
  const input = JSON.stringify(day);
  const last = executions.findLast(({ event }) => JSON.stringify(event) === input);
  if (last === undefined) throw new Error(`the function was not called for ${input}`);
  const common = {
    ExecutionArn: MapRunArn.replace(":mapRun:", ":execution:").replace(/[^:]+$/, last.requestId),
    Input: input,
    InputDetails: { Included: true },
    Name: last.requestId,
    RedriveCount: 0,
    StateMachineArn: MapRunArn.replace(":mapRun:", ":stateMachine:").replace(/:[^:]+$/, ""),
  };
  if (last.isError) {
    const { errorType } = last.payload as { errorType: string };
    const Cause = JSON.stringify(last.payload);
    return { ...common, Cause, Error: errorType, RedriveStatus: "REDRIVABLE", Status: "FAILED" };
  }
  const { runs } = last.payload as { runs: readonly object[] };
  // As the ResultSelector of the definition makes it.
  const Output = JSON.stringify({ made: runs.length });
  return { ...common, Output, OutputDetails: { Included: true }, RedriveStatus: "NOT_REDRIVABLE", Status: "SUCCEEDED" };
}
