import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** The version of AWS's runtime client, `aws-lambda-ric`, and the folder into which `npm run test:lambda` installs it. */
export const runtimeClient = {
  version: "4.0.2",
  folder: join(resolve(import.meta.dirname, "../.."), ".cache/lambda-runtime"),
} as const;

/** The program of the installed client, or null if it is not there. */
export function installedClient(): string | null {
  const home = join(runtimeClient.folder, "node_modules/aws-lambda-ric");
  // The compiled part is copied last.
  return existsSync(join(home, "rapid-client.node")) ? join(home, "index.mjs") : null;
}
