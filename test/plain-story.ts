import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import type { Drawings, ScratchFile } from "../functions/daily-report/ports.ts";
import { parseReportDefinitions, type ReportDefinition } from "../functions/daily-report/report-definition.ts";

/** Drawings, definitions and runs for tests that do not look at the files; usable outside a test runner. */

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

/** The options of a scheduled run. */
export const dailyRun = {
  deliver: "daily",
  skipIfDone: false,
  force: null,
  dryRun: false,
  call: { requestId: "request-1", scheduledTime: null, attempt: null },
  repeatHint: "",
  period: null,
} as const;

/** Draws only enough to see which report was drawn. */
export const plainDrawings: Drawings = {
  workbook: async (report) => Buffer.from(`workbook r${report.revision}`),
  dayTable: async (report) => Buffer.from(`days r${report.revision}`),
  email: (report, { title }, { attached, archived, possibleRepeat }) => ({
    subject: `${title} ${report.day.date}`,
    html: `<p>r${report.revision}</p>${possibleRepeat ? "<p>perhaps again</p>" : ""}`,
    text: `r${report.revision}, ${attached.join()}, ${archived.length} archived${possibleRepeat ? ", perhaps again" : ""}`,
  }),
  mime: async ({ to, subject }) => Buffer.from(`to ${to}: ${subject}`),
  fieldsOf: ({ personalData }) => (personalData === "drop" ? [] : ["clientId"]),
  async sessionTable(_definition, _day, _settings, folder) {
    let rows = 0;
    const [xlsx, parquet] = [folder.newPath("sessions.xlsx"), folder.newPath("sessions.parquet")];
    const write = async () => ({
      xlsx: await scratchFile(xlsx, `${rows} rows`),
      parquet: await scratchFile(parquet, `${rows} rows too`),
      rows,
    });
    return {
      async add({ sessions }) {
        rows += sessions.length;
        await write();
      },
      finish: write,
      abort: () => Promise.all([xlsx, parquet].map((path) => rm(path, { force: true }))).then(() => {}),
    };
  },
};

/** Writes a file of the scratch space. */
export async function scratchFile(path: string, content: string | Uint8Array): Promise<ScratchFile> {
  await writeFile(path, content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { path, bytes: Buffer.byteLength(content), sha256 };
}
