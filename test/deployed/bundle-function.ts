import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { ReportStack } from "../../cdk/report-stack.ts";
import { readStackSettings } from "../../cdk/stack-settings.ts";
import { projectContext } from "../cdk/synthesize.ts";

/** The function as it would be deployed. */
export type BundledFunction = {
  /** Where its code lies, outside the project: nothing of node_modules is at hand there. */
  readonly code: string;
  /** The environment variables that the stack sets; null for a value that only a deployment knows. */
  readonly variables: Readonly<Record<string, string | null>>;
  /** The folder to remove in the end. */
  readonly folder: string;
};

type Resource = {
  Type: string;
  Properties: { Handler?: string; Environment?: { Variables: Record<string, unknown> } };
};

/** Synthesizes the stack with these reports, and bundles the function's code. Takes some seconds. */
export function bundleFunction(reports: readonly object[]): BundledFunction {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  const app = new App({ outdir: folder, context: { ...projectContext, reports } });
  new ReportStack(
    app,
    "DailyReport",
    readStackSettings((key) => app.node.tryGetContext(key)),
  );
  const { template } = app.synth().getStackByName("DailyReport");
  const resources = Object.values(template.Resources as Record<string, Resource>);
  const found = resources.filter(({ Type }) => Type === "AWS::Lambda::Function");
  const asset = readdirSync(folder).find((name) => name.startsWith("asset."));
  if (found.length !== 1 || asset === undefined) throw new Error("expected one function and its code");
  const variables = Object.entries(found[0]?.Properties.Environment?.Variables ?? {});
  return {
    code: join(folder, asset),
    variables: Object.fromEntries(variables.map(([name, value]) => [name, typeof value === "string" ? value : null])),
    folder,
  };
}
