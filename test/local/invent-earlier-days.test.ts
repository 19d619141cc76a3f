import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { manifestKey, tallyTableKey } from "../../functions/daily-report/delivery/archive-layout.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { filtersOf } from "../../functions/daily-report/domain/session-filters.ts";
import { readPast } from "../../functions/daily-report/history/read-past.ts";
import type { Operations } from "../../functions/daily-report/ports.ts";
import { settingsOf } from "../../functions/daily-report/report-frame.ts";
import { type EarlierDays, inventEarlierDays } from "../../local/invent-earlier-days.ts";
import { readInventedDays, removeInventedDays } from "../../local/invented-days.ts";
import { definitionOf } from "../plain-story.ts";
import { emptyFolder } from "../story-world.ts";

/** One week of days with 1 % of the sessions, because the tables of 56 days take seconds. */
async function earlierDays(fields: Partial<EarlierDays> = {}): Promise<EarlierDays> {
  const archive = createFolderArchiveStore(await emptyFolder());
  const day = reportDay("2026-04-27", "Europe/Moscow");
  return { definition: definitionOf(), day, seed: undefined, archive, weeks: 1, share: 0.01, ...fields };
}

async function tallyOn(date: string, { archive }: EarlierDays): Promise<string> {
  return Buffer.from((await archive.get(tallyTableKey({ report: "support", date }))) ?? []).toString();
}

/** Puts a file where a run would have written it. */
async function put({ archive }: EarlierDays, key: string, content: string): Promise<void> {
  await archive.put(key, Buffer.from(content), "text/plain");
}

const operations: Operations = { log: () => {}, measure: () => {} };

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

const manifest = JSON.stringify({ schema: "daily-report-manifest/1", revision: 1, files: [] });

