import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { answerCall } from "../functions/daily-report/answer-call.ts";
import { reportDay } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import type { SessionTable } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { shareReadings } from "../functions/daily-report/share-readings.ts";
import { definitionOf } from "./plain-story.ts";
import { handled, lost } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

/** Two reports over the same sessions, with other targets, groups, language and session tables. */
const pair = [
  definitionOf({ id: "one", restateDays: 0 }),
  definitionOf({
    ...{ id: "two", restateDays: 0, firstReplySeconds: 5, personalData: "drop", locale: "ru" },
    groups: { "7": { name: "Sales", firstReplySeconds: 1 } },
  }),
];

const scheduled = { scheduledTime: "2026-03-03T04:30:00Z" };

function ask(event: object, world: World, definitions: readonly ReportDefinition[]) {
  return answerCall(event, { definitions, world, requestId: "request-1", timeLeft: () => 900_000 });
}

const rows = [handled(), lost(), handled({ operatorGroupIds: [7] })];
const openWorld = () => storyWorld(rows);

/** The figures of each report's newest revision, without what depends on the run. */
async function figures(world: StoryWorld, date = "2026/03/02") {
  const keys = (await world.archive.list("reports/")).filter((key) => key.includes(`/${date}/`));
  const files = keys.filter((key) => /\/(report|tally)\.json$/.test(key));
  const bodies = files.map(async (key) => `${key.split("/")[1]} ${await world.archive.get(key)}`);
  return (await Promise.all(bodies)).sort();
}

describe("two reports over the same sessions", () => {
  test("ask the API once", async () => {
    const world = await openWorld();

    const { runs } = await ask(scheduled, world, pair);

    expect(runs.map(({ report, status }) => `${report} ${status}`)).toEqual(["one sent", "two sent"]);
    expect(world.queries).toHaveLength(1);
  });

  test("have the figures that each has alone", async () => {
    const [shared, alone] = [await openWorld(), await openWorld()];

    await ask(scheduled, shared, pair);
    for (const { id } of pair) await ask({ ...scheduled, report: id }, alone, pair);

    expect(alone.queries).toHaveLength(2);
    expect(await figures(shared)).toEqual(await figures(alone));
  });

  test("ask for personal fields only if one of them has them in its table", async () => {
    const [one, two] = pair;
    const [masked, dropped] = [await openWorld(), await openWorld()];
    const dropping = [two, { ...one, personalData: "drop" }] as ReportDefinition[];

    await ask(scheduled, masked, pair);
    await ask(scheduled, dropped, dropping);

    expect(masked.queries[0]?.fields).toContain("clientId");
    expect(dropped.queries[0]?.fields).not.toContain("clientId");
  });

  test("read the days before again once", async () => {
    const world = await openWorld();
    const reports = pair.map((report) => ({ ...report, restateDays: 2 }));
    for (const date of ["2026-02-28", "2026-03-01"]) await ask({ date }, world, reports);
    expect(world.queries).toHaveLength(2);
    world.readings.splice(0, 1, { declared: 4, rows: [handled(), lost(), handled(), handled()] });

    await ask(scheduled, world, reports);

    expect(world.queries.map(({ from }) => new Date(from + 10_800_000).toISOString().slice(0, 10))).toEqual([
      ...["2026-02-28", "2026-03-01", "2026-03-02", "2026-02-28", "2026-03-01"],
    ]);
  });

  test("leave nothing in the scratch space", async () => {
    const world = await openWorld();
    await ask(scheduled, world, pair);

    expect(await readdir(world.scratchRoot)).toEqual([]);
  });
});

test.each<[string, object]>([
  ["another company", { companyId: 7 }],
  ["another bot", { botId: "bot-1" }],
  ["another zone, whose day is another", { zone: "Europe/Berlin" }],
  ["the sessions of supervised companies", { supervised: true }],
])("a report of %s asks the API itself", async (_, fields) => {
  const world = await openWorld();
  const other = definitionOf({ id: "two", restateDays: 0, ...fields });

  await ask(scheduled, world, [definitionOf({ id: "one", restateDays: 0 }), other]);

  expect(world.queries).toHaveLength(2);
});

