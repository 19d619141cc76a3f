import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { ReportDefinitionError } from "../functions/daily-report/report-definition.ts";
import { TwinAddressError } from "../functions/daily-report/twin-address.ts";
import { ReportStack } from "./report-stack.ts";
import { namesOf } from "./stack-names.ts";
import { readStackSettings } from "./stack-settings.ts";
import { StackSettingsError } from "./stack-settings-error.ts";

const app = new App();
orExit(() => {
  const settings = readStackSettings(app.node.getAllContext(), Date.now());
  new ReportStack(app, namesOf(settings.stage).stack, settings);
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** Prints a mistake in the settings as one sentence, without a stack trace. */
function orExit(work: () => void): void {
  try {
    work();
  } catch (error) {
    const settingsError = [ReportDefinitionError, StackSettingsError, TwinAddressError].find(
      (kind) => error instanceof kind,
    );
    if (settingsError === undefined) throw error;
    console.error((error as Error).message);
    process.exit(1);
  }
}
