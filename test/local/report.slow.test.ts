import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { temporaryName } from "../../functions/daily-report/archive/temporary-file.ts";
import { fileKey } from "../../functions/daily-report/delivery/archive-layout.ts";
import { runIdAt } from "../../functions/daily-report/delivery/run-id.ts";
import { inventEarlierDays } from "../../local/invent-earlier-days.ts";
import { type EmulatorOptions, startEmulator } from "../../local/twin-emulator/start-emulator.ts";
import { definitionOf } from "../plain-story.ts";
import { botOnly, day, handled, lost } from "../session-rows.ts";
import { emptyFolder } from "../story-world.ts";
import { runCommand } from "./run-command.ts";

const date = "2026-03-02";

async function dataFile(items: readonly unknown[], name = "sessions.ndjson"): Promise<string> {
  const file = join(await emptyFolder(), name);
  const text = items.map((item) => `${JSON.stringify(item)}\n`).join("");
  await writeFile(file, name.endsWith(".gz") ? gzipSync(text) : text);
  return file;
}

async function report(...args: string[]) {
  const out = await emptyFolder();
  return { ...(await runCommand("report.ts", ["--out", out, ...args])), out };
}

describe("npm run report over a file of TWIN items", () => {
  test("prints one JSON object with the paths and the reconciliation, and nothing else", async () => {
    const data = await dataFile([handled(), lost(), botOnly({ createdAt: "2026-03-05T12:00:00Z", closedAt: null })]);

    const { code, stdout, stderr, out } = await report("--data", data, "--date", date, "--json");

    const { paths, ...answer } = JSON.parse(stdout);
    expect([code, stderr]).toEqual([0, ""]);
    expect(answer).toMatchObject({ report: "support-daily", date, zone: "Europe/Moscow", status: "sent", revision: 1 });
    expect(answer.reconciliation).toMatchObject({ declared: 2, received: 2, handled: 1, lost: 1, short: 0 });
    expect(JSON.parse(await readFile(paths["report.json"], "utf8")).metrics.sessions).toEqual({ value: 2 });
    for (const path of [paths["report.xlsx"], paths["sessions.xlsx"], paths["tally.json"], ...paths.mails]) {
      expect(path.startsWith(out)).toBe(true);
      expect((await readFile(path)).length).toBeGreaterThan(0);
    }
  });

  test("prints the figures and the paths of workbooks, mail and report.json", async () => {
    const data = await dataFile([handled(), handled(), lost()], "sessions.ndjson.gz");

    const { code, stdout, out } = await report("--data", data, "--date", date);

    expect(code).toBe(0);
    for (const text of ["report.xlsx", "sessions.xlsx", "report.json", ".eml"]) expect(stdout).toContain(text);
    expect(stdout).toContain(out);
    expect(stdout).toMatch(/1 of 3|1 из 3/);
  });

  test("removes the weeks that npm start invented in the folder, so that the day is not compared with them", async () => {
    const out = await emptyFolder();
    const invented = { definition: definitionOf({ id: "support-daily" }), day, seed: 7, weeks: 1, share: 0.01 };
    await inventEarlierDays({ ...invented, archive: createFolderArchiveStore(out) });

    const { code, stdout } = await runCommand("report.ts", [
      "--out",
      out,
      "--data",
      await dataFile([handled()]),
      "--json",
    ]);

    const { history } = JSON.parse(await readFile(JSON.parse(stdout).paths["report.json"], "utf8"));
    expect([code, history.before.known]).toEqual([0, 0]);
    expect(await readdir(join(out, "tables/tallies/report=support-daily"), { recursive: true })).toContain(
      `day=${date}/tally.json`,
    );
    await expect(readdir(join(out, "tables/days/report=support-daily/day=2026-03-01"))).resolves.toEqual([]);
  });

  test("takes zone, report and definitions from the command line", async () => {
    const data = await dataFile([handled({ createdAt: "2026-03-02T23:30:00Z", closedAt: null })]);
    const reports = await dataFile([], "reports.json");
    await writeFile(
      reports,
      JSON.stringify([
        { id: "one", zone: "UTC" },
        { id: "two", zone: "UTC", locale: "ru" },
      ]),
    );

    const args = ["--data", data, "--reports", reports, "--report", "two", "--date", "2026-03-03", "--json"];
    const { stdout } = await report(...args, "--zone", "Europe/Moscow");

    expect(JSON.parse(stdout)).toMatchObject({ report: "two", zone: "Europe/Moscow", reconciliation: { handled: 1 } });
  });

  test("makes a valid report of a day without sessions, which says that there are none", async () => {
    const { code, stdout } = await report("--data", await dataFile([]), "--date", date);

    expect(code).toBe(0);
    expect(stdout).toContain(": no sessions.");
  });

  test("finds the revision and the mails of the first run if it runs twice", async () => {
    const [data, out] = [await dataFile([handled()]), await emptyFolder()];
    const args = ["--data", data, "--date", date, "--out", out, "--json"];

    const [first, second] = [await runCommand("report.ts", args), await runCommand("report.ts", args)];

    expect(JSON.parse(second.stdout)).toEqual({ ...JSON.parse(first.stdout), status: "already sent" });
  });
});

