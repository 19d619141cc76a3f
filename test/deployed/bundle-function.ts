import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definitionsFileName } from "../../functions/daily-report/environment.ts";
import { parseReportDefinitions } from "../../functions/daily-report/report-definition.ts";
import { synthesizedApp } from "./synthesized-app.ts";

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

/**
 * Copies the bundled code of the synthesized app, which is the same for all reports, and puts these reports beside it as the
 * stack does (held by test/cdk/app.slow.test.ts). Neither code nor variables depend on the reports.
 */
export async function bundleFunction(reports: readonly object[]): Promise<BundledFunction> {
  const { outdir, stderr } = await synthesizedApp();
  const asset = (await readdir(outdir)).find((name) => name.startsWith("asset."));
  if (asset === undefined) throw new Error(`the app was synthesized without code: ${stderr}`);
  const template = JSON.parse(await readFile(join(outdir, "DailyReport.template.json"), "utf8"));
  const resources = Object.values(template.Resources as Record<string, Resource>);
  const found = resources.filter(({ Type }) => Type === "AWS::Lambda::Function");
  if (found.length !== 1) throw new Error("expected one function");
  const variables = Object.entries(found[0]?.Properties.Environment?.Variables ?? {});

  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  const code = join(folder, "code");
  await cp(join(outdir, asset), code, { recursive: true });
  await writeFile(join(code, definitionsFileName), JSON.stringify(parseReportDefinitions(reports, "test")));
  return {
    code,
    variables: Object.fromEntries(variables.map(([name, value]) => [name, typeof value === "string" ? value : null])),
    folder,
  };
}
