import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { benchDay, benchFields } from "../../bench/bench-day.ts";
import { writeDayFile } from "../../bench/day-file.ts";
import { childScript } from "../../bench/lab.ts";
import { pandasPeer } from "../../bench/pandas-peer.ts";
import { runChild } from "../../bench/run-child.ts";
import { type BenchServer, startServer } from "../../bench/start-server.ts";
import { inventInTurn } from "../../local/twin-emulator/invent-sessions.ts";
import { hasProgram } from "../programs.ts";

/** Prints the rows of the sheet of sessions, times as ISO 8601. */
const READ = `
import datetime, json, sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0]
plain = lambda value: value.isoformat() if isinstance(value, datetime.datetime) else value
rows = [[plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]
print(json.dumps([row + [None] * (len(rows[0]) - len(row)) for row in rows]))
`;

type Metrics = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Figures = {
  readonly metrics: Metrics;
  readonly breakdowns: Readonly<Record<string, readonly { readonly key: string; readonly metrics: Metrics }[]>>;
};

const SESSIONS = 600;

describe.runIf(hasProgram("pandas", "comparing the report with the bench's peer in Python"))(
  "the peer in Python",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "bench-peer-"));
    let server: BenchServer | null = null;

    beforeAll(async () => {
      const place = join(folder, "day");
      mkdirSync(place);
      writeDayFile(place, inventInTurn({ ...benchDay(), seed: 8, count: SESSIONS }), benchFields());
      server = await startServer();
      const url = await server.open("day", place);
      await runChild({ command: process.execPath, args: [childScript("whole-run.ts"), url, join(folder, "report")] });
      await runChild(pandasPeer(url, join(folder, "peer")));
    }, 120_000);

    afterAll(() => {
      server?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test("writes the same rows and columns into sessions.xlsx as the report", () => {
      const [ours, peers] = [rowsOf(ourFile("sessions.xlsx")), rowsOf(join(folder, "peer", "sessions.xlsx"))];

      expect(ours).toHaveLength(1 + SESSIONS);
      expect(peers).toEqual(ours);
    });

    test("computes the same figures as the report, for the day and for every row that has sessions", () => {
      const [ours, peers] = [figuresOf(ourFile("report.json")), figuresOf(join(folder, "peer", "report.json"))];

      // The report has a row for hours without sessions too, and no containment of operators and groups. The peer does not
      // count ratings and prices that cannot be read: it would end with an error.
      const [onlyOurs, onlyPeers] = [keysWithout(ours, peers), keysWithout(peers, ours)];
      expect(onlyOurs.filter((place) => !/^hours |(rating|price_\w+) invalid$/.test(place))).toEqual([]);
      expect(onlyPeers.filter((place) => !/^(operators|groups) .* containment /.test(place))).toEqual([]);
      const both = [...peers].filter(([place]) => ours.has(place));
      expect(both.length).toBeGreaterThan(4000);
      expect(both.filter(([place, value]) => !isSame(value, ours.get(place)))).toEqual([]);
    });

    function ourFile(name: string): string {
      return globSync(join(folder, "report", "{reports,sessions}", "**", name))[0] ?? "";
    }
  },
);

function rowsOf(path: string): unknown[][] {
  const { stdout, stderr } = spawnSync("/usr/bin/python3", ["-c", READ, path], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as unknown[][];
}

/** Every value of every metric by its place, such as "hours 9 nps low". */
function figuresOf(path: string): Map<string, unknown> {
  const { metrics, breakdowns } = JSON.parse(readFileSync(path, "utf8")) as Figures;
  const rows = Object.entries(breakdowns).flatMap(([name, lines]) =>
    lines.map(({ key, metrics: own }) => [`${name} ${key}`, own] as const),
  );
  const parts = [["day", metrics] as const, ...rows].flatMap(([place, own]) =>
    Object.entries(own).flatMap(([metric, values]) =>
      Object.entries(values).map(([name, value]) => [`${place} ${metric} ${name}`, value] as const),
    ),
  );
  return new Map(parts);
}

function keysWithout(values: Map<string, unknown>, others: Map<string, unknown>): string[] {
  return [...values.keys()].filter((key) => !others.has(key));
}

/** The report computes with exact fractions, the peer with doubles. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === "number" && typeof other === "number")
    return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
  return JSON.stringify(one) === JSON.stringify(other);
}
