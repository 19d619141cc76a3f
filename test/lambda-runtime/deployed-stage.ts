import { rm } from "node:fs/promises";
import { PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { environmentNames } from "../../functions/daily-report/environment.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { Fault } from "../../local/twin-emulator/fault.ts";
import { type SeenRequest, startEmulator, type TwinEmulator } from "../../local/twin-emulator/start-emulator.ts";
import { clientOptions } from "../archive/moto-server.ts";
import { openBucket } from "../archive/open-bucket.ts";
import { type BundledFunction, bundleFunction } from "../deployed/bundle-function.ts";
import { allowedCalls, madeCalls } from "../deployed/calls-and-role.ts";
import { type Deployment, openDeployment } from "../deployed/deployment.ts";
import { type BeforeCall, startRecordedAws } from "../deployed/recorded-aws.ts";
import { askQuery } from "../local/deployed/deployed-stack.ts";
import { withoutAws } from "../local/invoke-command.ts";
import { type CommandResult, runCommand } from "../local/run-command.ts";
import { startAwsFront } from "./aws-front.ts";
import { clockAt } from "./clock-at.ts";
import { deploySchedules, deployWorkflow } from "./deploy-rest.ts";
import type { ValueIn } from "./fill-references.ts";
import { readFunctionSettings, scheduledEvent } from "./function-settings.ts";
import { type FailureRecord, type LambdaService, openLambdaService } from "./lambda-service.ts";
import { writeMapResults } from "./map-results.ts";
import { onlyThisMachine } from "./only-this-machine.ts";
import { peekQueue } from "./peek-queue.ts";
import { reportLine } from "./report-line.ts";

export type StageSettings = {
  /** The reports that are deployed. */
  readonly reports: readonly object[];
  /** What TWIN has. */
  readonly sessions: readonly unknown[];
  /** Instead of the timeout of the template. */
  readonly timeoutSeconds?: number;
  /** Milliseconds before the second and the third attempt of an asynchronous call; by default a little time. */
  readonly retryWaits?: readonly [number, number];
};

/** Asked about each call of TWIN and AWS before it is answered. The tests put theirs in and take them out. */
export type Hooks = {
  twin: (request: SeenRequest) => Fault | null;
  aws: BeforeCall;
};

/** A mail to operations. */
export type Announcement = { readonly Subject: string; readonly Message: string };

/** The bundle under the runtime client, with the rest of its stack on moto. */
export type DeployedStage = {
  readonly service: LambdaService;
  readonly deployment: Deployment;
  /** The archive of the stage; its calls are not recorded. */
  readonly archive: ArchiveStore;
  readonly bundle: BundledFunction;
  readonly twin: TwinEmulator;
  readonly hooks: Hooks;
  /** Requests of the function to AWS, "GET /bucket/key". */
  readonly awsRequests: string[];
  /** AWS without recording and without Lambda. */
  readonly awsEndpoint: string;
  readonly functionName: string;
  /** The memory of the function by the template. */
  readonly memoryMb: number;
  readonly functionArn: string;
  /** The event of a schedule of the template at that time. */
  scheduled(name: string, scheduledTime: string): object;
  /** The records in the failures queue; they stay there. */
  failures(): Promise<FailureRecord[]>;
  /** Replaces the workflow of the backfill and forgets its executions: moto cannot start a second one of the same workflow. */
  deployWorkflow(): Promise<void>;
  /** What was published for operations; it stays there. */
  announced(): Promise<Announcement[]>;
  /** The recipient of each mail, oldest first. */
  mailed(): Promise<string[]>;
  /** Runs a command of `local/` against this stage. */
  command(name: string, ...args: string[]): Promise<CommandResult>;
  /** Runs it at that time, ISO 8601 in UTC. */
  commandAt(time: string, name: string, ...args: string[]): Promise<CommandResult>;
  /** Prints the figures of what happened since the last call, one line for each execution and one for the whole. */
  figures(title: string): Promise<void>;
  /** Rejects if the function has called AWS beyond its role, or in a way that the recorded AWS does not know. */
  stop(): Promise<void>;
};

const PASSWORD = "canary-password";
const SENDER = "reports@example.com";
const [REGION, ACCOUNT, FUNCTION, QUEUE] = ["eu-central-1", "123456789012", "DailyReport-prod-Function", "failures"];
const TOPIC = "operations";

const arnOf = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;

/** Deploys the bundle of the synthesized app with these reports. The caller stops it. */
export async function deployStage({ reports, sessions, ...chosen }: StageSettings): Promise<DeployedStage> {
  const hooks: Hooks = { twin: () => null, aws: () => null };
  const front = await startAwsFront();
  const [bundle, aws, twin] = await Promise.all([
    bundleFunction(reports),
    // What moto itself calls arrives at the front, which passes it on without a record: only the function's calls are recorded.
    startRecordedAws((call, body) => hooks.aws(call, body), front.endpoint),
    startEmulator({ sessions, password: PASSWORD, faults: (request) => hooks.twin(request) }),
  ]);
  const template = readFunctionSettings(bundle);
  const settings = { ...template, timeoutSeconds: chosen.timeoutSeconds ?? template.timeoutSeconds };
  const deployment = openDeployment(aws, SENDER);
  const created = await deployment.deploy();
  await keepVersions(aws.unrecorded, deployment.bucket);
  const sqs = new SQSClient(clientOptions(aws.unrecorded));
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
  const variables: Record<string, string> = {
    ...known(bundle.variables),
    ...created,
    [environmentNames.twinSecretId]: await deployment.storeSecret(
      "login",
      JSON.stringify({ email: "demo@example.com", password: PASSWORD }),
    ),
  };
  const unset = Object.keys(bundle.variables).filter((name) => variables[name] === undefined);
  if (unset.length > 0) throw new Error(`variables of the template without a value: ${unset.join(", ")}`);
  const functionArn = arnOf("lambda", `function:${FUNCTION}`);
  const twinOption = onlyThisMachine(twin.url);
  const service = openLambdaService({
    functionArn,
    settings,
    retryWaits: chosen.retryWaits ?? [100, 100],
    sandbox: {
      code: bundle.code,
      folder: bundle.folder,
      environment: {
        ...variables,
        NODE_OPTIONS: `${variables.NODE_OPTIONS ?? ""} ${twinOption}`,
        ...setByLambda({ memoryMb: settings.memoryMb, endpoint: aws.endpoint }),
      },
    },
    async onFailure(record) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(record) }));
    },
  });
  const archive = openBucket({ endpoint: aws.unrecorded, name: deployment.bucket });
  front.open({
    target: aws.unrecorded,
    service,
    functionName: FUNCTION,
    functionArn,
    concurrency: settings.concurrency,
    writeManifest: (key, manifest) => writeMapResults(key, manifest, { archive, executions: service.executions }),
    configuration: { FunctionName: FUNCTION, FunctionArn: functionArn, Environment: { Variables: variables } },
    eventInvokeConfig: {
      FunctionArn: `${functionArn}:$LATEST`,
      MaximumRetryAttempts: settings.retryAttempts,
      MaximumEventAgeInSeconds: settings.maxEventAgeSeconds,
      DestinationConfig: { OnFailure: { Destination: arnOf("sqs", QUEUE) } },
    },
  });
  const announcements = await subscribeQueue(aws.unrecorded, sqs);
  const rest = {
    endpoint: aws.unrecorded,
    bundle,
    valueIn: valuesIn({ functionArn, bucket: deployment.bucket, failuresArn: arnOf("sqs", QUEUE) }),
  };
  await deploySchedules(rest);
  await deployWorkflow(rest);
  const command = (name: string, args: readonly string[], NODE_OPTIONS: string) =>
    runCommand(name, args, { env: { ...withoutAws, AWS_ENDPOINT_URL: front.endpoint, NODE_OPTIONS } });
  // Moto adds the addresses of the header to the one of the envelope, which is first.
  const mailed = async () => (await deployment.mails()).map(({ destinations: [to = ""] }) => to);
  const before = { executions: 0, twin: 0, aws: 0, mails: 0 };
  return {
    ...{ service, deployment, bundle, twin, hooks, functionArn, mailed },
    archive,
    functionName: FUNCTION,
    memoryMb: settings.memoryMb,
    awsRequests: aws.requests,
    awsEndpoint: aws.unrecorded,
    scheduled: (name, scheduledTime) => scheduledEvent(bundle, name, scheduledTime),
    failures: () => peekQueue<FailureRecord>(sqs, QueueUrl),
    deployWorkflow: () => deployWorkflow(rest),
    announced: () => peekQueue<Announcement>(sqs, announcements),
    command: (name, ...args) => command(name, args, twinOption),
    commandAt: (time, name, ...args) => command(name, args, `${twinOption} ${clockAt(time)}`),
    async figures(title) {
      const now = {
        executions: service.executions.length,
        twin: twin.requests.length,
        aws: aws.requests.length,
        mails: (await deployment.mails()).length,
      };
      const lines = service.executions.slice(before.executions).map((execution) => reportLine(execution, settings));
      const count = (name: "twin" | "aws" | "mails") => now[name] - before[name];
      const whole = `${count("twin")} calls of TWIN, ${count("aws")} of AWS, ${count("mails")} mails`;
      process.stdout.write([`FIGURES ${title}: ${whole}`, ...lines, ""].join("\n"));
      Object.assign(before, now);
    },
    async stop() {
      await service.stop();
      await front.stop();
      sqs.destroy();
      deployment.close();
      await twin.close();
      await rm(bundle.folder, { recursive: true, force: true });
      await aws.stop();
      const allowed = allowedCalls(bundle.permissions);
      const beyond = madeCalls(aws.permissions).filter((call) => !allowed.includes(call));
      if (beyond.length > 0) throw new Error(`the role of the function does not allow: ${beyond.join(", ")}`);
    },
  };
}

