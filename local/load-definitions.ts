import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { flagFrom } from "../cdk/setting-values.ts";
import { type Context, settingsOfStage } from "../cdk/stage-settings.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { withHolidayDates } from "../functions/daily-report/holiday-file.ts";
import { parseReportDefinitions, type ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { fromHere } from "./command.ts";

/** Thrown if the file of report definitions cannot be read; the message names the file. */
export class DefinitionsFileError extends ReportError {
  override readonly name = "DefinitionsFileError";
}

/**
 * Reads report definitions from a file: a JSON array, or an object that has it under `context.reports`, as `cdk.json` does.
 * `given` is its path as the user typed it (default: the project's cdk.json). The paths of holiday files are relative to the
 * file. With a stage, the definitions of the object are those of that stage.
 * Throws DefinitionsFileError, StackSettingsError if the stage is not in the file, or ReportDefinitionError if a definition is
 * invalid.
 */
export function loadDefinitions(given?: string, stage: string | null = null): ReportDefinition[] {
  const path = pathOf(given);
  const file = basename(path);
  const { reports } = settingsIn(path, stage);
  const readBeside = (other: string) => readFileSync(resolve(dirname(path), other), "utf8");
  return parseReportDefinitions(withHolidayDates(reports, file, readBeside), file);
}

/**
 * Whether the file says that SES is in its sandbox for the stage; false if it is a JSON array of definitions. What `-c` gave to a
 * deployment is not in the file. Throws DefinitionsFileError, or StackSettingsError if the setting or the stage is wrong.
 */
export function loadSandbox(given: string | undefined, stage: string): boolean {
  return flagFrom("sandbox", settingsIn(pathOf(given), stage).sandbox);
}

function pathOf(given: string | undefined): string {
  return given === undefined ? join(import.meta.dirname, "..", "cdk.json") : fromHere(given);
}

/** The context of the file, as the stage has it; of a file that is no object with reports only these. */
function settingsIn(path: string, stage: string | null): Context {
  const content = readJson(path, basename(path));
  if (!isStackFile(content)) return { reports: content };
  return stage === null ? content.context : settingsOfStage(content.context, stage);
}

function readJson(path: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const problem = isMissing
      ? "there is no such file"
      : error instanceof SyntaxError
        ? "it is not JSON"
        : "it cannot be read";
    throw new DefinitionsFileError("DEFINITIONS_FILE", `${file}: ${problem}; give a JSON array of report definitions.`);
  }
}

function isStackFile(content: unknown): content is { context: Context } {
  return typeof content === "object" && content !== null && "context" in content && isWithReports(content.context);
}

function isWithReports(context: unknown): context is Context {
  return typeof context === "object" && context !== null && "reports" in context;
}
