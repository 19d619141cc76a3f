import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { ReportDefinitionError } from "../functions/daily-report/report-definition.ts";
import { TwinAddressError } from "../functions/daily-report/twin-address.ts";
import { ReportStack } from "./report-stack.ts";
import { readStackSettings, type StackSettings, StackSettingsError } from "./stack-settings.ts";

const app = new App();
new ReportStack(app, "DailyReport", settingsOrExit());
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** A mistake in `cdk.json` is told in its one sentence; a stack trace would only hide it. */
function settingsOrExit(): StackSettings {
  try {
    return readStackSettings((key) => app.node.tryGetContext(key));
  } catch (error) {
    const own = [ReportDefinitionError, StackSettingsError, TwinAddressError].find((kind) => error instanceof kind);
    if (own === undefined) throw error;
    console.error((error as Error).message);
    process.exit(1);
  }
}
