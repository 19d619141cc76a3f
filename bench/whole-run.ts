import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportDay } from "../functions/daily-report/domain/report-day.ts";
import { inventSessions } from "../local/twin-emulator/invent-sessions.ts";

/**
 * `npm run bench`: runs the report command on invented days of several sizes, each in a new process. Times are also given as
 * multiples of the time to parse the same data, because seconds alone mean little on slow or shared machines.
 */
const day = reportDay("2026-03-02", "Europe/Moscow");
const folder = mkdtempSync(join(tmpdir(), "daily-report-bench-"));

try {
  console.log("sessions   seconds   times parsing   peak MB");
  for (const count of [1_000, 10_000, 50_000]) {
    const file = join(folder, `${count}.ndjson`);
    const items = inventSessions({ ...day, seed: 1, count });
    writeFileSync(file, items.map((item) => `${JSON.stringify(item)}\n`).join(""));
    const parsing = secondsOf(() =>
      readFileSync(file, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
    const { seconds, peak } = runReport(file, join(folder, `out-${count}`));
    console.log(
      [
        pad(count, 8),
        pad(seconds.toFixed(1), 10),
        pad((seconds / parsing).toFixed(0), 16),
        pad(peak.toFixed(0), 10),
      ].join(""),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runReport(file: string, out: string): { seconds: number; peak: number } {
  const report = join(import.meta.dirname, "..", "local", "report.ts");
  const args = ["--data", file, "--date", day.date, "--out", out, "--json"];
  const printPeak = `process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS));`;
  const preload = `data:text/javascript,${encodeURIComponent(printPeak)}`;
  let peak = 0;
  const seconds = secondsOf(() => {
    const flags = ["--max-semi-space-size=4", "--import", preload];
    const shown = execFileSync("sh", ["-c", '"$0" "$@" 2>&1 >/dev/null', process.execPath, ...flags, report, ...args]);
    peak = Number(/peak (\d+)/.exec(shown.toString())?.[1] ?? Number.NaN) / 1024;
  });
  return { seconds, peak };
}

function secondsOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function pad(value: string | number, width: number): string {
  return String(value).padStart(width);
}
