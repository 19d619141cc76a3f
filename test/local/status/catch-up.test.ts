import { fc, test as fcTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { answerCall } from "../../../functions/daily-report/answer-call.ts";
import { parseReportDefinitions, type ReportDefinition } from "../../../functions/daily-report/report-definition.ts";
import { catchUpCommands, missedAsText } from "../../../local/status/catch-up.ts";
import { type MissedDays, readMissed } from "../../../local/status/missed-days.ts";
import { handled } from "../../session-rows.ts";
import { type StoryWorld, storyWorld } from "../../story-world.ts";

const common = { zone: "Europe/Moscow", recipients: ["a@example.com"], sender: "r@example.com", restateDays: 0 };

function definitionsOf(...reports: object[]): ReportDefinition[] {
  return parseReportDefinitions(
    reports.map((report) => ({ ...("of" in report ? {} : common), ...report })),
    "test",
  );
}

/** The dates of days that are in the ledger as done. */
async function worldWith(done: Readonly<Record<string, readonly string[]>>): Promise<StoryWorld> {
  const world = await storyWorld([handled()]);
  for (const [report, dates] of Object.entries(done)) {
    for (const date of dates) await world.archive.put(`ledger/${report}/${date}/done.json`, DONE, "application/json");
  }
  return world;
}

const DONE = Buffer.from(
  JSON.stringify({
    ...{ report: "a", date: "2026-03-01", period: null, status: "done", revision: 1 },
    ...{ headline: {}, reconciliation: {}, files: {}, mails: { sent: [], earlier: [], refused: 0 } },
  }),
);

/** A Tuesday; every report was due at 07:30 in Moscow, and its last try was at 10:30. */
const NOW = Date.parse("2026-03-10T09:00:00Z");

async function missedIn(world: StoryWorld, definitions: readonly ReportDefinition[], since = "2026-03-03") {
  const missed: MissedDays[] = [];
  for (const one of definitions) missed.push(await readMissed(world.archive, one, { definitions, since, now: NOW }));
  return missed;
}

const optionsOf = (missed: readonly MissedDays[], definitions: readonly ReportDefinition[]) =>
  catchUpCommands(missed, definitions, "fn").map((command) =>
    command.replace("npm run invoke -- --function fn ", "").replace(" --mail", ""),
  );

const days = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `2026-03-${String(from + index).padStart(2, "0")}`);

