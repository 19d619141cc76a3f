import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const project = join(import.meta.dirname, "..");

/**
 * Bundles the programs of `bench/children` that run the project's code into a folder below the given one, as the stack bundles
 * the function (`cdk/report-function.ts`). Without this, each run would also strip the types of the project's files, which the
 * function never does. Returns the path of a program by its name.
 */
export async function bundleChildren(folder: string): Promise<(name: string) => string> {
  const names = [
    "whole-run",
    "whole-call",
    "pull-and-fold",
    "fetch-and-parse",
    "write-table",
    "compare-day",
    "draw-report",
  ];
  await build({
    entryPoints: names.map((name) => join(import.meta.dirname, "children", `${name}.ts`)),
    outdir: join(folder, "children"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node24",
    logLevel: "error",
    banner: {
      js: 'globalThis.require ??= process.getBuiltinModule("node:module").createRequire(import.meta.url);',
    },
  });
  // The programs read the definitions where the project has them: one folder above their own.
  await copyFile(join(project, "cdk.json"), join(folder, "cdk.json"));
  return (name) => join(folder, "children", `${name}.mjs`);
}