describe("npm run report without --date", () => {
  const of = (createdAt: string) => handled({ createdAt, closedAt: null });
  const threeDays = [
    of("2026-03-01T09:00:00Z"),
    of("2026-03-01T17:00:00Z"),
    of("2026-03-02T09:00:00Z"),
    of("2026-03-02T17:00:00Z"),
    of("2026-03-03T09:00:00Z"),
  ];

  test("makes the report of the last whole day of the file and lists its days", async () => {
    const { code, stdout } = await report("--data", await dataFile(threeDays));

    expect(code).toBe(0);
    expect(stdout.split("\n").slice(0, 7)).toEqual([
      "The file holds 3 days (Europe/Moscow):",
      "  2026-03-01: 2 sessions",
      "  2026-03-02: 2 sessions",
      "  2026-03-03: 1 session",
      "The report is of 2026-03-02, the last whole day; --date chooses another.",
      "",
      "Support daily",
    ]);
  });

  test("prints the days of the file with --json too", async () => {
    const { stdout, stderr } = await report("--data", await dataFile(threeDays), "--json");

    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      date: "2026-03-02",
      reconciliation: { in_day: 2 },
      daysHeld: [
        { date: "2026-03-01", sessions: 2 },
        { date: "2026-03-02", sessions: 2 },
        { date: "2026-03-03", sessions: 1 },
      ],
      rowsHeld: 5,
      rowsDeclared: 5,
    });
  });

  test("finds the days in the zone of --zone", async () => {
    const data = await dataFile([of("2026-03-02T22:30:00Z")]);

    const { stdout } = await report("--data", data, "--zone", "Europe/Moscow");

    expect(stdout).toMatch(/^The file holds one day: 2026-03-03 \(Europe\/Moscow\), 1 session\.\n\n/);
  });

  test("refuses a file whose only day is not over", async () => {
    const data = await dataFile([of(new Date().toISOString())]);

    const { code, stderr } = await report("--data", data, "--zone", "UTC");

    expect(code).toBe(1);
    expect(stderr).toMatch(/^The day \d{4}-\d\d-\d\d is not over in UTC, .*\n$/);
  });
});

test("npm run report removes the temporary files of a killed run of the same day", async () => {
  const [data, out] = [await dataFile([handled()]), await emptyFolder()];
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const [, host = ""] = temporaryName().split(/[~-]/);
  const dead = { runId: runIdAt(Date.now(), "dead0000"), revision: 1 };
  const whole = fileKey({ report: "support-daily", date }, dead, "sessions.xlsx");
  const half = join(dirname(whole), temporaryName({ host, pid }));
  await mkdir(join(out, dirname(whole)), { recursive: true });
  for (const name of [whole, half]) await writeFile(join(out, name), "");

  const { code } = await runCommand("report.ts", ["--data", data, "--date", date, "--out", out]);

  expect([code, await readdir(join(out, dirname(whole)))]).toEqual([0, []]);
});

describe("npm run report over a saved answer of the API", () => {
  const answer = (count: number) => JSON.stringify({ count, items: [handled(), lost()] }, null, 2);

  test.each([
    ["answer.json", (text: string) => text],
    ["answer.json.gz", (text: string) => gzipSync(text)],
    ["answer", (text: string) => gzipSync(text)],
  ])("reads the items of %s as sessions", async (name, pack) => {
    const data = await dataFile([], name);
    await writeFile(data, pack(answer(2)));

    const { code, stdout } = await report("--data", data, "--json");

    expect([code, JSON.parse(stdout)]).toMatchObject([0, { date, reconciliation: { handled: 1, lost: 1, short: 0 } }]);
  });

  test("says if the answer is only one page of a list, and makes the report", async () => {
    const data = await dataFile([], "answer.json");
    await writeFile(data, answer(1220));

    const { code, stdout } = await report("--data", data, "--date", date);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^The file holds only 2 of 1,220 sessions: it is a part of the list, and the figures cover that part alone\.\n\nSupport daily\n/,
    );
  });
});

test("npm run report lists the days of the file if the given day has no sessions", async () => {
  const { code, stdout } = await report("--data", await dataFile([handled(), lost()]), "--date", "2026-03-05");

  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^The file holds no sessions of 2026-03-05\.\nThe file holds one day: 2026-03-02 \(Europe\/Moscow\), 2 sessions\.\n\n/,
  );
});

