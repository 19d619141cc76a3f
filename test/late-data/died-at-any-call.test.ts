import { expect, test } from "vitest";
import type { World } from "../../functions/daily-report/run-report.ts";
import { dyingWorld } from "./dying-world.ts";
import { filesOf, lateWorld, memoryArchive, report, revisionsOf, sessionOf } from "./late-world.ts";

const [first, second, third] = ["2026-03-01", "2026-03-02", "2026-03-03"] as const;

/** Every moment would take long; an odd step meets both moments of calls. */
const STEP = 3;

test("the repeat of a run that died at any call mails once, and says of each day that it was restated or not read", async () => {
  const [early, late] = [sessionOf(first), sessionOf(second)];
  const world = await lateWorld([early, late, sessionOf(first), sessionOf(second), sessionOf(third)]);
  const files = new Map<string, Uint8Array>();
  const before = { ...world, archive: memoryArchive(files) };
  for (const date of [first, second]) await report(date, before, { request: { deliver: "none" } });
  early.nps = 3;
  late.nps = 9;
  const kept = await filesOf("reports/", before);
  const deaths: string[] = [];

  for (let at = 1; ; at += STEP) {
    const mails: string[] = [];
    const mailer: World["mailer"] = { send: async ({ to }) => `place ${mails.push(to)}` };
    const place = { ...world, archive: memoryArchive(new Map(files)), mailer };
    const dying = dyingWorld(place, at);
    const death = await Promise.race([dying.died, report(third, dying.world).then(() => null)]);
    if (death === null || (await place.archive.get("reports/support/2026/03/03/r1.json")) !== null) break;
    deaths.push(death);

    // Lambda repeats the call later than a mail's claim and the wait for another run last.
    const clock = () => place.time.now + 120_000;
    const { answer, report: made } = await report(third, place, { world: { clock } });

    expect([answer.status, mails], death).toEqual(["sent", ["a@example.com", "b@example.com"]]);
    expect(await filesOf("reports/", place), death).toMatchObject(kept);
    const restated = made.history?.restatements.map(({ date }) => date) ?? [];
    const missed = made.history?.notReadAgain.map(({ date }) => date) ?? [];
    expect([...restated, ...missed].sort(), death).toEqual([first, second]);
    for (const date of restated)
      expect(await revisionsOf(date, place), death).toEqual([
        [1, null],
        [2, third],
      ]);
    for (const date of missed) expect(await revisionsOf(date, place), death).toEqual([[1, null]]);
  }

  const names = ["ledger/support/2026-03-03/read-again", "readDay", "reports/support/2026/03/02/"];
  for (const name of names)
    expect(
      deaths.some((death) => death.includes(name)),
      name,
    ).toBe(true);
});
