import { describe, expect, test } from "vitest";
import { type Answer, answerCall } from "../functions/daily-report/answer-call.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { definitionOf } from "./plain-story.ts";
import { storyWorld } from "./story-world.ts";

const stretch = { report: "support", from: "2026-02-01", to: "2026-02-04" };

function ask(event: unknown, world: World, timeLeft = () => 900_000): Promise<Answer> {
  return answerCall(event, { definitions: [definitionOf()], world, requestId: "request-1", timeLeft });
}

describe("a call for a range of days", () => {
  test("archives each day and mails nobody", async () => {
    const world = await storyWorld([]);

    const { runs, next } = await ask(stretch, world);

    expect(runs.map(({ date, status }) => `${date} ${status}`)).toEqual([
      "2026-02-01 archived",
      "2026-02-02 archived",
      "2026-02-03 archived",
      "2026-02-04 archived",
    ]);
    expect([next, world.mails]).toEqual([undefined, []]);
  });

  test("mails each day with mail", async () => {
    const world = await storyWorld([]);

    const { runs } = await ask({ ...stretch, mail: true }, world);

    expect([runs.map(({ status }) => status), world.mails.length]).toEqual([["sent", "sent", "sent", "sent"], 8]);
  });

  test("that asks for missing days looks at the time before each day, also if none is missing", async () => {
    const world = await storyWorld([]);
    await ask(stretch, world);
    let left = 900_000;
    const list: World["archive"]["list"] = (prefix) => {
      left -= 300_000;
      return world.archive.list(prefix);
    };
    const slow = { ...world, archive: { ...world.archive, list } };

    const first = await ask({ ...stretch, missing: true }, slow, () => left);
    left = 900_000;
    const second = await ask({ ...stretch, missing: true, ...first.next }, slow, () => left);

    expect(first).toEqual({ runs: [], next: { from: "2026-02-04", to: "2026-02-04" } });
    expect(second).toEqual({ runs: [] });
    expect(world.queries).toHaveLength(4);
  });

  /** A world in which every reading takes that many seconds, and a call in it that is stopped after 15 minutes. */
  async function slowWorld(secondsPerDay: number) {
    const world = await storyWorld([]);
    let left = 900_000;
    const readDay: World["source"]["readDay"] = (query) => {
      left -= secondsPerDay * 1000;
      return world.source.readDay(query);
    };
    return { world: { ...world, source: { readDay } }, timeLeft: () => left };
  }

  test("stops if there is no time for another day, and returns the range to ask for next", async () => {
    const { world, timeLeft } = await slowWorld(320);

    const first = await ask(stretch, world, timeLeft);
    const second = await ask({ ...stretch, ...first.next }, world);

    expect(first.runs.map(({ date }) => date)).toEqual(["2026-02-01"]);
    expect(first.next).toEqual({ from: "2026-02-02", to: "2026-02-04" });
    expect(second.runs.map(({ date }) => date)).toEqual(["2026-02-02", "2026-02-03", "2026-02-04"]);
    expect(second.next).toBeUndefined();
  });

  test("stops two minutes before the end, however short the days are", async () => {
    const { world, timeLeft } = await slowWorld(30);

    const { runs, next } = await ask({ ...stretch, to: "2026-02-28" }, world, timeLeft);

    expect([runs.length, next]).toEqual([27, { from: "2026-02-28", to: "2026-02-28" }]);
  });

  test("runs at least the first day, so that every call makes progress", async () => {
    const { runs, next } = await ask(stretch, await storyWorld([]), () => 60_000);

    expect([runs.length, next]).toEqual([1, { from: "2026-02-02", to: "2026-02-04" }]);
  });
});
