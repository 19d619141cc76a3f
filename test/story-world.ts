import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import { createScratchSpace } from "../functions/daily-report/archive/scratch-space.ts";
import type {
  DayReading,
  Facts,
  Measure,
  Operations,
  OutgoingMail,
  SessionQuery,
} from "../functions/daily-report/ports.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { plainDrawings } from "./plain-story.ts";

/** A world for tests of whole runs: the archive is a real folder; a test can watch, change and break all else. */

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "daily-report-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export type StoryWorld = World & {
  mails: OutgoingMail[];
  queries: SessionQuery[];
  /** What the source returns, reading by reading; the last one is repeated. */
  readings: { declared: number; rows: readonly unknown[] }[];
  /** The time on its clock; a pause advances it. */
  time: { now: number };
  /** The folder in which its runs open their scratch folders. */
  scratchRoot: string;
  /** What was logged and measured. */
  told: { level: string; event: string; facts: Facts }[];
  measured: { report: string | null; measures: Readonly<Partial<Record<Measure, number>>> }[];
};

export async function storyWorld(rows: readonly unknown[] = [], declared = rows.length): Promise<StoryWorld> {
  const mails: OutgoingMail[] = [];
  const queries: SessionQuery[] = [];
  const readings = [{ declared, rows }];
  const time = { now: Date.parse("2026-03-03T04:30:00Z") };
  const told: StoryWorld["told"] = [];
  const measured: StoryWorld["measured"] = [];
  const operations: Operations = {
    log: (level, event, facts) => void told.push({ level, event, facts }),
    measure: (report, measures) => void measured.push({ report, measures }),
  };
  const scratchRoot = await emptyFolder();
  let runs = 0;
  return {
    mails,
    time,
    told,
    measured,
    queries,
    readings,
    source: {
      async readDay(query): Promise<DayReading> {
        queries.push(query);
        const reading = readings[Math.min(queries.length, readings.length) - 1] ?? { declared, rows };
        return { declared: reading.declared, inOrder: true, pieces: inPieces(reading.rows) };
      },
    },
    archive: createFolderArchiveStore(await emptyFolder()),
    mailer: {
      async send(mail) {
        mails.push(mail);
        return `place ${mails.length}`;
      },
    },
    drawings: plainDrawings,
    scratchRoot,
    scratch: createScratchSpace({ root: scratchRoot, operations, clock: () => time.now }),
    clock: () => time.now,
    pause: async (ms) => {
      time.now += ms;
    },
    operations,
    stage: "test",
    newRunId: () => `run-${++runs}`,
  };
}

async function* inPieces(rows: readonly unknown[]) {
  if (rows.length > 0) yield rows;
}
