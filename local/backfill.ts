import { setTimeout as sleep } from "node:timers/promises";
import type { BackfillPlan } from "../functions/daily-report/backfill-steps.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { rightStage, stageOf } from "../functions/daily-report/environment.ts";
import { parseRequest } from "../functions/daily-report/report-request.ts";
import { findWorkflow, workflowClient } from "./backfill-workflow.ts";
import { readOptions, runCommand } from "./command.ts";
import { requireRegion } from "./invoke-function.ts";
import { type BackfillRun, runBackfill } from "./run-backfill.ts";
import { backfillLine, progressText } from "./show-backfill.ts";

const HELP = `Makes the reports of a long range of days in AWS, several at the same time, and mails no reader. A day that has a revision
is left out, so the same command goes on where an earlier one ended. If it is running already, its progress is shown.
Operations get a mail at the end.

  npm run --silent backfill -- --from YYYY-MM-DD --to YYYY-MM-DD [options]

  --from, --to DATE    the first and the last day
  --report ID          only this report, even if it is not enabled (default: every enabled daily report)
  --again              also days that have a revision: they get a new one if their figures changed
  --wait               wait for the end, and show the progress; the exit code is 1 if a day failed
  --stage NAME         the stage of the stack (default: prod). AWS credentials and region come from where the AWS command
                       line finds them.
  --help               this text`;

const options = {
  from: { type: "string" },
  to: { type: "string" },
  report: { type: "string" },
  again: { type: "boolean", default: false },
  wait: { type: "boolean", default: false },
  stage: { type: "string", default: "prod" },
  help: { type: "boolean", default: false },
} as const;

type Options = ReturnType<typeof readOptions<typeof options>>;

const PAUSE_MS = 5_000;

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const plan = planOf(chosen);
  const stage = stageOf(chosen.stage);
  if (stage === null) throw wrongOption(`--stage is ${JSON.stringify(chosen.stage)}; it must be ${rightStage}.`);
  const client = workflowClient();
  const line = backfillLine(process.stderr);
  try {
    await requireRegion(client);
    const workflow = await findWorkflow(client, stage);
    const patience = { wait: chosen.wait, pause: () => sleep(PAUSE_MS), onState: line.show };
    return textOf(await runBackfill(plan, workflow, { ...patience, now: Date.now() }));
  } finally {
    line.clear();
    client.destroy();
  }
});

function planOf({ from, to, report, again }: Options): BackfillPlan {
  if (from === undefined || to === undefined) {
    throw wrongOption("Give --from and --to, the first and the last day, such as --from 2026-01-01 --to 2026-03-31.");
  }
  const plan = { from, to, ...(report !== undefined && { report }), ...(again && { again }) };
  parseRequest({ backfill: "plan", plan });
  return plan;
}

function wrongOption(message: string): ReportError {
  return new ReportError("WRONG_OPTION", message);
}

function textOf({ id, state, isNew }: BackfillRun): string {
  if (state.status === "done") {
    if (state.notMade > 0) process.exitCode = 1;
    return state.message;
  }
  const what = isNew ? "has begun" : `is running: ${progressText(state)}`;
  return `The backfill ${id} ${what}.\nThe same command with --wait shows its progress. Operations get a mail at its end.`;
}
