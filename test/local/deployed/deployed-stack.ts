import {
  CreateFunctionCommand,
  type CreateFunctionRequest,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { environmentNames } from "../../../functions/daily-report/environment.ts";
import type { ArchiveStore } from "../../../functions/daily-report/ports.ts";
import { clientOptions, startMotoServer } from "../../archive/moto-server.ts";
import { createBucket } from "../../archive/open-bucket.ts";
import { withoutAws } from "../invoke-command.ts";

/** The function and the bucket of a stage on moto, as far as the commands look at them. */
export type DeployedStack = {
  readonly endpoint: string;
  readonly functionName: string;
  readonly bucket: string;
  readonly archive: ArchiveStore;
  /** The variables with which a command reaches it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Creates a secret, such as "mask-key" or "twin-login", which the function's settings name. */
  storeSecret(name: string, value: string): Promise<void>;
  stop(): Promise<void>;
};

const FAILURES_QUEUE = "arn:aws:sqs:eu-central-1:123456789012:failures";

/** Starts moto with the function of the stage; its failed calls go to the queue "failures". `more` are further variables. */
export async function startDeployedStack(
  stage: string,
  more: Readonly<Record<string, string>> = {},
): Promise<DeployedStack> {
  const moto = await startMotoServer();
  const { endpoint } = moto;
  const [functionName, bucket] = [`DailyReport-${stage}-Function`, `bucket-${stage}`];
  const archive = await createBucket({ endpoint, name: bucket });
  await askQuery(endpoint, "iam", { Action: "CreateRole", RoleName: "role", AssumeRolePolicyDocument: "{}" });
  const lambda = new LambdaClient(clientOptions(endpoint));
  const variables = {
    ...Object.fromEntries(Object.values(environmentNames).map((name) => [name, `the ${name}`])),
    [environmentNames.reportBucket]: bucket,
    [environmentNames.maskSecretId]: "mask-key",
    [environmentNames.twinSecretId]: "twin-login",
    [environmentNames.stage]: stage,
    ...more,
  };
  const common = {
    Role: "arn:aws:iam::123456789012:role/role",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Code: { ZipFile: EMPTY_ZIP },
  } satisfies Omit<CreateFunctionRequest, "FunctionName">;
  const create = (FunctionName: string, Variables: Record<string, string>) =>
    lambda.send(new CreateFunctionCommand({ ...common, FunctionName, Environment: { Variables } }));
  await create(functionName, variables);
  await create("another-function", { STAGE: stage });
  const DestinationConfig = { OnFailure: { Destination: FAILURES_QUEUE } };
  await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: functionName, DestinationConfig }));
  lambda.destroy();
  const storeSecret = async (Name: string, SecretString: string) => {
    const secrets = new SecretsManagerClient(clientOptions(endpoint));
    await secrets.send(new CreateSecretCommand({ Name, SecretString }));
    secrets.destroy();
  };
  return {
    storeSecret,
    endpoint,
    functionName,
    bucket,
    archive,
    env: { ...withoutAws, AWS_ENDPOINT_URL: endpoint },
    stop: moto.stop,
  };
}

/** The end of an archive without files is a whole zip file. */
const EMPTY_ZIP = Buffer.concat([Buffer.from([0x50, 0x4b, 5, 6]), Buffer.alloc(18)]);

/** Sends a call of an AWS service whose client is not installed; moto does not check signatures. */
export async function askQuery(endpoint: string, service: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/${service}/aws4_request` },
    body: new URLSearchParams(fields),
  });
  if (!answer.ok) throw new Error(`moto answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}
