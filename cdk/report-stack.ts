import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { MaskKey } from "./mask-key.ts";
import { ReportAlarms } from "./report-alarms.ts";
import { ReportArchive } from "./report-archive.ts";
import { ReportFunction } from "./report-function.ts";
import { ReportMail } from "./report-mail.ts";
import { ReportSchedules } from "./report-schedules.ts";
import { ReportTables } from "./report-tables.ts";
import type { StackSettings } from "./stack-settings.ts";
import { TwinLogin } from "./twin-login.ts";

/** The whole deployment: the function, its schedules, its permissions and its alarms. */
export class ReportStack extends Stack {
  constructor(scope: Construct, id: string, props: StackSettings) {
    super(scope, id, { description: "Daily reports of contact centres on the TWIN chat platform" });
    const { definitions, twinAuthUrl, twinChatUrl } = props;
    const archive = new ReportArchive(this, "Archive");
    const login = new TwinLogin(this, "TwinLogin");
    const maskKey = new MaskKey(this, "MaskKey");
    const mail = new ReportMail(this, "Mail", { definitions });
    const report = new ReportFunction(this, "Report", {
      definitions,
      environment: {
        reportBucket: archive.bucket.bucketName,
        twinSecretId: login.secret.secretArn,
        maskSecretId: maskKey.secret.secretArn,
        twinAuthUrl,
        twinChatUrl,
        sesConfigurationSet: mail.configurationSet.configurationSetName,
        stage: "prod",
      },
    });
    archive.grantUse(report.handler);
    login.secret.grantRead(report.handler);
    maskKey.secret.grantRead(report.handler);
    mail.grantSend(report.handler);
    new ReportSchedules(this, "Schedules", { definitions, handler: report.handler, failures: report.failures });
    const tables = new ReportTables(this, "Tables", { definitions, bucket: archive.bucket });
    new ReportAlarms(this, "Alarms", { definitions, alarmEmail: props.alarmEmail, report });
    new CfnOutput(this, "ReportFunctionName", { value: report.handler.functionName });
    new CfnOutput(this, "ReportBucketName", { value: archive.bucket.bucketName });
    new CfnOutput(this, "ReportDatabaseName", { value: tables.database.ref });
    new CfnOutput(this, "TwinLoginSecretArn", { value: login.secret.secretArn });
    new CfnOutput(this, "MaskKeySecretArn", { value: maskKey.secret.secretArn });
  }
}
