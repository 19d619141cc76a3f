import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answer, answerCall } from "../functions/daily-report/answer-call.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { definitionOf } from "./plain-story.ts";
import { storyWorld } from "./story-world.ts";

/** What a test says of each call: how long it may take, and how long each reading takes. Milliseconds. */
type Times = { readonly limit: number; readonly reading: (nth: number) => number };

/** Sends the event, and then with every `next`, until there is none. Returns the answers and what was read. */
async function askToTheEnd(event: object, reports: number, { limit, reading }: Times) {
  const world = await storyWorld([]);
  const definitions = Array.from({ length: reports }, (_, n) =>
    definitionOf({ id: `r${n + 1}`, companyId: n + 1, restateDays: 0 }),
  );
  let left = 0;
  let readings = 0;
  const readDay: World["source"]["readDay"] = (query) => {
    left -= reading(readings++);
    return world.source.readDay(query);
  };
  const answers: Answer[] = [];
  for (let rest: object | null = event; rest !== null; ) {
    left = limit;
    world.time.now += 60_000;
    const call = { definitions, world: { ...world, source: { readDay } }, requestId: `request-${answers.length}` };
    const answer: Answer = await answerCall(rest, { ...call, timeLeft: () => left });
    answers.push(answer);
    if (answers.length > 1000) throw new Error("The calls do not end.");
    rest = answer.next === undefined ? null : { ...rest, ...answer.next };
  }
  const read = world.queries.map(({ from, filters }) => `r${filters.companyId} ${from}`);
  return { answers, read, world };
}

const runsOf = (answers: readonly Answer[]) =>
  answers.flatMap(({ runs }) => runs.map((run) => `${run.report} ${run.date}`));

test("the calls of a range end, and each report of each day is made and read once", async () => {
  const stretch = fc.record({
    reports: fc.integer({ min: 1, max: 5 }),
    days: fc.integer({ min: 1, max: 4 }),
    named: fc.boolean(),
    limit: fc.integer({ min: 60, max: 900 }),
    readings: fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(stretch, async ({ reports, days, named, limit, readings }) => {
      const dates = Array.from({ length: days }, (_, n) => `2026-02-0${n + 1}`);
      const event = { from: dates[0], to: dates.at(-1), ...(named && { report: "r1" }) };
      const times = { limit: limit * 1000, reading: (nth: number) => (readings[nth % readings.length] ?? 0) * 1000 };

      // A run that has only 30 s left is stopped, so no reading takes more than the call has.
      const reading = (nth: number) => Math.min(times.reading(nth), Math.max(0, times.limit - 31_000));
      const { answers, read } = await askToTheEnd(event, reports, { ...times, reading });

      const ids = named ? ["r1"] : Array.from({ length: reports }, (_, n) => `r${n + 1}`);
      expect(runsOf(answers)).toEqual(dates.flatMap((date) => ids.map((id) => `${id} ${date}`)));
      expect(answers.length).toBeLessThanOrEqual(ids.length * days);
      expect(new Set(read).size).toBe(read.length);
      expect(read).toHaveLength(ids.length * days);
    }),
    { numRuns: 25 },
  );
});

test("a call over 100 reports goes on with the next report, also within a day", async () => {
  const { answers, read } = await askToTheEnd({ date: "2026-02-01" }, 100, { limit: 900_000, reading: () => 30_000 });

  expect(answers[0]?.next).toEqual({ fromReport: "r28" });
  expect([answers.length, read.length, new Set(read).size]).toEqual([4, 100, 100]);
});

test("a call for yesterday goes on with the yesterday of its first call, even after midnight", async () => {
  const untilMidnight = (nth: number) => (nth === 0 ? 800_000 : 0);
  const { answers, world } = await askToTheEnd({ mail: true }, 2, { limit: 900_000, reading: untilMidnight });

  expect(answers[0]?.next).toEqual({ asOf: "2026-03-03T04:31:00.000Z", fromReport: "r2" });
  expect(runsOf(answers)).toEqual(["r1 2026-03-02", "r2 2026-03-02"]);
  const later = { definitions: [definitionOf()], world, requestId: "later", timeLeft: () => 900_000 };
  world.time.now += 86_400_000;
  const { runs } = await answerCall({ asOf: "2026-03-03T04:31:00.000Z", mail: true }, later);
  expect(runs.map(({ date }) => date)).toEqual(["2026-03-02"]);
});

test.each<[object, string]>([
  [{ fromReport: "nobody" }, 'There is no report "nobody"; the reports are: r1, r2.'],
  [{ report: "r1", fromReport: "r2" }, "gives both report and fromReport"],
  [{ asOf: "2026-03-03T04:30:00Z", date: "2026-03-01" }, "gives both asOf and date"],
  [{ asOf: "yesterday" }, 'has a wrong asOf; it must be a time such as "2026-03-02T04:30:00Z"'],
])("the event %j is refused", async (event, message) => {
  await expect(askToTheEnd(event, 2, { limit: 900_000, reading: () => 0 })).rejects.toThrow(message);
});
