import { readFileSync } from "node:fs";

/** The context of cdk.json, as the CDK command line hands it to the app. */
export const projectContext: Record<string, unknown> = JSON.parse(readFileSync("cdk.json", "utf8")).context;

/** One report that is complete but for what a test wants different. */
export function report(fields: object = {}): Record<string, unknown> {
  return { id: "support", zone: "Europe/Moscow", ...fields };
}
