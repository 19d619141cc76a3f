import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * What a program used: CPU seconds (user and system) of its process, its threads and the processes of Node that it started; the
 * peak RSS of the largest of these processes in MB; seconds.
 */
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

// Linux counts the memory of the parent process into a child's maxRSS (exec keeps it), but not into VmHWM.
const writeUsage = `
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
if (isMainThread) process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  const kilobytes = Number(/VmHWM:\\s*(\\d+)/.exec(status)?.[1] ?? maxRSS);
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, peak: kilobytes / 1024 };
  appendFileSync(process.env.${USAGE_FILE}, JSON.stringify(usage) + "\\n");
});`;

const preload = `--import data:text/javascript,${encodeURIComponent(writeUsage)}`;

const run = promisify(execFile);

/** Runs a program to its end. Rejects if it fails, or leaves no usage because it was killed. */
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
