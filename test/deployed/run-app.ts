import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectContext } from "../cdk/report-settings.ts";
import { compileCache } from "../compile-cache.ts";

/** `code` is undefined if the process succeeded. */
export type Ended = { code?: number; stdout: string; stderr: string };

/**
 * Runs the CDK app as the CDK command line does, without credentials. These settings override those of cdk.json. The stack is
 * written to `outdir`.
 */
export function runApp(settings: Record<string, unknown>, outdir: string): Promise<Ended> {
  const env = {
    ...compileCache,
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...projectContext, ...settings }),
  };
  return promisify(execFile)(process.execPath, ["cdk/app.ts"], { env }).catch((error: Ended) => error);
}
