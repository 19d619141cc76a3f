import { setTimeout as delay } from "node:timers/promises";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import type { TwinAccess } from "../functions/daily-report/shared-world.ts";
import { readOptions, runCommand } from "./command.ts";
import { type Check, checksAsText } from "./doctor/check.ts";
import { checkTwin } from "./doctor/check-twin.ts";
import { twinAccessFrom } from "./local-world.ts";

const HELP = `Asks the live TWIN API about a dozen questions, and says which of the assumptions about it hold
(functions/daily-report/twin/api-assumptions.ts), which do not, and the line to change. It only reads. It needs no AWS, but the
login in TWIN_EMAIL and TWIN_PASSWORD (and TWIN_AUTH_URL, TWIN_CHAT_URL for other hosts than those of production). It shows
names of fields and numbers, nothing of a session. The exit code is 1 if something does not hold.

  npm run --silent doctor -- [options]

  --json             print the checks as one JSON array, and nothing else
  --help             this text`;

const options = {
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const checks: Check[] = await checkTwin({ access: accessToTwin(), clock: Date.now, sleep });
  if (checks.some(({ verdict }) => verdict === "fails")) process.exitCode = 1;
  return chosen.json ? JSON.stringify(checks, null, 2) : checksAsText(checks);
});

function accessToTwin(): TwinAccess {
  const access = twinAccessFrom(process.env);
  if (access) return access;
  throw new ReportError("NO_LOGIN", "There is no login to TWIN; set TWIN_EMAIL and TWIN_PASSWORD.");
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
