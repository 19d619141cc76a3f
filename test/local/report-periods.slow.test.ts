import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { handled, lost } from "../session-rows.ts";
import { emptyFolder } from "../story-world.ts";
import { runCommand } from "./run-command.ts";

/** The report of a day, archived in the folder, and the arguments for further reports over it. */
async function archivedDay() {
  const [out, files] = [await emptyFolder(), await emptyFolder()];
  const [data, reports] = [join(files, "sessions.ndjson"), join(files, "reports.json")];
  await writeFile(data, [handled(), lost()].map((item) => `${JSON.stringify(item)}\n`).join(""));
  const definitions = [
    { id: "daily", zone: "Europe/Moscow" },
    { id: "weekly", period: "week", of: "daily" },
  ];
  await writeFile(reports, JSON.stringify(definitions));
  const common = ["--out", out, "--reports", reports];
  const made = await runCommand("report.ts", [...common, "--data", data, "--date", "2026-03-02"]);
  expect(made.stderr).toBe("");
  return { data, run: (...args: string[]) => runCommand("report.ts", [...common, ...args]) };
}

describe("npm run report of a week", () => {
  test("merges the days in the folder without data and without a login", async () => {
    const { run } = await archivedDay();

    const { code, stdout, stderr } = await run("--report", "weekly", "--period", "2026-W10", "--json");

    expect([code, stderr]).toEqual([0, ""]);
    const { paths, ...answer } = JSON.parse(stdout);
    expect(answer).toMatchObject({ report: "weekly", date: "2026-03-02", period: "2026-W10", incomplete: true });
    const { period, metrics } = JSON.parse(await readFile(paths["report.json"], "utf8"));
    expect([period.known, period.missing.length, metrics.sessions.value]).toEqual([1, 6, 2]);
    expect(paths.mails).toHaveLength(1);
  });

  test("is refused by one sentence if it cannot be made", async () => {
    const { data, run } = await archivedDay();
    const refused = async (...args: string[]) => {
      const { code, stdout, stderr } = await run(...args);
      expect([code, stdout]).toEqual([1, ""]);
      return stderr.trim();
    };

    expect(await refused("--report", "weekly", "--period", "2026-W11")).toContain(
      "No day of the week 2026-W11 of report daily is in the archive",
    );
    expect(await refused("--report", "weekly", "--data", data)).toBe(
      "--data is for daily reports; weekly merges days that are in --out.",
    );
    expect(await refused("--report", "weekly", "--period", "2026-W10", "--date", "2026-03-02")).toBe(
      "--date and --period exclude each other; give one of them.",
    );
    expect(await refused("--period", "2026-W10", "--data", data)).toBe(
      "--period is for reports of weeks or months; daily is a daily report, so give --date.",
    );
    expect(await refused("--report", "weekly", "--zone", "UTC")).toBe(
      '--zone: report "weekly": zone is "UTC"; it must be left out, because it is taken from report "daily".',
    );
  });
});
