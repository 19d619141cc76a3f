import { readFileSync, rmSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { ReportStack } from "../../cdk/report-stack.ts";
import { readStackSettings } from "../../cdk/stack-settings.ts";

/** The context of cdk.json, as the CDK command line passes it to the app. */
export const projectContext: Record<string, unknown> = JSON.parse(readFileSync("cdk.json", "utf8")).context;

/** Returns a complete report; `fields` override its defaults. */
export function report(fields: object = {}): Record<string, unknown> {
  return { id: "support", zone: "Europe/Moscow", ...fields };
}

/** Returns the template of a stack, without bundling its code; `settings` override those of cdk.json. */
export function templateOf(settings: Record<string, unknown>): Template {
  const app = new App({ context: { ...projectContext, ...settings, "aws:cdk:bundling-stacks": [] } });
  const read = readStackSettings((key) => app.node.tryGetContext(key));
  const template = Template.fromStack(new ReportStack(app, "DailyReport", read));
  rmSync(app.outdir, { recursive: true });
  return template;
}
