import { CfnOutput, Stack, Tags } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { metricNames } from "../functions/daily-report/environment.ts";
import { MailEvents } from "./mail-events.ts";
import { MaskKey } from "./mask-key.ts";
import { OperationsTopic } from "./operations-topic.ts";
import { ReportAlarms } from "./report-alarms.ts";
import { ReportArchive } from "./report-archive.ts";
import { ReportBackfill } from "./report-backfill.ts";
import { ReportDashboard } from "./report-dashboard.ts";
import { ReportFunction } from "./report-function.ts";
import { ReportMail } from "./report-mail.ts";
import { ReportSchedules } from "./report-schedules.ts";
import { ReportTables } from "./report-tables.ts";
import { namesOf } from "./stack-names.ts";
import type { StackSettings } from "./stack-settings.ts";
import { assertWithinLimits } from "./template-limits.ts";
import { TwinLogin } from "./twin-login.ts";

/** The whole deployment of a stage: the function, its schedules, its permissions and its alarms. */
export class ReportStack extends Stack {
  constructor(scope: Construct, id: string, props: StackSettings) {
    super(scope, id, {
      description: "Daily reports of contact centres on the TWIN chat platform",
      terminationProtection: props.stage === "prod",
    });
    const { definitions, stage, twinAuthUrl, twinChatUrl } = props;
    const { prefix, database, backfill: backfillName } = namesOf(stage);
    const archive = new ReportArchive(this, "Archive", {
      existingBucket: props.archiveBucket,
      sessionTableDays: props.sessionTableDays,
    });
    const login = new TwinLogin(this, "TwinLogin");
    const maskKey = new MaskKey(this, "MaskKey", { existingArn: props.maskKeySecretArn });
    const mail = new ReportMail(this, "Mail", { definitions, sandbox: props.sandbox, name: prefix });
    const report = new ReportFunction(this, "Report", {
      definitions,
      concurrency: props.reservedConcurrency,
      environment: {
        reportBucket: archive.bucket.bucketName,
        twinSecretId: login.secret.secretArn,
        maskSecretId: maskKey.secretArn,
        twinAuthUrl,
        twinChatUrl,
        sesConfigurationSet: mail.configurationSet.configurationSetName,
        stage,
      },
    });
    const { handler, failures } = report;
    archive.grantUse(handler);
    grantValues([login.secret.secretArn, maskKey.secretArn], handler);
    mail.grantSend(handler);
    const schedules = new ReportSchedules(this, "Schedules", {
      ...{ definitions, handler, failures, name: prefix, stopped: props.stopped },
    });
    const tables = new ReportTables(this, "Tables", { definitions, bucket: archive.bucket, name: database });
    const operations = new OperationsTopic(this, "Alarms", { alarmEmail: props.alarmEmail });
    const events = new MailEvents(this, "MailEvents", {
      ...{ configurationSet: mail.configurationSet, topic: operations.topic, stage },
    });
    const backfill = new ReportBackfill(this, "Backfill", {
      ...{ handler, stage, bucket: archive.bucket, topic: operations.topic },
      ...{ name: backfillName, concurrency: props.backfillConcurrency },
    });
    const alarms = new ReportAlarms(operations, "Of", { stage, report, schedules, events, topic: operations.topic });
    new ReportDashboard(this, "Dashboard", { stage, report, alarms: alarms.all });
    Tags.of(this).add("service", metricNames.service);
    Tags.of(this).add("stage", stage);
    new CfnOutput(this, "ReportFunctionName", { value: handler.functionName });
    new CfnOutput(this, "ReportBucketName", { value: archive.bucket.bucketName });
    new CfnOutput(this, "ReportDatabaseName", { value: tables.database.ref });
    new CfnOutput(this, "TwinLoginSecretArn", { value: login.secret.secretArn });
    new CfnOutput(this, "MaskKeySecretArn", { value: maskKey.secretArn });
    new CfnOutput(this, "FailuresQueueUrl", { value: failures.queueUrl });
    new CfnOutput(this, "OperationsTopicArn", { value: operations.topic.topicArn });
    new CfnOutput(this, "BackfillArn", { value: backfill.machine.ref });
    assertWithinLimits(this);
  }
}

/** Allows to read the values of secrets. `grantRead` of the CDK would also allow to describe them. */
function grantValues(secrets: string[], grantee: IGrantable): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: secrets }),
  );
}
