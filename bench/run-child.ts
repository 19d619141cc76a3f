import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** What one process used, with its threads and the processes that it started: CPU seconds (user and system), peak RSS in MB, seconds. */
export type Usage = { readonly cpu: number; readonly peak: number; readonly wall: number };

export type Program = {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
};

/** A measured process, and what it wrote to stdout. */
export type ChildRun = { readonly usage: Usage; readonly output: string };

/**
 * A process of Node appends a line about itself to this file when it ends. So npm and the program that it starts are both
 * counted. A program that is not Node writes the same line itself: {"cpu": seconds, "peak": MB}.
 */
const USAGE_FILE = "BENCH_USAGE_FILE";

const writeUsage = `
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
if (isMainThread) process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 };
  appendFileSync(process.env.${USAGE_FILE}, JSON.stringify(usage) + "\\n");
});`;

const preload = `--import data:text/javascript,${encodeURIComponent(writeUsage)}`;

const run = promisify(execFile);

/** Runs a program to its end. Rejects if it fails or leaves no usage. */
export async function runChild({ command, args, environment = {} }: Program): Promise<ChildRun> {
  const folder = await mkdtemp(join(tmpdir(), "daily-report-usage-"));
  try {
    const file = join(folder, "usage");
    const env = { ...process.env, ...environment, NODE_OPTIONS: preload, [USAGE_FILE]: file };
    const started = performance.now();
    const { stdout } = await run(command, args, { env, cwd: join(import.meta.dirname, ".."), maxBuffer: 1 << 26 });
    const wall = (performance.now() - started) / 1000;
    return { usage: { ...sumOf(await readFile(file, "utf8")), wall }, output: stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sumOf(lines: string): Pick<Usage, "cpu" | "peak"> {
  const usages = lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Pick<Usage, "cpu" | "peak">);
  return { cpu: usages.reduce((sum, { cpu }) => sum + cpu, 0), peak: Math.max(...usages.map(({ peak }) => peak)) };
}
