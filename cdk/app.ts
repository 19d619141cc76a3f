import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { ReportDefinitionError } from "../functions/daily-report/report-definition.ts";
import { TwinAddressError } from "../functions/daily-report/twin-address.ts";
import { ReportStack } from "./report-stack.ts";
import { readStackSettings, type StackSettings, StackSettingsError } from "./stack-settings.ts";

const app = new App();
new ReportStack(app, "DailyReport", settingsOrExit());
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** Prints a mistake in `cdk.json` as one sentence, without a stack trace. */
function settingsOrExit(): StackSettings {
  try {
    return readStackSettings((key) => app.node.tryGetContext(key));
  } catch (error) {
    const settingsError = [ReportDefinitionError, StackSettingsError, TwinAddressError].find(
      (kind) => error instanceof kind,
    );
    if (settingsError === undefined) throw error;
    console.error((error as Error).message);
    process.exit(1);
  }
}
