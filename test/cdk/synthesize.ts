import { rmSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { ReportStack } from "../../cdk/report-stack.ts";
import { readStackSettings } from "../../cdk/stack-settings.ts";
import { projectContext } from "./report-settings.ts";

const templates = new Map<string, Template>();

/**
 * The template of a stack with these settings over those of cdk.json; the function's code is not bundled. Equal settings are
 * synthesized once, and their template is shared: do not change it.
 */
export function templateOf(settings: Record<string, unknown>): Template {
  const key = JSON.stringify(settings);
  const known = templates.get(key);
  if (known !== undefined) return known;
  const template = synthesize(settings);
  templates.set(key, template);
  return template;
}

function synthesize(settings: Record<string, unknown>): Template {
  const app = new App({ context: { ...projectContext, ...settings, "aws:cdk:bundling-stacks": [] } });
  const read = readStackSettings((key) => app.node.tryGetContext(key));
  const template = Template.fromStack(new ReportStack(app, "DailyReport", read));
  rmSync(app.outdir, { recursive: true });
  return template;
}