describe("what was missed since a date", () => {
  test("is what was due since then and is not done, of every report, days first", async () => {
    const definitions = definitionsOf(
      { id: "weekly", period: "week", of: "a", at: "08:30", recipients: ["a@example.com"], sender: "r@example.com" },
      { id: "a" },
      { id: "b" },
    );
    const world = await worldWith({ a: [...days(1, 4), "2026-03-08"], b: days(1, 4), weekly: ["2026-02-16"] });

    const missed = await missedIn(world, definitions, "2026-02-25");

    expect(missedAsText(missed, catchUpCommands(missed, definitions, "fn")).split("\n")).toEqual([
      "Missed:",
      "  weekly: 2026-W09 to 2026-W10",
      "  a: 2026-03-05 to 2026-03-07, 2026-03-09",
      "  b: 2026-03-05 to 2026-03-09",
      "",
      "To make and mail it, in this order:",
      "  npm run invoke -- --function fn --from 2026-03-05 --to 2026-03-07 --mail",
      "  npm run invoke -- --function fn --date 2026-03-09 --mail",
      "  npm run invoke -- --function fn --report b --date 2026-03-08 --mail",
      "  npm run invoke -- --function fn --report weekly --from 2026-02-23 --to 2026-03-02 --mail",
    ]);
  });

  test("is asked for by one command if all daily reports missed the same days", async () => {
    const definitions = definitionsOf({ id: "a" }, { id: "b" }, { id: "off", enabled: false });
    const world = await worldWith({ a: days(1, 4), b: days(1, 3) });

    expect(optionsOf(await missedIn(world, definitions), definitions)).toEqual([
      "--from 2026-03-05 --to 2026-03-09",
      "--report b --date 2026-03-04",
    ]);
  });

  test("is asked for report by report if that needs fewer commands", async () => {
    const definitions = definitionsOf({ id: "a" }, { id: "b" });
    const world = await worldWith({ a: days(1, 1), b: [...days(1, 4), ...days(6, 9)] });

    expect(optionsOf(await missedIn(world, definitions), definitions)).toEqual([
      "--report a --from 2026-03-02 --to 2026-03-09",
      "--report b --date 2026-03-05",
    ]);
  });

  const someDays = fc.subarray(days(2, 9));

  fcTest.prop([someDays, someDays], { numRuns: 40 })(
    "is what the commands ask for, each day of a report once, by no more commands than one for each row of days",
    async (a, b) => {
      const definitions = definitionsOf({ id: "a" }, { id: "b" });
      const missed = await missedIn(
        await worldWith({ a: [...days(1, 1), ...a], b: [...days(1, 1), ...b] }),
        definitions,
      );
      const asked = optionsOf(missed, definitions).flatMap((options) => {
        const [, report, from = "", to = from] =
          /^(?:--report (.) )?--(?:date|from) (\S+)(?: --to (\S+))?$/.exec(options) ?? [];
        const dates = days(1, 9).filter((date) => from <= date && date <= to);
        return dates.flatMap((date) => (report === undefined ? ["a", "b"] : [report]).map((id) => `${id} ${date}`));
      });
      const left = (id: string, done: readonly string[]) =>
        days(2, 9).flatMap((date) => (done.includes(date) ? [] : [`${id} ${date}`]));

      expect(asked.toSorted()).toEqual([...left("a", a), ...left("b", b)]);
      expect(optionsOf(missed, definitions).length).toBeLessThanOrEqual(missed.flatMap(({ rows }) => rows).length);
    },
  );

  test("names a week once that is due on several days", async () => {
    const definitions = definitionsOf(
      { id: "a" },
      { id: "weekly", period: "week", of: "a", at: "08:30", weekdays: ["mon", "tue"], ...readers },
    );
    const world = await worldWith({ a: days(1, 9), weekly: ["2026-02-16"] });

    expect(optionsOf(await missedIn(world, definitions, "2026-03-01"), definitions)).toEqual([
      "--report weekly --from 2026-02-23 --to 2026-03-02",
    ]);
  });

  test("leaves out days on which the report is never due, and those before the stack had it", async () => {
    const definitions = definitionsOf({ id: "a", weekdays: ["mon", "tue", "wed", "thu", "fri"] });
    const world = await worldWith({ a: ["2026-03-04"] });

    // A report is due on the day after its day: none of 6 and 7 March, a Friday and a Saturday.
    expect(optionsOf(await missedIn(world, definitions, "2026-02-20"), definitions)).toEqual([
      "--date 2026-03-05",
      "--from 2026-03-08 --to 2026-03-09",
    ]);
  });

  test("is nothing if all is done, still tried, new, or made by no schedule", async () => {
    const definitions = definitionsOf(
      { id: "done" },
      { id: "tried", at: "11:30" },
      { id: "new" },
      { id: "off", enabled: false },
    );
    const world = await worldWith({ done: days(2, 9), tried: days(2, 8) });

    const missed = await missedIn(world, definitions);

    expect(missedAsText(missed, catchUpCommands(missed, definitions, "fn"))).toBe("Nothing was missed.");
  });

  test("is nothing any more after the commands", async () => {
    const definitions = definitionsOf({ id: "a" }, { id: "monthly", period: "month", of: "a", ...readers });
    const world = await worldWith({ a: days(1, 7), monthly: ["2026-01-01"] });
    world.time.now = NOW;
    const call = { definitions, world, requestId: "1", timeLeft: () => 900_000 };
    const before = await missedIn(world, definitions, "2026-03-01");
    expect(optionsOf(before, definitions)).toEqual([
      "--from 2026-03-08 --to 2026-03-09",
      "--report monthly --period 2026-02",
    ]);

    await answerCall({ report: "a", date: "2026-02-10" }, call);
    await answerCall({ from: "2026-03-08", to: "2026-03-09", mail: true }, call);
    await answerCall({ report: "monthly", period: "2026-02", mail: true }, call);

    expect((await missedIn(world, definitions, "2026-03-01")).flatMap(({ rows }) => rows)).toEqual([]);
  });
});

const readers = { recipients: ["a@example.com"], sender: "r@example.com" };
