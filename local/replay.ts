import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { readOptions, runCommand } from "./command.ts";
import { createCallSqs } from "./deployed/call-sqs.ts";
import { findFailuresQueue } from "./deployed/find-function.ts";
import { closePlace, openPlace } from "./deployed/open-place.ts";
import { invokeFunction, patientClient } from "./invoke-function.ts";
import { invokeToTheEnd } from "./invoke-to-the-end.ts";
import { openQueue } from "./replay/failures-queue.ts";
import { type Replayed, replayCalls, replayedAsText } from "./replay/replay-calls.ts";

const HELP = `Runs the events of the failures queue again, and removes the messages of those that succeed. The others stay in the queue.
It is safe to repeat: nothing is archived or mailed twice. Remove the cause of the failures first. The exit code is 1 if a
message is left.

  npm run --silent replay -- [options]

  --stage STAGE      the stage of the deployed stack (default: prod). AWS credentials and region come from where the AWS
                     command line finds them; the function is found by its settings.
  --function NAME    the function, if it cannot be looked for (default: REPORT_FUNCTION_NAME of the environment)
  --dry-run          run and remove nothing, show the events and their errors
  --json             print a JSON array, and nothing else
  --help             this text`;

const options = {
  function: { type: "string" },
  stage: { type: "string" },
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

type Which = { readonly function?: string | undefined; readonly stage?: string | undefined };

async function replay(which: Which, dryRun: boolean): Promise<Replayed[]> {
  const place = await openPlace(which, process.env);
  const client = patientClient();
  try {
    if (place.deployed === null) throw new RangeError("a place without a folder is deployed");
    const { name } = place.deployed;
    const found = await findFailuresQueue(place.lambda, name);
    if (found === null)
      throw new ReportError("NO_QUEUE", `The function ${name} has no failures queue; deploy the stack again.`);
    const queue = await openQueue(createCallSqs(place.lambda, process.env), found.name);
    const invoke = (event: object) => invokeFunction(client, name, event);
    const run = async (event: object) => {
      await invokeToTheEnd(event, { invoke, onNext: () => {} });
    };
    return await replayCalls({ queue, run, dryRun });
  } finally {
    client.destroy();
    closePlace(place);
  }
}
