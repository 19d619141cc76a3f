import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withinTime } from "../functions/daily-report/out-of-time.ts";
import type { Drawings, SessionSource } from "../functions/daily-report/ports.ts";
import { runReport, type World } from "../functions/daily-report/run-report.ts";
import { sharedWorld } from "../functions/daily-report/shared-world.ts";
import { manyBytes } from "./archive/archive-store.contract.ts";
import { type BucketFaults, hang, openFaultyBucket, refuse } from "./archive/faulty-bucket.ts";
import { type MotoServer, startMotoServer } from "./archive/moto-server.ts";
import { dailyRun, definitionOf, plainDrawings, scratchFile } from "./plain-story.ts";
import { hasProgram } from "./programs.ts";
import { day, handled } from "./session-rows.ts";
import { storyWorld } from "./story-world.ts";

function run(world: World) {
  return runReport({ definition: definitionOf({ personalData: "keep" }), day, ...dailyRun }, world);
}

/** The real session table. */
const realTable: Drawings["sessionTable"] = (...request) => {
  const access = { authUrl: "", chatUrl: "", credentials: () => Promise.reject(new Error("no login")) };
  return sharedWorld(access, async () => "", { log: () => {}, measure: () => {} }).drawings.sessionTable(...request);
};

/** A session table whose parquet file is uploaded in three parts. */
const largeTable: Drawings["sessionTable"] = async (definition, reportDay, settings, folder) => {
  const table = await plainDrawings.sessionTable(definition, reportDay, settings, folder);
  const finish = async () => ({
    ...(await table.finish()),
    parquet: await scratchFile(folder.newPath("large"), manyBytes(12_000_000)),
  });
  return { ...table, finish };
};

/** Three pieces of 500 sessions; then the source fails. */
const breaking: SessionSource = {
  async readDay() {
    const pieces = (async function* () {
      for (let piece = 0; piece < 3; piece++) yield Array.from({ length: 500 }, () => handled());
      throw new RangeError("no line");
    })();
    return { declared: 2_000, inOrder: true, pieces };
  },
};

describe.skipIf(!hasProgram("moto_server", "aborted runs on a bucket"))(
  "a run on a bucket that ends in the middle",
  () => {
    let moto: MotoServer;
    beforeAll(async () => {
      moto = await startMotoServer();
    });
    afterAll(() => moto?.stop());

    async function openWorld(sessionTable: Drawings["sessionTable"], faults?: BucketFaults) {
      const bucket = await openFaultyBucket(moto, faults);
      const story = await storyWorld([handled(), handled()]);
      const world: World = { ...story, archive: bucket.store, drawings: { ...story.drawings, sessionTable } };
      const left = async () => ({
        scratch: await readdir(story.scratchRoot),
        keys: await bucket.store.list(""),
        uploads: await bucket.unfinished(),
      });
      return { world, bucket, left };
    }

    const nothing = { scratch: [], keys: [], uploads: [] };

    test("of the reading leaves no key, no upload and no scratch file", async () => {
      const { world, left } = await openWorld(realTable);

      await expect(run({ ...world, source: breaking })).rejects.toThrow("failed while reading");

      expect(await left()).toEqual(nothing);
    });

    test.each(["part 2", "complete"])(
      "of an upload, at %s, leaves no key, no upload and no scratch file",
      async (step) => {
        const { world, bucket, left } = await openWorld(largeTable, { [step]: refuse });

        await expect(run(world)).rejects.toMatchObject({ code: "ARCHIVE_STORE" });

        expect(bucket.steps).toContain("abort");
        expect(await left()).toEqual(nothing);
      },
    );

    test("of an upload because its time is over leaves no upload and no scratch file", async () => {
      const { world, left } = await openWorld(largeTable, { "part 2": hang });

      const running = withinTime(
        world,
        () => 33_000,
        (within) => run(within),
      );

      await expect(running).rejects.toMatchObject({ code: "OUT_OF_TIME" });
      // After the end of its time a run removes nothing from the archive; the next run of the day does.
      expect(await left()).toMatchObject({ scratch: [], uploads: [] });
    });
  },
);
