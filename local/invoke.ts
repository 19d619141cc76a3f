import { randomUUID } from "node:crypto";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { parseRequest } from "../functions/daily-report/report-request.ts";
import { readOptions, runDoor } from "./door.ts";
import {
  type FunctionAnswer,
  type FunctionEvent,
  invokeFunction,
  patientClient,
  requireRegion,
} from "./invoke-function.ts";
import { invokeToTheEnd } from "./invoke-to-the-end.ts";
import { answerAsText } from "./show-answer.ts";

const HELP = `Asks the deployed function for reports, waits, and shows what it did. Without options: every enabled report of yesterday.

  npm run --silent invoke -- --function NAME [options]

  --function NAME      the function, as the stack prints it (ReportFunctionName); default: REPORT_FUNCTION_NAME of the
                       environment. AWS credentials and region are those of the AWS command line.
  --report ID          only this report, also when it is not enabled
  --date YYYY-MM-DD    this day; one that is not yesterday is mailed only with --mail
  --from, --to DATE    these days, both included, at most 366; mailed only with --mail
  --mail               mail the report's readers
  --send-to ADDRESS    mail this address instead of the readers; may be given several times
  --force              write a new revision, also of equal figures, and mail it
  --dry-run            write and mail nothing, show the headline
  --request-key KEY    a name for this request: repeated under the same one, --force and --send-to do nothing twice
                       (default: one is made up and shown)
  --json               print the answer as one JSON object, and nothing else
  --help               this text`;

const options = {
  function: { type: "string" },
  report: { type: "string" },
  date: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  mail: { type: "boolean" },
  "send-to": { type: "string", multiple: true },
  force: { type: "boolean" },
  "dry-run": { type: "boolean" },
  "request-key": { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Options = ReturnType<typeof readOptions<typeof options>>;

await runDoor(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const name = functionName(chosen);
  const event = eventOf(chosen);
  parseRequest(event);
  const answer = await ask(name, withRequestKey(event));
  return chosen.json ? JSON.stringify(answer, null, 2) : answerAsText(answer);
});

async function ask(name: string, event: FunctionEvent): Promise<FunctionAnswer> {
  const client = patientClient();
  try {
    await requireRegion(client);
    showStatus(`${name} is at work`);
    return await invokeToTheEnd(event, {
      invoke: (rest) => invokeFunction(client, name, rest),
      onNext: (runsDone, from) => showStatus(`${runsDone} runs done, going on from ${from}`),
    });
  } finally {
    showStatus("");
    client.destroy();
  }
}

function functionName({ function: name = process.env.REPORT_FUNCTION_NAME }: Options): string {
  if (name) return name;
  throw new ReportError(
    "NO_FUNCTION",
    "No function is named; give --function, or set REPORT_FUNCTION_NAME, as the stack prints it (ReportFunctionName).",
  );
}

/** The fields of the event that the options stand for, in their own types. */
function eventOf({
  "send-to": sendTo,
  "dry-run": dryRun,
  "request-key": requestKey,
  ...chosen
}: Options): FunctionEvent {
  const { report, date, from, to, mail, force } = chosen;
  const fields = { report, date, from, to, mail, sendTo, force, dryRun, requestKey };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Lambda's own request id would be another one at every call: that of the rest of a stretch, or of a repetition. */
function withRequestKey(event: FunctionEvent): FunctionEvent {
  if (event.requestKey !== undefined || !(event.force || event.sendTo)) return event;
  const requestKey = randomUUID();
  console.error(`To repeat this very request, add --request-key ${requestKey}`);
  return { ...event, requestKey };
}

/** One line on a terminal, each over the last; nothing where none is. */
function showStatus(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
