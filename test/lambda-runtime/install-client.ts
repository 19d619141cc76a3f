import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installedClient, runtimeClient } from "./runtime-client.ts";

/**
 * Installs AWS's runtime client for `npm run test:lambda`, if it is not there. Its package compiles a part of itself, which takes
 * some minutes. It is no dependency of the project, because only these tests need it.
 */

/** Programs that must be there, by any of their names; `toBuild`: only to install the client. */
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
  const { name, folder, version } = runtimeClient;
  // npm would not compile again what an earlier installation has left half done.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The compilation is a script of the package, which npm runs if the project allows it.
  const project = { private: true, dependencies: { [name]: version }, allowScripts: { [name]: true } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(project));
  process.stdout.write(
    `Installing ${name} ${version} into ${folder} (once; it is compiled, which takes some minutes).\n`,
  );
  const quietly = ["--no-package-lock", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", ["install", "--prefix", folder, "--ignore-scripts=false", ...quietly], {
    stdio: "inherit",
  });
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
