import { spawnSync } from "node:child_process";

/** Programs that some tests use when the machine has them, and how each is asked whether it is there. */
const questions = {
  libreoffice: ["libreoffice", "--version"],
  chromium: ["chromium", "--version"],
  // Debian's Python, where its package python3-openpyxl lies; another one may stand before it on the PATH.
  openpyxl: ["/usr/bin/python3", "-c", "import openpyxl"],
  moto_server: ["moto_server", "--help"],
} as const;

export type Program = keyof typeof questions;

/**
 * Whether the machine has the program; if not, says on stderr what is skipped for want of it. Throws instead when the
 * environment's REQUIRE_PROGRAMS (names with commas between) lists it: there its absence is a failure.
 */
export function hasProgram(program: Program, wantedFor: string): boolean {
  const [command, ...args] = questions[program];
  if (spawnSync(command, args, { timeout: 60_000 }).status === 0) return true;
  const required = (process.env.REQUIRE_PROGRAMS ?? "").split(",").map((name) => name.trim());
  if (required.includes(program)) {
    throw new Error(`${program} is not on this machine, though REQUIRE_PROGRAMS names it, for: ${wantedFor}`);
  }
  process.stderr.write(`skipped: ${wantedFor}, for there is no ${program} on this machine\n`);
  return false;
}
