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
} as const;

/** The file beside the function's code that holds the report definitions as a JSON array. */
export const definitionsFileName = "reports.json";

/** Where the metrics of the function are in CloudWatch: each has the dimensions `service` and `report`. */
export const metricNames = { namespace: "DailyReport", service: "daily-report" } as const;

/** The values by the keys of `environmentNames`; all are set, none is empty. */
export type Environment = { readonly [key in keyof typeof environmentNames]: string };

/** A required variable is missing; the message names it. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
  readonly code = "ENVIRONMENT";
}

/** Reads the variables; throws `EnvironmentError` naming the first that is missing or empty. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  return {
    reportBucket: required(env, environmentNames.reportBucket),
    twinSecretId: required(env, environmentNames.twinSecretId),
    maskSecretId: required(env, environmentNames.maskSecretId),
    twinAuthUrl: required(env, environmentNames.twinAuthUrl),
    twinChatUrl: required(env, environmentNames.twinChatUrl),
    sesConfigurationSet: required(env, environmentNames.sesConfigurationSet),
  };
}

function required(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") {
    throw new EnvironmentError(`The environment variable ${name} is not set; the stack sets it on the function.`);
  }
  return value;
}
