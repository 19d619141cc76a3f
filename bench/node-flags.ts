import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The options of Node in the script `report` of package.json, with which the project's programs are measured. */
export function reportNodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8")) as {
    scripts: { report: string };
  };
  return scripts.report.split(" ").filter((word) => word.startsWith("--"));
}
