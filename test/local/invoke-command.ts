import type { RunAnswer } from "../../functions/daily-report/run-answer.ts";
import { reportOf } from "../session-rows.ts";
import { type LambdaReply, startLambdaDouble } from "./lambda-double.ts";
import { type CommandResult, runCommand } from "./run-command.ts";

/** The name of the function in the environment. */
export const NAME = "stack-report";

/** An environment with useless AWS credentials. */
export const withoutAws: Readonly<Record<string, string | undefined>> = {
  // The configuration of this machine must not provide credentials, a region or an address.
  ...Object.fromEntries(
    Object.keys(process.env).flatMap((name) => (name.startsWith("AWS_") ? [[name, undefined]] : [])),
  ),
  AWS_CONFIG_FILE: "/nonexistent",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "canary-secret",
};

const environment = { ...withoutAws, REPORT_FUNCTION_NAME: NAME };

/** Runs the command with useless AWS credentials and with these variables. */
export function invoke(args: readonly string[], variables: Record<string, string> = {}): Promise<CommandResult> {
  return runCommand("invoke.ts", args, { env: { ...environment, ...variables } });
}

export type Replies = Parameters<typeof startLambdaDouble>[0];

/** Runs the command against a Lambda double with this answer; returns the calls and the output. */
export async function invokeOver(replies: Replies, ...args: string[]) {
  const lambda = await startLambdaDouble(replies);
  try {
    const output = await invoke(args, { AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint });
    return { ...output, calls: lambda.calls, events: lambda.calls.map(({ event }) => event) };
  } finally {
    await lambda.stop();
  }
}

/** A run of a report in the answer of the function. */
export function done(date: string, fields: Partial<RunAnswer> = {}): RunAnswer {
  return {
    report: "support",
    date,
    status: "sent",
    revision: 1,
    incomplete: false,
    headline: { sessions: 1234, handled: 1000, lost_rate: 5.25, nps: null },
    reconciliation: reportOf([]).reconciliation,
    findings: [],
    keys: {},
    mails: {
      sent: [
        { place: "id-1", revision: 1 },
        { place: "id-2", revision: 1 },
      ],
      earlier: [],
      refused: 0,
    },
    ...fields,
  };
}

/** The answer of a function with these runs. */
export const answering =
  (...runs: RunAnswer[]) =>
  (): LambdaReply => ({ payload: { runs } });
