import { setTimeout as delay } from "node:timers/promises";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import { namesOf } from "../cdk/stack-names.ts";
import { scheduleGroupsOf } from "../functions/daily-report/schedule-groups.ts";
import type { TwinAccess } from "../functions/daily-report/shared-world.ts";
import { assertTwinAddress } from "../functions/daily-report/twin-address.ts";
import { readOptions, runCommand } from "./command.ts";
import { closePlace, deployedOptions, openDeployed } from "./deployed/open-place.ts";
import { type Check, checksAsText } from "./doctor/check.ts";
import { checkSandbox } from "./doctor/check-sandbox.ts";
import { checkConcurrency, checkSchedules } from "./doctor/check-schedules.ts";
import { checkBucket, checkLastReport, checkLoginSecret, checkSenders } from "./doctor/check-stack.ts";
import { checkTwin } from "./doctor/check-twin.ts";
import { loadDefinitions, loadSandbox } from "./load-definitions.ts";
import { twinAccessFrom } from "./local-world.ts";
import { dueLast } from "./status/due-of-day.ts";

const HELP = `Asks the live TWIN API about a dozen questions, and says which of the assumptions about it hold
(functions/daily-report/twin/api-assumptions.ts), which do not, and the line to change. With TWIN_EMAIL and TWIN_PASSWORD in the
environment (and TWIN_AUTH_URL, TWIN_CHAT_URL for other hosts than those of production) it needs no AWS. Otherwise it takes the
login of the deployed stack, and also checks secret, bucket, senders, sandbox, schedules, and what was due last of each report;
with "sandbox": true in the definitions' file also that the readers are verified. It only reads. It shows names of fields and
numbers, nothing of a session, and readers by the hash of their address. The exit code is 1 if something does not hold; a note, as
that all schedules are off, is no failure.

  npm run --silent doctor -- [options]

  --stage STAGE      the stage of the deployed stack (default: prod, unless TWIN_EMAIL is set)
  --function NAME    the function, if it cannot be looked for
  --reports FILE     report definitions, as deployed (default: cdk.json)
  --json             print the checks as one JSON array, and nothing else
  --help             this text`;

const options = {
  ...deployedOptions,
  reports: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Options = ReturnType<typeof readOptions<typeof options>>;

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const access = chosen.stage === undefined && chosen.function === undefined ? twinAccessFrom(process.env) : null;
  const checks = access === null ? await checkStack(chosen) : await askTwin(access);
  if (checks.some(({ verdict }) => verdict === "fails")) process.exitCode = 1;
  return chosen.json ? JSON.stringify(checks, null, 2) : checksAsText(checks);
});

function askTwin(access: TwinAccess): Promise<Check[]> {
  return checkTwin({ access, clock: Date.now, sleep });
}

async function checkStack(chosen: Options): Promise<Check[]> {
  const place = await openDeployed(chosen, process.env);
  // SES answers about identities only once a second.
  const ses = new SESClient({ maxAttempts: 6 });
  const [secrets, scheduler] = [new SecretsManagerClient({}), new SchedulerClient({})];
  try {
    const { name, arn, bucket, stage, twinSecretId, twinAuthUrl: authUrl, twinChatUrl: chatUrl } = place.deployed;
    const definitions = loadDefinitions(chosen.reports, stage);
    const { check, login } = await checkLoginSecret(secrets, twinSecretId);
    const checks = [
      check,
      await checkBucket(place.s3, bucket),
      ...(await checkSenders(ses, definitions)),
      await checkSandbox(ses, { sandbox: loadSandbox(chosen.reports, stage), definitions }),
      await checkConcurrency(place.lambda, name),
      ...(await checkSchedules(scheduler, {
        groups: scheduleGroupsOf(definitions),
        folder: namesOf(stage).prefix,
        target: arn,
      })),
    ];
    const now = Date.now();
    for (const definition of definitions.filter(({ enabled }) => enabled)) {
      const question = { definition, ...dueLast(definition, definitions, now), now };
      checks.push(await checkLastReport(place.archive, question));
    }
    if (login === null) return checks;
    // The login goes nowhere but to TWIN, or to an emulator of this machine.
    assertTwinAddress("TWIN_AUTH_URL", authUrl, { loopback: true });
    assertTwinAddress("TWIN_CHAT_URL", chatUrl, { loopback: true });
    return [...checks, ...(await askTwin({ authUrl, chatUrl, credentials: async () => login }))];
  } finally {
    secrets.destroy();
    ses.destroy();
    scheduler.destroy();
    closePlace(place);
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
