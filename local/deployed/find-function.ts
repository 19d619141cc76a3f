import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  type LambdaClient,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { errorName } from "../../functions/daily-report/archive/archive-error.ts";
import { environmentNames } from "../../functions/daily-report/environment.ts";
import { requireRegion } from "../invoke-function.ts";
import { AwsError, awsFailure } from "./aws-failure.ts";

/** The function of a stage as it is deployed, and what its settings name. */
export type DeployedFunction = {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly stage: string;
  readonly bucket: string;
  /** Names or ARNs of the secrets. */
  readonly twinSecretId: string;
  readonly maskSecretId: string;
  readonly twinAuthUrl: string;
  readonly twinChatUrl: string;
  readonly logGroup: string;
};

/** `name` is the function's name; if it is undefined, the function of the stage is looked for. */
export type WhichFunction = { readonly name: string | undefined; readonly stage: string };

/** Finds the deployed function. Throws AwsError if there is none, or several, InvocationError without a region. */
export async function findFunction(client: LambdaClient, which: WhichFunction): Promise<DeployedFunction> {
  await requireRegion(client);
  const region = await client.config.region();
  const found = which.name === undefined ? await listed(client, which.stage) : [await named(client, which.name)];
  const [first, second] = found.flatMap((configuration) => readConfiguration(configuration, region) ?? []);
  if (first && !second) return first;
  const problem = second
    ? `There are several report functions of the stage ${which.stage}`
    : which.name === undefined
      ? `There is no report function of the stage ${which.stage} in this account and region`
      : `${JSON.stringify(which.name)} is not the report function`;
  throw new AwsError("FUNCTION_NOT_FOUND", `${problem}; give --function with the name that the stack prints.`);
}

async function named(client: LambdaClient, FunctionName: string): Promise<FunctionConfiguration> {
  try {
    return await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  } catch (error) {
    if (errorName(error) !== "ResourceNotFoundException")
      throw awsFailure(error, "read the function's settings", "lambda:GetFunctionConfiguration");
    const message = `There is no function ${JSON.stringify(FunctionName)} in this account and region; the stack prints its name as ReportFunctionName.`;
    throw new AwsError("FUNCTION_NOT_FOUND", message);
  }
}

async function listed(client: LambdaClient, stage: string): Promise<FunctionConfiguration[]> {
  const found: FunctionConfiguration[] = [];
  try {
    for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
      found.push(...Functions.filter((candidate) => stageIn(candidate) === stage));
    }
  } catch (error) {
    throw awsFailure(error, "list the functions", "lambda:ListFunctions, or you give --function");
  }
  return found;
}

/** The stage of a report function; null for any other function. */
function stageIn({ Environment }: FunctionConfiguration): string | null {
  const variables = Environment?.Variables ?? {};
  const isReports = variables[environmentNames.reportBucket] && variables[environmentNames.maskSecretId];
  return isReports ? (variables[environmentNames.stage] ?? "prod") : null;
}

function readConfiguration(configuration: FunctionConfiguration, region: string): DeployedFunction | null {
  const stage = stageIn(configuration);
  const { FunctionName: name, FunctionArn: arn = "", Environment, LoggingConfig } = configuration;
  if (stage === null || name === undefined) return null;
  const text = (key: keyof typeof environmentNames) => Environment?.Variables?.[environmentNames[key]] ?? "";
  return {
    name,
    arn,
    region,
    stage,
    bucket: text("reportBucket"),
    twinSecretId: text("twinSecretId"),
    maskSecretId: text("maskSecretId"),
    twinAuthUrl: text("twinAuthUrl"),
    twinChatUrl: text("twinChatUrl"),
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
  };
}

/** The queue for calls that failed after all retries. */
export type FailuresQueue = { readonly url: string; readonly name: string };

/** Finds the queue to which the function's failed calls go; null if it has none. Throws AwsError. */
export async function findFailuresQueue(client: LambdaClient, FunctionName: string): Promise<FailuresQueue | null> {
  try {
    const { DestinationConfig } = await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    return queueOf(DestinationConfig?.OnFailure?.Destination ?? "");
  } catch (error) {
    if (errorName(error) === "ResourceNotFoundException") return null;
    throw awsFailure(error, "find the failures queue", "lambda:GetFunctionEventInvokeConfig");
  }
}

/** The queue of an ARN such as arn:aws:sqs:eu-central-1:123456789012:failures; null for anything else. */
export function queueOf(arn: string): FailuresQueue | null {
  const [, partition = "", region, account, name] = /^arn:(aws[\w-]*):sqs:([\w-]+):(\d{12}):([\w.-]+)$/.exec(arn) ?? [];
  if (region === undefined || name === undefined) return null;
  const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return { url: `https://sqs.${region}.${domain}/${account}/${name}`, name };
}
