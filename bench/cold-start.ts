import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { readOptions, runCommand } from "../local/command.ts";
import { readCount } from "./history-tables.ts";
import { runChild, type Usage } from "./run-child.ts";
import { spreadOf } from "./statistics.ts";

const HELP = `Measures what loading the bundle of the function costs, against the AWS SDKs, exceljs and got alone, bundled alike.

  npm run bench:cold -- [options]

  --runs N   how often each is loaded, in turn (default 7)
  --help     this text

Prints CPU time and peak memory. Fails if the function needs more than 1.25 times the CPU time of its packages.`;

const MOST = 1.25;

/** What the function cannot do without: exported, so that nothing is left out of the bundle as unused. */
const packages = `
  export {
    CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client,
  } from "@aws-sdk/client-s3";
  export { Upload } from "@aws-sdk/lib-storage";
  export { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
  export { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
  export { default as exceljs } from "exceljs";
  export { default as got } from "got";`;

/** As cdk/report-function.ts bundles. */
const options: BuildOptions = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  mainFields: ["module", "main"],
  logLevel: "error",
  banner: { js: 'globalThis.require ??= process.getBuiltinModule("node:module").createRequire(import.meta.url);' },
};

const root = join(import.meta.dirname, "..");

await runCommand(async (args) => {
  const { help, runs } = readOptions(args, {
    runs: { type: "string", default: "7" },
    help: { type: "boolean", default: false },
  } as const);
  if (help) return HELP;
  const folder = await mkdtemp(join(tmpdir(), "daily-report-cold-"));
  try {
    return await compare(folder, readCount(runs, "--runs"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function compare(folder: string, runs: number): Promise<string> {
  const own = join(folder, "function.mjs");
  const peer = join(folder, "packages.mjs");
  await build({ ...options, entryPoints: [join(root, "functions/daily-report/handler.ts")], outfile: own });
  await build({ ...options, stdin: { contents: packages, resolveDir: root }, outfile: peer });
  const used = { own: [] as Usage[], peer: [] as Usage[] };
  for (let run = 0; run < runs; run++) {
    used.own.push((await runChild({ command: process.execPath, args: [own] })).usage);
    used.peer.push((await runChild({ command: process.execPath, args: [peer] })).usage);
  }
  const cpu = (usages: readonly Usage[]) => spreadOf(usages.map((usage) => usage.cpu))?.median ?? 0;
  const ratio = cpu(used.own) / cpu(used.peer);
  const lines = [`function: ${line(used.own)}`, `packages: ${line(used.peer)}`, `ratio of CPU: ${ratio.toFixed(2)}`];
  if (ratio > MOST) process.exitCode = 1;
  return lines.join("\n");
}

function line(usages: readonly Usage[]): string {
  const cpu = spreadOf(usages.map((usage) => usage.cpu * 1000));
  const peak = spreadOf(usages.map((usage) => usage.peak));
  const shown = (value: number | undefined) => (value ?? 0).toFixed(0);
  return `${shown(cpu?.median)} ms CPU (${shown(cpu?.min)} to ${shown(cpu?.max)}), ${shown(peak?.median)} MB`;
}
