import { SQSClient } from "@aws-sdk/client-sqs";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { readOptions, runCommand } from "./command.ts";
import { findFailuresQueue } from "./deployed/find-function.ts";
import {
  closePlace,
  DEPLOYED_HELP,
  type DeployedOptions,
  deployedOptions,
  openDeployed,
} from "./deployed/open-place.ts";
import { invokeFunction, patientClient } from "./invoke-function.ts";
import { invokeToTheEnd } from "./invoke-to-the-end.ts";
import { loadDefinitions } from "./load-definitions.ts";
import { openQueue } from "./replay/failures-queue.ts";
import { type Replayed, replayCalls, replayedAsText } from "./replay/replay-calls.ts";

const HELP = `Runs the events of the failures queue again, and removes the messages of those that succeed. The others stay in the queue.
It is safe to repeat: nothing is archived or mailed twice. Remove the cause of the failures first. The exit code is 1 if a
message is left. An event that names no day, such as {}, is about the day before its call, which may have been up to 6 hours
before it was given up: it is run only if midnight was not within these hours, in the zones of its reports.

  npm run --silent replay -- [options]

${DEPLOYED_HELP}
  --reports FILE     report definitions, as deployed, for events that name no day (default: cdk.json)
  --dry-run          run and remove nothing, show the events and their errors
  --json             print a JSON array, and nothing else
  --help             this text`;

const options = {
  ...deployedOptions,
  reports: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const replayed = await replay(chosen, chosen["dry-run"]);
  if (replayed.some(({ result }) => result === "failed" || result === "kept")) process.exitCode = 1;
  return chosen.json ? JSON.stringify(replayed, null, 2) : replayedAsText(replayed);
});

type Which = DeployedOptions & { readonly reports?: string | undefined };

async function replay(which: Which, dryRun: boolean): Promise<Replayed[]> {
  const place = await openDeployed(which, process.env);
  const client = patientClient();
  const sqs = new SQSClient({});
  try {
    const { name } = place.deployed;
    const found = await findFailuresQueue(place.lambda, name);
    if (found === null)
      throw new ReportError("NO_QUEUE", `The function ${name} has no failures queue; deploy the stack again.`);
    const queue = await openQueue(sqs, found.name);
    const invoke = (event: object) => invokeFunction(client, name, event);
    const run = async (event: object) => {
      await invokeToTheEnd(event, { invoke, onNext: () => {} });
    };
    const definitions = () => loadDefinitions(which.reports, place.deployed.stage);
    return await replayCalls({ queue, definitions, run, dryRun });
  } finally {
    client.destroy();
    sqs.destroy();
    closePlace(place);
  }
}
