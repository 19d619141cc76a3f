import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definitionsFileName } from "../../functions/daily-report/environment.ts";
import { parseReportDefinitions } from "../../functions/daily-report/report-definition.ts";
import type { Permission } from "../aws/permissions-of.ts";
import { synthesizedApp } from "./synthesized-app.ts";

/** The function as it would be deployed. */
export type BundledFunction = {
  /** The folder of the code, outside the project, so that node_modules cannot be imported. */
  readonly code: string;
  /** The environment variables that the stack sets; null if the value is known only after deployment. */
  readonly variables: Readonly<Record<string, string | null>>;
  /** What the role of the function may do; the key of the archive may end in "*". */
  readonly permissions: readonly Permission[];
  /** The template's resources by their logical ids. */
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** The folder to remove at the end. */
  readonly folder: string;
};

/** A resource of the template; what its properties are depends on its type. */
export type TemplateResource = { readonly Type: string; readonly Properties?: unknown };

type Statement = { readonly Action: string | string[]; readonly Resource: unknown };
type Resource = {
  Type: string;
  Properties: {
    Handler?: string;
    Environment?: { Variables: Record<string, unknown> };
    PolicyDocument?: { Statement: Statement[] };
  };
};

/**
 * Copies the bundled code of the synthesized app and adds these reports as the stack does (test/cdk/app.slow.test.ts checks
 * this). Neither code nor variables depend on the reports.
 */
export async function bundleFunction(reports: readonly object[]): Promise<BundledFunction> {
  const { outdir, stderr } = await synthesizedApp();
  const asset = (await readdir(outdir)).find((name) => name.startsWith("asset."));
  if (asset === undefined) throw new Error(`the app was synthesized without code: ${stderr}`);
  const template = JSON.parse(await readFile(join(outdir, "DailyReport.template.json"), "utf8"));
  const byId: Record<string, Resource> = template.Resources;
  const resources = Object.values(byId);
  const policies = Object.keys(byId).filter((id) => id.startsWith("ReportRoleDefaultPolicy"));
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
    permissions: policies.flatMap((id) => (byId[id]?.Properties.PolicyDocument?.Statement ?? []).flatMap(permitted)),
    resources: byId,
    folder,
  };
}

/** The permissions that a statement gives; the key of an object is the end of its ARN. */
function permitted({ Action: actions, Resource: resources }: Statement): Permission[] {
  return [actions].flat().flatMap((action) =>
    [resources].flat().map((resource) => {
      const key = /"\/((?:backfills|ledger|reports|sessions|tables)\/\*)"/.exec(JSON.stringify(resource))?.[1];
      return { action, key: key ?? "" };
    }),
  );
}