describe("a failure", () => {
  /** The world whose tables of that report fail, the first `times` times. */
  function failingTables(world: StoryWorld, report: string, times: number): World {
    let failures = 0;
    const sessionTable: World["drawings"]["sessionTable"] = async (definition, ...rest) => {
      const table: SessionTable = await world.drawings.sessionTable(definition, ...rest);
      if (definition.id !== report || failures === times) return table;
      failures += 1;
      return { ...table, add: () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" })) };
    };
    return { ...world, drawings: { ...world.drawings, sessionTable } };
  }

  test("of the second report's table leaves the first alone, and the second reads the day itself", async () => {
    const world = await openWorld();

    const { runs } = await ask(scheduled, failingTables(world, "two", 1), pair);

    expect(runs.map(({ report, status }) => `${report} ${status}`)).toEqual(["one sent", "two sent"]);
    expect(world.queries).toHaveLength(2);
  });

  test("of the first report's table is its own", async () => {
    const world = await openWorld();

    await expect(ask(scheduled, failingTables(world, "one", 9), pair)).rejects.toThrow(
      /^Report one of 2026-03-02 failed while reading \(SessionTableError\).*1 of 2 reports of that day are done\.$/,
    );
    expect(world.mails.map(({ list }) => list.id)).toEqual(["two", "two"]);
  });

  test("of the API is asked for once, and is the failure of both", async () => {
    const world = await openWorld();
    let asked = 0;
    class TwinUnavailableError extends ReportError {
      override readonly name = "TwinUnavailableError";
    }
    const readDay = async () => {
      asked += 1;
      throw new TwinUnavailableError("TWIN_UNAVAILABLE", "It is down.");
    };

    await expect(ask(scheduled, { ...world, source: { readDay } }, pair)).rejects.toThrow(
      "2 of 2 reports failed: one of 2026-03-02 (TWIN_UNAVAILABLE), two of 2026-03-02 (TWIN_UNAVAILABLE).",
    );
    expect(asked).toBe(1);
  });

  test("of one report after the reading leaves the other what was read for it", async () => {
    const world = await openWorld();
    const workbook: World["drawings"]["workbook"] = (report, definition) =>
      definition.id === "one" ? Promise.reject(new Error("a defect")) : world.drawings.workbook(report, definition);

    await expect(ask(scheduled, { ...world, drawings: { ...world.drawings, workbook } }, pair)).rejects.toThrow(
      "Report one of 2026-03-02 failed while archiving",
    );
    expect([world.queries.length, world.mails.length]).toEqual([1, 2]);
  });
});

test("a report that is done is not folded again for the others", async () => {
  const world = await openWorld();
  await ask({ ...scheduled, report: "one" }, world, pair);
  const opened: string[] = [];
  const sessionTable: World["drawings"]["sessionTable"] = (definition, ...rest) => {
    opened.push(definition.id);
    return world.drawings.sessionTable(definition, ...rest);
  };

  await ask(scheduled, { ...world, drawings: { ...world.drawings, sessionTable } }, pair);

  expect(opened).toEqual(["two"]);
});

test("a day of many sessions is folded for as many reports as there is room for their tables", async () => {
  const million = 1_000_000;
  const world = await storyWorld([handled()], million);
  const three = ["a", "b", "c"].map((id) => definitionOf({ id, restateDays: 0 }));

  await ask(scheduled, world, three);

  // Each reads twice, because sessions are missing.
  expect(world.queries).toHaveLength(6);
});

test("the room for waiting tables is that of all days together, and is free again when their report was made", async () => {
  const world = await openWorld();
  const opened: string[] = [];
  const sessionTable: World["drawings"]["sessionTable"] = async ({ id }, { date }) => {
    opened.push(`${id} ${date}`);
    const file = { path: "", bytes: 75_000_000, sha256: "" };
    return { add: async () => {}, finish: async () => ({ xlsx: file, parquet: file, rows: 3 }), abort: async () => {} };
  };
  const dependencies = { ...world, drawings: { ...world.drawings, sessionTable } };
  const reports = ["a", "b"].map((id) => definitionOf({ id }));
  const [a, b] = reports as [ReportDefinition, ReportDefinition];
  const sharers = reports.map((definition) => ({ definition, date: "2026-03-02", daysBefore: 3 }));
  const shared = shareReadings(sharers, world.scratch);
  const read = (definition: ReportDefinition, date: string) =>
    shared.read({ definition, day: reportDay(date, definition.zone), openFolder: world.scratch.open }, dependencies);

  await read(a, "2026-03-02");
  await read(a, "2026-03-01");
  expect(opened).toEqual(["a 2026-03-02", "b 2026-03-02", "a 2026-03-01"]);

  await read(b, "2026-03-02");
  await read(a, "2026-02-28");
  expect(opened.slice(3)).toEqual(["a 2026-02-28"]);

  await shared.leave(a);
  await shared.leave(b);
});
