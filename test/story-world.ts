import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import type { DayReading, Drawings, OutgoingMail, SessionQuery } from "../functions/daily-report/ports.ts";
import { parseReportDefinitions, type ReportDefinition } from "../functions/daily-report/report-definition.ts";
import type { World } from "../functions/daily-report/run-report.ts";

/** A world for stories: a real folder as the archive, and doors in memory that a test can watch, change and break. */

export function definitionOf(fields: Record<string, unknown> = {}): ReportDefinition {
  const [definition] = parseReportDefinitions(
    [
      {
        id: "support",
        zone: "Europe/Moscow",
        sender: "reports@example.com",
        recipients: ["a@example.com", "b@example.com"],
        ...fields,
      },
    ],
    "test",
  );
  if (!definition) throw new Error("no definition");
  return definition;
}

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "daily-report-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Draws just enough to tell which report was drawn. */
export const plainDrawings: Drawings = {
  workbook: async (report) => Buffer.from(`workbook r${report.revision}`),
  email: (report, { title }, { attached, archived }) => ({
    subject: `${title} ${report.day.date}`,
    html: `<p>r${report.revision}</p>`,
    text: `r${report.revision}, ${attached.join()}, ${archived.length} archived`,
  }),
  mime: async ({ to, subject }) => Buffer.from(`to ${to}: ${subject}`),
  fieldsOf: ({ personalData }) => (personalData === "drop" ? [] : ["clientId"]),
  async sessionTable() {
    let rows = 0;
    return {
      async add({ sessions }) {
        rows += sessions.length;
      },
      finish: async () => ({ xlsx: Buffer.from(`${rows} rows`), parquet: Buffer.from(`${rows} rows too`), rows }),
      abort: () => {},
    };
  },
};

export type StoryWorld = World & {
  mails: OutgoingMail[];
  queries: SessionQuery[];
  /** What the source hands over, reading by reading; the last one again and again. */
  readings: { declared: number; rows: readonly unknown[] }[];
};

export async function storyWorld(rows: readonly unknown[] = [], declared = rows.length): Promise<StoryWorld> {
  const mails: OutgoingMail[] = [];
  const queries: SessionQuery[] = [];
  const readings = [{ declared, rows }];
  let runs = 0;
  return {
    mails,
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
    clock: () => Date.parse("2026-03-03T04:30:00Z"),
    log: () => {},
    newRunId: () => `run-${++runs}`,
  };
}

async function* inPieces(rows: readonly unknown[]) {
  if (rows.length > 0) yield rows;
}
