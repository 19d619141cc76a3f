import { randomUUID } from "node:crypto";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { parseRequest } from "../functions/daily-report/report-request.ts";
import { readOptions, runCommand } from "./command.ts";
import {
  type FunctionAnswer,
  type FunctionEvent,
  invokeFunction,
  patientClient,
  requireRegion,
} from "./invoke-function.ts";
import { invokeToTheEnd } from "./invoke-to-the-end.ts";
import { answerAsText } from "./show-answer.ts";

const HELP = `Asks the deployed function for reports, waits, and shows what it did. Without options: every enabled daily report of
yesterday.

  npm run --silent invoke -- --function NAME [options]

  --function NAME      the function, as the stack prints it (ReportFunctionName; default: REPORT_FUNCTION_NAME of the
                       environment). AWS credentials and region come from where the AWS command line finds them.
  --report ID          only this report, even if it is not enabled
  --date YYYY-MM-DD    this day; a day other than yesterday is mailed only with --mail
  --period PERIOD      this week (2026-W48) or month (2026-11), with --report of a report of weeks or months; any other than
                       the last is mailed only with --mail
  --from, --to DATE    these days, both included, at most 366; mailed only with --mail
  --from-report ID, --as-of TIME
                       go on where an earlier request ended, as its message says
  --mail               mail the report's readers
  --send-to ADDRESS    mail this address instead of the readers; may be given several times
  --force              write a new revision even if the figures are equal; readers get it if it is of yesterday (or the last
                       week or month) and not asked for by --from and --to, otherwise only with --mail
  --dry-run            write and mail nothing, show the headline
  --request-key KEY    a name for this request; if you repeat the request with the same name, --force and --send-to do
                       nothing twice (default: a generated name, which is shown)
  --json               print the answer as one JSON object, and nothing else
  --help               this text`;

const options = {
  function: { type: "string" },
  report: { type: "string" },
  date: { type: "string" },
  period: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  "from-report": { type: "string" },
  "as-of": { type: "string" },
  mail: { type: "boolean" },
  "send-to": { type: "string", multiple: true },
  force: { type: "boolean" },
  "dry-run": { type: "boolean" },
  "request-key": { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Options = ReturnType<typeof readOptions<typeof options>>;

await runCommand(async (args) => {
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
    showStatus(`${name} is running`);
    return await invokeToTheEnd(event, {
      invoke: (rest) => invokeFunction(client, name, rest),
      onNext: (runsDone, rest) => showStatus(`${runsDone} runs done, continuing with ${rest}`),
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
    "No function is named; give --function or set REPORT_FUNCTION_NAME to the name that the stack prints (ReportFunctionName).",
  );
}

/** Converts the options to the fields of the event. */
function eventOf({
  "send-to": sendTo,
  "dry-run": dryRun,
  "from-report": fromReport,
  "as-of": asOf,
  "request-key": requestKey,
  ...chosen
}: Options): FunctionEvent {
  const { report, date, period, from, to, mail, force } = chosen;
  const fields = { report, date, period, from, to, fromReport, asOf, mail, sendTo, force, dryRun, requestKey };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Lambda's own request id differs at every call, so it cannot identify a repeated or continued request. */
function withRequestKey(event: FunctionEvent): FunctionEvent {
  if (event.requestKey !== undefined || !(event.force || event.sendTo)) return event;
  const requestKey = randomUUID();
  console.error(`To repeat this request, add --request-key ${requestKey}`);
  return { ...event, requestKey };
}

/** Shows the text in place of the last status; does nothing if stderr is not a terminal. */
function showStatus(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
