import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { installedClient, runtimeClient } from "./runtime-client.ts";

/**
 * Installs AWS's runtime client for `npm run test:lambda`, if it is not there. Its package compiles a part of itself, which takes
 * a minute or two. It is no dependency of the project, because only these tests need it.
 */

/** Programs that must be there, and what they are needed for. The first name that is found counts. */
const needed: readonly { readonly names: readonly string[]; readonly toBuild: boolean }[] = [
  { names: ["moto_server"], toBuild: false },
  ...[["cmake3", "cmake"], ["g++"], ["make"], ["xz"]].map((names) => ({ names, toBuild: true })),
];

/** The sentence that says what is missing; null if nothing is. */
function whatIsMissing(isInstalled: boolean): string | null {
  const missing = needed
    .filter(({ toBuild }) => !(toBuild && isInstalled))
    .flatMap(({ names }) => (names.some(isThere) ? [] : [names.at(-1)]));
  if (process.platform !== "linux")
    return "npm run test:lambda needs Linux, because the runtime client builds nowhere else.";
  if (missing.length === 0) return null;
  const rest = missing.includes("moto_server") ? ' (moto_server comes with: pip install "moto[server]")' : "";
  return `npm run test:lambda needs ${missing.join(", ")}; install what is missing and start it again${rest}.`;
}

function isThere(program: string): boolean {
  return spawnSync("sh", ["-c", 'command -v "$0"', program]).status === 0;
}

function install(): boolean {
  const { folder, version } = runtimeClient;
  mkdirSync(folder, { recursive: true });
  process.stdout.write(
    `Installing aws-lambda-ric ${version} into ${folder} (once; it is compiled for a minute or two).\n`,
  );
  const options = [
    "--prefix",
    folder,
    "--no-save",
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts=false",
  ];
  const { status } = spawnSync("npm", ["install", ...options, `aws-lambda-ric@${version}`], { stdio: "inherit" });
  return status === 0 && installedClient() !== null;
}

const missing = whatIsMissing(installedClient() !== null);
if (missing !== null) {
  process.stderr.write(`${missing}\n`);
  process.exitCode = 1;
} else if (installedClient() === null && !install()) {
  process.stderr.write("The runtime client could not be installed; npm says above why.\n");
  process.exitCode = 1;
}
