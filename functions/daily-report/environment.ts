/**
 * The contract between the stack, which sets the function's environment, and the function, which reads it: names of
 * variables, of the definitions' file beside the code, and of metrics. The values are names and addresses, never secrets.
 */
export const environmentNames = {
  reportBucket: "REPORT_BUCKET",
  twinSecretId: "TWIN_SECRET_ID",
  maskSecretId: "MASK_SECRET_ID",
  twinAuthUrl: "TWIN_AUTH_URL",
  twinChatUrl: "TWIN_CHAT_URL",
  sesConfigurationSet: "SES_CONFIGURATION_SET",
  stage: "STAGE",
} as const;

/** The file beside the function's code that holds the report definitions as a JSON array. */
export const definitionsFileName = "reports.json";

/** Where the metrics of the function are in CloudWatch: by the dimensions `service` and `stage`, and by these and `report`. */
export const metricNames = { namespace: "DailyReport", service: "daily-report" } as const;

/** The values by the keys of `environmentNames`; all are set, none is empty. */
export type Environment = { readonly [key in keyof typeof environmentNames]: string };

/** The tags of each mail in the events of SES. None holds an address. */
export const mailTags = { report: "report", day: "day", stage: "stage" } as const;

/** What a stage may be called, as the end of "it must be ...". */
export const rightStage =
  'a name such as "prod" or "dev": 1 to 16 lower-case letters, digits and hyphens, a letter first';

/** The name of the stage; "prod" if none is given, null if the value is not a name of a stage. */
export function stageOf(value: unknown): string | null {
  if (value === undefined) return "prod";
  return typeof value === "string" && /^[a-z][a-z0-9-]{0,15}$/.test(value) ? value : null;
}

/** A required variable is missing, or the stage is wrong; the message names the variable. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
  readonly code = "ENVIRONMENT";
}

/** Reads the variables; throws `EnvironmentError` naming the first that is missing, empty or wrong. The stage may be missing. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  return {
    reportBucket: required(env, environmentNames.reportBucket),
    twinSecretId: required(env, environmentNames.twinSecretId),
    maskSecretId: required(env, environmentNames.maskSecretId),
    twinAuthUrl: required(env, environmentNames.twinAuthUrl),
    twinChatUrl: required(env, environmentNames.twinChatUrl),
    sesConfigurationSet: required(env, environmentNames.sesConfigurationSet),
    stage: stageFrom(env[environmentNames.stage]),
  };
}

function stageFrom(value: string | undefined): string {
  const stage = stageOf(value);
  if (stage !== null) return stage;
  throw new EnvironmentError(`The environment variable ${environmentNames.stage} is wrong; it must be ${rightStage}.`);
}

function required(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") {
    throw new EnvironmentError(`The environment variable ${name} is not set; the stack sets it on the function.`);
  }
  return value;
}
