import { relative, resolve } from "node:path";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { EnvironmentError } from "../functions/daily-report/environment.ts";
import { ReportDefinitionError } from "../functions/daily-report/report-definition.ts";
import { TwinAddressError } from "../functions/daily-report/twin-address.ts";

/**
 * Runs a command: prints what it answers on stdout. An error of the project's own ends it with the one sentence on stderr and
 * exit code 1; any other error is a defect, and is shown whole.
 */
export async function runDoor(command: (args: string[]) => Promise<string>): Promise<void> {
  try {
    console.log(await command(process.argv.slice(2)));
  } catch (error) {
    if (!isOwn(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** The options given. Throws ReportError for one that is unknown or lacks its value. */
export function readOptions<const T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    // The parser's first sentence names the option; the rest is advice that does not fit here.
    const [problem] = error instanceof Error ? error.message.split(/\. |\n/) : [];
    throw new ReportError("WRONG_OPTION", `${problem?.replace(/\.$/, "")}; --help lists the options.`);
  }
}

/** Paths are meant from where the command was typed; npm moves to the project's root and says where that was. An empty one stays empty. */
export function fromHere(path: string): string {
  return path && resolve(whereTyped(), path);
}

/** As a person at the shell would name it: short below where they are, else whole. */
export function asSeenFromHere(path: string): string {
  const short = relative(whereTyped(), path);
  return short.startsWith("..") ? path : short;
}

function whereTyped(): string {
  return process.env.INIT_CWD ?? ".";
}

function isOwn(error: unknown): error is Error {
  return [ReportError, ReportDefinitionError, EnvironmentError, TwinAddressError].some((own) => error instanceof own);
}
