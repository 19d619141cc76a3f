import { type ChildProcess, spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { compileCache } from "../compile-cache.ts";

const root = resolve(import.meta.dirname, "../..");

export type CommandResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs a command of `local/` in a new process, from the given folder, without TWIN variables in its environment. */
export function runCommand(
  name: string,
  args: readonly string[],
  options: { cwd?: string; env?: object } = {},
): Promise<CommandResult> {
  const { TWIN_EMAIL: _, TWIN_PASSWORD: __, INIT_CWD: ___, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, "local", name), ...args], {
    cwd: options.cwd ?? root,
    env: { ...env, ...compileCache, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return resultOf(child);
}

async function resultOf(child: ChildProcess): Promise<CommandResult> {
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", reject);
  });
  return { code, stdout: await stdout, stderr: await stderr };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}
