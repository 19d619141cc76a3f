import { relative, resolve } from "node:path";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { StackSettingsError } from "../cdk/stack-settings-error.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { EnvironmentError } from "../functions/daily-report/environment.ts";
import { ReportDefinitionError } from "../functions/daily-report/report-definition.ts";
import { TwinAddressError } from "../functions/daily-report/twin-address.ts";

/**
 * Runs a command and prints its result on stdout. For an error of this project, prints its message on stderr and sets exit
 * code 1. Any other error is a defect and is thrown, so that Node.js shows its stack.
 */
export async function runCommand(command: (args: string[]) => Promise<string>): Promise<void> {
  try {
    console.log(await command(process.argv.slice(2)));
  } catch (error) {
    if (!isOwn(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Returns the given options. Throws ReportError if an option is unknown or has no value, or if there is anything else. */
export function readOptions<const T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  return readArguments(args, options, { allowPositionals: false }).values;
}

/** Returns the given options, and in `positionals` what is not an option, if that is allowed. Throws ReportError otherwise. */
export function readArguments<const T extends ParseArgsOptionsConfig>(
  args: string[],
  options: T,
  { allowPositionals }: { allowPositionals: boolean },
) {
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    // The parser's first sentence names the option. The rest is advice that does not apply here.
    const [problem] = error instanceof Error ? error.message.split(/\. |\n/) : [];
    throw new ReportError("WRONG_OPTION", `${problem?.replace(/\.$/, "")}; --help lists the options.`);
  }
}

/**
 * Resolves a path from the folder in which the user typed the command. npm changes to the project's root and puts that folder
 * into INIT_CWD. An empty path stays empty.
 */
export function fromHere(path: string): string {
  return path && resolve(whereTyped(), path);
}

/** Returns a relative path if the file is below the user's folder; otherwise the absolute path. */
export function asSeenFromHere(path: string): string {
  const short = relative(whereTyped(), path);
  return short.startsWith("..") ? path : short;
}

function whereTyped(): string {
  return process.env.INIT_CWD ?? ".";
}

function isOwn(error: unknown): error is Error {
  return [ReportError, ReportDefinitionError, StackSettingsError, EnvironmentError, TwinAddressError].some(
    (own) => error instanceof own,
  );
}