/** Creates the topic of operations, and a queue that receives what is published to it. Returns the address of the queue. */
async function subscribeQueue(endpoint: string, sqs: SQSClient): Promise<string> {
  const QueueName = "announcements";
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName }));
  await askQuery(endpoint, "sns", { Action: "CreateTopic", Name: TOPIC });
  const queue = { Protocol: "sqs", Endpoint: arnOf("sqs", QueueName) };
  await askQuery(endpoint, "sns", { Action: "Subscribe", TopicArn: arnOf("sns", TOPIC), ...queue });
  return QueueUrl;
}

type Deployed = { readonly functionArn: string; readonly bucket: string; readonly failuresArn: string };

/** What references of the template to resources of the stage stand for. */
function valuesIn({ functionArn, bucket, failuresArn }: Deployed): ValueIn {
  const values: Readonly<Record<string, string>> = {
    "AWS::Lambda::Function Arn": functionArn,
    "AWS::S3::Bucket Ref": bucket,
    "AWS::SNS::Topic Ref": arnOf("sns", TOPIC),
    "AWS::SQS::Queue Arn": failuresArn,
    "AWS::IAM::Role Arn": `arn:aws:iam::${ACCOUNT}:role/any`,
  };
  return ({ Type }, attribute) => values[`${Type} ${attribute}`];
}

/** What Lambda itself puts into the environment. For an endpoint that is an IP address the SDK puts the bucket into the path. */
function setByLambda({ memoryMb, endpoint }: { memoryMb: number; endpoint: string }): Record<string, string> {
  return {
    AWS_LAMBDA_FUNCTION_NAME: FUNCTION,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${FUNCTION}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "2021/01/12/[$LATEST]0123456789abcdef",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "canary-secret",
    AWS_ENDPOINT_URL: endpoint,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: "/usr/local/bin:/usr/bin:/bin",
  };
}

function known(variables: BundledFunction["variables"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

async function keepVersions(endpoint: string, Bucket: string): Promise<void> {
  const s3 = new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  s3.destroy();
}
