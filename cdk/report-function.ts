import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Duration, Size, Stage, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, type IDestination, Runtime } from "aws-cdk-lib/aws-lambda";
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { definitionsFileName, type Environment, environmentNames } from "../functions/daily-report/environment.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";

const projectFolder = join(import.meta.dirname, "..");

export type ReportFunctionProps = {
  definitions: readonly ReportDefinition[];
  environment: Environment;
  /** How many calls may run at the same time; null: as many as the account allows. */
  concurrency: number | null;
};

/** The function that makes the reports, and the queue for calls that failed after all retries. */
export class ReportFunction extends Construct {
  /** The longest run that Lambda allows. */
  static readonly timeout = Duration.minutes(15);
  readonly handler: NodejsFunction;
  readonly failures: Queue;

  constructor(scope: Construct, id: string, props: ReportFunctionProps) {
    super(scope, id);
    this.failures = new Queue(this, "Failures", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.failures).acknowledge({
      id: "AwsSolutions-SQS3",
      reason:
        "This queue is itself where failed calls end; the rule does not see its two users, the function and the scheduler",
    });
    const logGroup = new LogGroup(this, "Logs", { retention: RetentionDays.THREE_MONTHS });
    // A custom role, because the default one has a managed policy that allows writing to every log group of the account.
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    this.handler = new NodejsFunction(this, "Function", {
      description:
        "Makes the daily reports: pulls the day's chat sessions, archives the workbook and mails the summary",
      entry: join(projectFolder, "functions/daily-report/handler.ts"),
      handler: "handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 1024,
      // The files of session tables are written to /tmp: about 400 MB for a million sessions, more if texts are long. A run has
      // those of its day and of one earlier day there, and up to 150 MB wait for other reports (share-readings.ts). The 512 MB
      // above the free 512 cost about 0.00002 USD for a run of 15 minutes.
      ephemeralStorageSize: Size.mebibytes(1024),
      timeout: ReportFunction.timeout,
      // Whatever calls the function: TWIN is asked by no more than these at the same time.
      ...(props.concurrency !== null && { reservedConcurrentExecutions: props.concurrency }),
      role,
      logGroup,
      environment: variables(props.environment),
      awsSdkConnectionReuse: false,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: into(this.failures),
      projectRoot: projectFolder,
      depsLockFilePath: join(projectFolder, "package-lock.json"),
      bundling: bundling(this.#writeDefinitions(props.definitions)),
    });
  }

  /** Writes the definitions to a file in the output folder, so that their text need not be part of a shell command. */
  #writeDefinitions(definitions: readonly ReportDefinition[]): string {
    const file = join(Stage.of(this)?.outdir ?? projectFolder, `${this.node.addr}-${definitionsFileName}`);
    writeFileSync(file, JSON.stringify(definitions, null, 2));
    return file;
  }
}

/** The ready-made destination of the CDK would also allow to read the queue's attributes. */
function into(queue: Queue): IDestination {
  return {
    bind(_scope, handler) {
      handler.addToRolePolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queue.queueArn] }));
      return { destination: queue.queueArn };
    },
  };
}

function variables(environment: Environment): Record<string, string> {
  return {
    [environmentNames.reportBucket]: environment.reportBucket,
    [environmentNames.twinSecretId]: environment.twinSecretId,
    [environmentNames.maskSecretId]: environment.maskSecretId,
    [environmentNames.twinAuthUrl]: environment.twinAuthUrl,
    [environmentNames.twinChatUrl]: environment.twinChatUrl,
    [environmentNames.sesConfigurationSet]: environment.sesConfigurationSet,
    [environmentNames.stage]: environment.stage,
    // A young generation that grows to 8 MB at most keeps the memory of a run flat at no cost in time (docs/performance.md).
    NODE_OPTIONS: "--max-semi-space-size=8",
  };
}

function bundling(definitionsFile: string): BundlingOptions {
  return {
    format: OutputFormat.ESM,
    minify: true,
    // Not read at the start, but when a failure is logged (operations/readable-stack.ts).
    sourceMap: true,
    sourcesContent: false,
    bundleAwsSDK: true,
    // The packages' ES modules: less code to load at a cold start (npm run bench:cold).
    mainFields: ["module", "main"],
    logLevel: LogLevel.WARNING,
    // CommonJS packages in the bundle call require. It is a global, because a declared name could clash with one in the bundle.
    banner: 'globalThis.require ??= process.getBuiltinModule("node:module").createRequire(import.meta.url);',
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (_from, to) => [`cp ${quoted(definitionsFile)} ${quoted(`${to}/${definitionsFileName}`)}`],
    },
  };
}

/** Quotes a path as one word of a POSIX shell. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
