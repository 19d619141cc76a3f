import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { benchDay, benchDefinition, benchFields, MASK_KEY } from "./bench-day.ts";
import type { Program } from "./run-child.ts";

/** The Python of Debian, which has the packages that bench/peers/README.md names; another Python may be first on the PATH. */
const PYTHON = "/usr/bin/python3";

const run = promisify(execFile);

/** Returns the versions of the peer's language and packages; null if one is missing. */
export async function pandasVersions(): Promise<string | null> {
  const print =
    "import platform, pandas, xlsxwriter, requests; print('Python', platform.python_version() + ', pandas', pandas.__version__ + ', XlsxWriter', xlsxwriter.__version__)";
  return run(PYTHON, ["-c", print]).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}

/** The peer, which reads the day from a server and writes its files into a folder. */
export function pandasPeer(url: string, folder: string): Program {
  const { from, to, zone } = benchDay();
  const options = {
    url,
    out: folder,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    zone,
    fields: benchFields().join(","),
    "first-reply-seconds": String(benchDefinition().firstReplySeconds),
    "mask-key": MASK_KEY,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return { command: PYTHON, args: [join(import.meta.dirname, "peers", "pandas_report.py"), ...args] };
}
