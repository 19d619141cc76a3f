import { spawnSync } from "node:child_process";

/** Programs that some tests use if they are installed, and the command that checks for each. */
const questions = {
  libreoffice: ["libreoffice", "--version"],
  pdfinfo: ["pdfinfo", "-v"],
  chromium: ["chromium", "--version"],
  // The Python of Debian, which has the package python3-openpyxl; another Python may be first on the PATH.
  openpyxl: ["/usr/bin/python3", "-c", "import openpyxl"],
  // For bench/peers; the test reads what the peer wrote with openpyxl.
  pandas: ["/usr/bin/python3", "-c", "import pandas, xlsxwriter, requests, openpyxl"],
  moto_server: ["moto_server", "--help"],
} as const;

export type Program = keyof typeof questions;

/**
 * Whether the program is installed; if not, writes to stderr what is skipped without it. Throws instead if the
 * environment variable REQUIRE_PROGRAMS (names separated by commas) lists it.
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