describe("inventEarlierDays", () => {
  test("writes tally and figures of the 56 days before, and no revision of them", async () => {
    const { weeks: _, ...asked } = await earlierDays();
    const shown: number[] = [];

    expect(await inventEarlierDays({ ...asked, onProgress: ({ done, of }) => shown.push(done, of) })).toBe(56);

    const keys = await asked.archive.list("");
    const days = keys.filter((key) => key.endsWith("/days.parquet"));
    const tallies = keys.filter((key) => key.endsWith("/tally.json"));
    expect([days.length, tallies.length, keys.length]).toEqual([56, 56, 113]);
    expect([days[0], tallies.at(-1)]).toEqual([
      "tables/days/report=support/day=2026-03-02/days.parquet",
      "tables/tallies/report=support/day=2026-04-26/tally.json",
    ]);
    expect([shown.slice(0, 2), shown.slice(-2)]).toEqual([
      [0, 56],
      [55, 56],
    ]);
  });

  test("writes days that the report compares, all of them, with fewer sessions at weekends", async () => {
    const { weeks: _, ...asked } = await earlierDays();
    await inventEarlierDays(asked);

    const { archive, day, definition } = asked;
    const conditions = { filters: filtersOf(definition), settings: settingsOf(definition), holidays: [] };
    const { past } = await readPast({ report: definition.id, day, ...conditions }, { archive, operations });

    expect([past.before.known, past.before.leftOut, past.alike.known.length]).toEqual([28, [], 8]);
    expect(past.trend).toHaveLength(56);
    const sessions = past.trend.map(({ metrics }) => metrics.sessions?.value ?? 0);
    expect(sum(sessions.slice(5, 7))).toBeLessThan(0.4 * sum(sessions.slice(0, 5)));
  });

  test("writes nothing again for the same seed, and only the new day for the next day", async () => {
    const asked = await earlierDays();
    await inventEarlierDays(asked);

    expect(await inventEarlierDays(asked)).toBe(0);
    expect(await inventEarlierDays({ ...asked, day: reportDay("2026-04-28", "Europe/Moscow") })).toBe(1);
    expect(await tallyOn("2026-04-27", asked)).not.toBe("");
  });

  test.each<[string, Partial<EarlierDays>]>([
    ["another seed", { seed: 7 }],
    ["another target", { definition: definitionOf({ firstReplySeconds: 20 }) }],
  ])("makes all days anew for %s, also those that are not asked for again", async (_, other) => {
    const asked = await earlierDays();
    await inventEarlierDays(asked);
    const before = await tallyOn("2026-04-24", asked);

    expect(await inventEarlierDays({ ...asked, ...other, day: reportDay("2026-04-28", "Europe/Moscow") })).toBe(7);
    expect(await tallyOn("2026-04-24", asked)).not.toBe(before);
    expect(await tallyOn("2026-04-20", asked)).toBe("");
  });

  test("makes the same bytes in another folder", async () => {
    const [one, other] = [await earlierDays({ seed: 7 }), await earlierDays({ seed: 7 })];
    await inventEarlierDays(one);
    await inventEarlierDays(other);

    expect(await tallyOn("2026-04-20", one)).toBe(await tallyOn("2026-04-20", other));
  });

  test("leaves a day with a revision as it is, also if the days are made anew", async () => {
    const asked = await earlierDays();
    const ref = { report: "support", date: "2026-04-20" };
    await put(asked, manifestKey(ref, 1), manifest);
    await put(asked, tallyTableKey(ref), "real");

    expect(await inventEarlierDays(asked)).toBe(6);
    expect(await inventEarlierDays({ ...asked, seed: 7 })).toBe(6);
    expect(await tallyOn("2026-04-20", asked)).toBe("real");
  });

  test("leaves a day that got a revision after it was invented as it is", async () => {
    const asked = await earlierDays();
    const ref = { report: "support", date: "2026-04-20" };
    await inventEarlierDays(asked);
    await put(asked, manifestKey(ref, 1), manifest);
    await put(asked, tallyTableKey(ref), "real");

    expect(await inventEarlierDays({ ...asked, seed: 7 })).toBe(6);
    expect(await tallyOn("2026-04-20", asked)).toBe("real");
  });

  test("leaves a table without a revision as it is if it did not write it", async () => {
    const asked = await earlierDays();
    await put(asked, tallyTableKey({ report: "support", date: "2026-04-20" }), "synced");

    expect(await inventEarlierDays(asked)).toBe(6);
    expect(await tallyOn("2026-04-20", asked)).toBe("synced");
  });

  test("makes the days that a killed call left out", async () => {
    const asked = await earlierDays();
    let made = 0;
    const killed = inventEarlierDays({
      ...asked,
      onProgress: () => {
        made += 1;
        if (made > 4) throw new Error("killed");
      },
    });
    await expect(killed).rejects.toThrow("killed");

    expect(await inventEarlierDays(asked)).toBe(3);
  });

  test("leaves out a date that the zone skipped", async () => {
    const zone = "Pacific/Apia";
    const asked = await earlierDays({ definition: definitionOf({ zone }), day: reportDay("2012-01-05", zone) });

    expect(await inventEarlierDays(asked)).toBe(6);
    expect(await tallyOn("2011-12-30", asked)).toBe("");
  });
});

describe("removeInventedDays", () => {
  test("removes what was invented and nothing else", async () => {
    const asked = await earlierDays();
    const ref = { report: "support", date: "2026-04-20" };
    const other = tallyTableKey({ report: "other", date: "2026-04-20" });
    await inventEarlierDays(asked);
    await put(asked, manifestKey(ref, 1), manifest);
    await put(asked, other, "other");

    await removeInventedDays(asked.archive, "support");

    expect(await asked.archive.list("")).toEqual([
      manifestKey(ref, 1),
      "tables/days/report=support/day=2026-04-20/days.parquet",
      other,
      tallyTableKey(ref),
    ]);
  });

  test("removes nothing if the list of invented days cannot be read", async () => {
    const asked = await earlierDays();
    await inventEarlierDays(asked);
    const path = asked.archive.locate("invented/support.json");
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ schema: "invented-days/1" });
    await writeFile(path, "{");

    await removeInventedDays(asked.archive, "support");

    expect(await readInventedDays(asked.archive, "support")).toEqual({ madeFrom: "", dates: [], reported: [] });
    expect(await tallyOn("2026-04-20", asked)).not.toBe("");
  });
});
