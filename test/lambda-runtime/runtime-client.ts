import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** AWS's runtime client, its version, and the folder into which `npm run test:lambda` installs it. */
export const runtimeClient = {
  name: "aws-lambda-ric",
  version: "4.0.2",
  folder: join(resolve(import.meta.dirname, "../.."), ".cache/lambda-runtime"),
} as const;

/** The program of the installed client, or null if that version is not there. */
export function installedClient(): string | null {
  const home = join(runtimeClient.folder, "node_modules", runtimeClient.name);
  // The compiled part is copied last.
  if (!existsSync(join(home, "rapid-client.node"))) return null;
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  return version === runtimeClient.version ? join(home, "index.mjs") : null;
}
