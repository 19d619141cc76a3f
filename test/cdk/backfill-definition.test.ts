import { StateMachine } from "aws-local-stepfunctions";
import { describe, expect, test } from "vitest";
import type { BackfillDay } from "../../functions/daily-report/backfill-steps.ts";
import { revisionsOf } from "../../functions/daily-report/delivery/commit-day.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import type { World } from "../../functions/daily-report/run-report.ts";
import { TwinAnswerError, TwinUnavailableError } from "../../functions/daily-report/twin/twin-errors.ts";
import { definitionOf } from "../plain-story.ts";
import { type StoryWorld, storyWorld } from "../story-world.ts";
import { callInProcess, definitionInTests, type Outcome, runBackfill } from "./run-backfill.ts";

const ZONE = "Europe/Moscow";
const definitions = [definitionOf({ id: "support", zone: ZONE, restateDays: 0 })];
/** The 30 days before the time of the story's clock. */
const plan = { from: "2026-02-01", to: "2026-03-02" };

/** A world whose TWIN answers as `fail` says for the day; the archive is that of `world`. */
function withTwin(world: StoryWorld, fail: (date: string) => Error | null): World {
  const dates = new Map(
    Array.from({ length: 40 }, (_, day) => {
      const date = new Date(Date.UTC(2026, 0, 25 + day)).toISOString().slice(0, 10);
      return [reportDay(date, ZONE).from, date] as const;
    }),
  );
  const readDay: World["source"]["readDay"] = async (query) => {
    const error = fail(dates.get(query.from) ?? "");
    if (error !== null) throw error;
    return world.source.readDay(query);
  };
  return { ...world, source: { readDay } };
}

const always = () => null;
const twinIsDown = () => new TwinUnavailableError("TWIN did not answer.");

const triesOf = ({ events }: Outcome, date: string) =>
  events.filter((event) => (event as BackfillDay).from === date).length;

const run = (world: World, name: string, fields: object = {}, beforeCall?: (event: object) => void) =>
  runBackfill({
    name,
    plan: { ...plan, ...fields },
    archive: world.archive,
    call: callInProcess({ definitions, world, ...(beforeCall && { beforeCall }) }),
  });

test("the definition is valid in the Amazon States Language", () => {
  expect(() => new StateMachine(definitionInTests as never)).not.toThrow();
});

describe("a backfill of 30 days of which 3 fail", () => {
  const failures = new Map<string, Error>([
    ["2026-02-03", twinIsDown()],
    ["2026-02-17", new TwinAnswerError("An answer has no list.")],
    ["2026-03-01", twinIsDown()],
  ]);

  test("makes the other 27, at most 4 at the same time, tries again what may pass, and names the 3 to operations", async () => {
    const world = await storyWorld();

    const outcome = await run(
      withTwin(world, (date) => failures.get(date) ?? null),
      "first",
    );

    expect(outcome.output?.planned).toEqual({ key: "backfills/first/days.json", days: 30 });
    expect(outcome.output?.summary).toMatchObject({ made: 27, before: 0, notMade: 3 });
    expect(outcome.mails).toEqual([
      {
        TopicArn: "arn:aws:sns:eu-central-1:123456789012:operations",
        Subject: "Daily report, stage test: Backfill 2026-02-01 to 2026-03-02: 3 of 30 failed",
        Message: [
          "Backfill of every daily report from 2026-02-01 to 2026-03-02 (first).",
          "30 report-days: 27 made, 0 had a revision before, 3 failed.",
          "",
          "Failed:",
          "  support of 2026-02-03 (TwinUnavailableError)",
          "  support of 2026-02-17 (TwinAnswerError)",
          "  support of 2026-03-01 (TwinUnavailableError)",
          "",
          "To try these again: npm run backfill -- --from 2026-02-01 --to 2026-03-02 --stage test",
          "",
          `All results: ${world.archive.locate("backfills/first/map-run/manifest.json")}`,
        ].join("\n"),
      },
    ]);
    expect(outcome.mostAtOnce).toBe(4);
    const tries = ["2026-02-03", "2026-02-17", "2026-03-01", "2026-02-04"].map((date) => triesOf(outcome, date));
    expect(tries).toEqual([5, 1, 5, 1]);
    expect(world.measured.flatMap(({ measures }) => measures.CallsFailed ?? [])).toEqual([]);
    expect(world.mails).toEqual([]);
    expect(await revisionsOf(world.archive, { report: "support", date: "2026-02-28" })).toEqual([1]);
    expect(await revisionsOf(world.archive, { report: "support", date: "2026-03-01" })).toEqual([]);
  });

  test("is resumed by the next one: a day that has a revision costs one read, and only the others are made", async () => {
    const world = await storyWorld();
    await run(
      withTwin(world, (date) => failures.get(date) ?? null),
      "first",
      { to: "2026-02-17" },
    );
    const reads: string[] = [];
    const { archive } = world;
    const watched: World["archive"] = {
      ...archive,
      get: (key) => {
        reads.push(key);
        return archive.get(key);
      },
      list: (prefix) => {
        reads.push(prefix);
        return archive.list(prefix);
      },
    };

    const outcome = await run({ ...withTwin(world, always), archive: watched }, "second", { to: "2026-02-17" });

    expect(outcome.output?.summary).toMatchObject({
      made: 2,
      before: 15,
      notMade: 0,
      failed: [],
      subject: "Backfill 2026-02-01 to 2026-02-17: all done",
    });
    expect(reads.filter((key) => key.includes("/2026/02/05/"))).toEqual(["reports/support/2026/02/05/r"]);
  });
});

describe("a backfill", () => {
  test("goes on after TWIN and Lambda were away for a while", async () => {
    let [asked, called] = [0, 0];
    const world = withTwin(await storyWorld(), () => {
      asked += 1;
      return asked <= 3 ? twinIsDown() : null;
    });
    const throttled = () => {
      called += 1;
      if (called % 5 === 0) throw Object.assign(new Error("slow down"), { name: "Lambda.TooManyRequestsException" });
    };

    const { output, events } = await run(world, "patient", { to: "2026-02-08" }, throttled);

    expect(output?.summary).toMatchObject({ made: 8, before: 0, notMade: 0 });
    // The plan, the summary, 8 days, and what was tried again.
    expect(events.length).toBe(2 + 8 + 3 + Math.floor(events.length / 5));
  });

  test("reads days with a revision again if asked to, and makes no new revision of equal figures", async () => {
    const world = await storyWorld();
    await run(world, "first", { to: "2026-02-03" });

    const { output } = await run(world, "second", { to: "2026-02-03", again: true });

    expect(output?.summary).toMatchObject({ made: 3, before: 0, notMade: 0 });
    expect(world.queries).toHaveLength(6);
    expect(await revisionsOf(world.archive, { report: "support", date: "2026-02-03" })).toEqual([1]);
  });

  test("that cannot be planned makes nothing, fails, and tells operations", async () => {
    const world = await storyWorld();

    const { error, output, mails, events } = await run(world, "wrong", { report: "suport" });

    expect(output).toBeUndefined();
    expect(error?.cause).toMatchObject({
      name: "RequestError",
      message: 'There is no report "suport"; the reports are: support.',
    });
    expect(mails).toEqual([
      {
        TopicArn: "arn:aws:sns:eu-central-1:123456789012:operations",
        Subject: "Daily report, stage test: a backfill ended early",
        Message:
          "The backfill wrong ended early (RequestError). What is made is kept: start it again. Step Functions shows why.",
      },
    ]);
    expect(events).toHaveLength(1);
  });
});