describe("npm run report refuses an --out that cannot be written before it reads anything:", () => {
  test.each<[string, (file: string) => string]>([
    ["a file", (file) => file],
    ["a folder below a file", (file) => join(file, "out")],
    ["an empty path", () => ""],
  ])("%s", async (_, outOf) => {
    const file = await dataFile([handled()]);

    const { code, stdout, stderr } = await runCommand("report.ts", ["--data", "nowhere.ndjson", "--out", outOf(file)]);

    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^(Cannot write into|The path of --out) .*; give a folder that can be written with --out\.\n$/,
    );
  });

  test("a missing --out is not created if the run fails", async () => {
    const root = await emptyFolder();

    const { code, stderr } = await runCommand("report.ts", ["--data", "nowhere.ndjson", "--out", join(root, "a", "b")]);

    expect([code, await readdir(root)]).toEqual([1, []]);
    expect(stderr).toMatch(/^Cannot read sessions from nowhere\.ndjson: /);
  });
});

describe("npm run report prints one sentence, exits with code 1 and writes nothing for", () => {
  const good = () => dataFile([handled()]);

  test.each<[string, (data: string) => string[], string]>([
    ["an unknown zone", (data) => ["--data", data, "--date", date, "--zone", "Europe/Mosco"], 'zone is "Europe/Mosco"'],
    [
      "a day that does not exist in the zone",
      (data) => ["--data", data, "--date", "2011-12-30", "--zone", "Pacific/Apia"],
      "does not exist",
    ],
    ["an invalid date", (data) => ["--data", data, "--date", "2026-02-30"], '"2026-02-30" is not a date'],
    [
      "today",
      (data) => ["--data", data, "--date", new Date().toISOString().slice(0, 10), "--zone", "UTC"],
      "is not over in UTC",
    ],
    ["a future day", (data) => ["--data", data, "--date", "2999-01-01"], "is not over in Europe/Moscow"],
    ["an unknown report", (data) => ["--data", data, "--report", "nope"], 'There is no report "nope"'],
    ["an unknown option", () => ["--dat", "x"], "Unknown option '--dat'; --help lists the options."],
    ["a missing data file", () => ["--data", "nowhere.ndjson", "--date", date], "nowhere.ndjson"],
    [
      "missing definitions",
      (data) => ["--data", data, "--reports", "nowhere.json"],
      "nowhere.json: there is no such file",
    ],
    ["no source", () => ["--date", date], "There is nothing to report on"],
  ])("%s", async (_, args, sentence) => {
    const { code, stdout, stderr, out } = await report(...args(await good()));

    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect([code, stdout, await readdir(out)]).toEqual([1, "", []]);
  });

  test("a malformed data file, and names the line", async () => {
    const file = await dataFile([handled(), handled()]);
    await writeFile(file, `${await readFile(file, "utf8")}{"id": \n`);

    const { code, stderr, out } = await report("--data", file, "--date", date);

    expect([code, await readdir(out)]).toEqual([1, []]);
    expect(stderr).toMatch(/sessions\.ndjson: line 3 /);
  });
});

describe("npm run report over the TWIN API", () => {
  async function overApi(options: Partial<EmulatorOptions>, password = "demo") {
    const emulator = await startEmulator({ sessions: [handled(), lost()], ...options });
    onTestFinished(() => emulator.close());
    const { authUrl, chatUrl } = emulator;
    const env = {
      TWIN_EMAIL: "demo@example.com",
      TWIN_PASSWORD: password,
      TWIN_AUTH_URL: authUrl,
      TWIN_CHAT_URL: chatUrl,
    };
    const out = await emptyFolder();
    return { ...(await runCommand("report.ts", ["--date", date, "--json", "--out", out], { env })), out };
  }

  test("uses the login of the environment", async () => {
    const { code, stdout } = await overApi({});

    expect([code, JSON.parse(stdout).reconciliation.in_day]).toEqual([0, 2]);
  });

  test.each<[string, Partial<EmulatorOptions>, string, RegExp]>([
    ["a wrong password", {}, "canary-password", /refused/],
    ["a token that is always expired", { tokenSeconds: -60 }, "demo", /token/i],
    [
      "HTML instead of JSON",
      { faults: ({ route }) => (route === "sessions" ? { kind: "html" } : null) },
      "demo",
      /HTML/,
    ],
    [
      "a count that nothing matches",
      {
        faults: ({ route }) =>
          route === "sessions" ? { kind: "altered", alter: () => ({ count: 7, items: [] }) } : null,
      },
      "demo",
      /declared 7 sessions .* listed none/,
    ],
  ])("prints one sentence, exits with code 1 and writes nothing for %s", async (_, options, password, sentence) => {
    const { code, stdout, stderr, out } = await overApi(options, password);

    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).not.toContain("canary");
    // The key of the pseudonyms is not part of a report and is kept for the next run.
    const written = (await readdir(out)).filter((name) => name !== "settings");
    expect([code, stdout, written]).toEqual([1, "", []]);
  });
});
