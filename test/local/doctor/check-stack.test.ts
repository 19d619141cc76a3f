import { describe, expect, test } from "vitest";
import { answerCall } from "../../../functions/daily-report/answer-call.ts";
import { checkLastReport } from "../../../local/doctor/check-stack.ts";
import { dueLast } from "../../../local/status/due-of-day.ts";
import { definitionOf } from "../../plain-story.ts";
import { handled } from "../../session-rows.ts";
import { storyWorld } from "../../story-world.ts";

const definition = definitionOf({ restateDays: 0 });

describe("the check of the report that was due last", () => {
  test("fails if its files were deleted after it was done, and says how to get them back", async () => {
    const world = await storyWorld([handled()]);
    const now = world.clock();
    const event = { schedule: "daily-0730-europe-moscow", scheduledTime: "2026-03-03T04:30:00Z" };
    await answerCall(event, { definitions: [definition], world, requestId: "1", timeLeft: () => 900_000 });
    const question = { definition, ...dueLast(definition, [definition], now), now };
    const done = await checkLastReport(world.archive, question);
    for (const key of await world.archive.list("reports/support/2026/03/02/")) await world.archive.remove(key);

    const gone = await checkLastReport(world.archive, question);

    expect(done).toMatchObject({ verdict: "holds", found: "2026-03-02: done" });
    expect(gone).toEqual({
      subject: "support is on time",
      verdict: "fails",
      found: "2026-03-02: done, but its files are gone",
      change: 'docs/operations.md, Restore a deleted day, or what npm run status says after "run"',
    });
  });
});
