import { localWorld, type TwinAccess } from "../functions/daily-report/composition.ts";
import { fileOf } from "../functions/daily-report/delivery/commit-day.ts";
import type { ReportDay } from "../functions/daily-report/domain/report-day.ts";
import type { ReadProgress } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { fileNames, type RunResult, runReport } from "../functions/daily-report/run-report.ts";
import { startEmulator } from "./twin-emulator/start-emulator.ts";

export type LocalRun = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  /** The folder that takes the archive and the outbox. */
  readonly folder: string;
  readonly onProgress?: (progress: ReadProgress) => void;
};

/** Where a person finds what a local run made: absolute paths. */
export type LocalPaths = { workbook: string; report: string; tally: string; mails: string[] };

export type LocalResult = RunResult & { readonly paths: LocalPaths };

/** Mails lie in the outbox whoever they are for; without readers there would be none to look at. */
const PREVIEW = { sender: "Daily report <daily-report@example.com>", recipients: ["reader@example.com"] };

/** Runs the report over the given TWIN items, which the emulator serves to the very code that asks the real API. */
export async function runOverItems(run: LocalRun, items: readonly unknown[]): Promise<LocalResult> {
  const [email, password] = ["demo@example.com", "demo"];
  const emulator = await startEmulator({ sessions: items, email, password });
  try {
    const { authUrl, chatUrl } = emulator;
    return await runOverTwin(run, { authUrl, chatUrl, credentials: async () => ({ email, password }) });
  } finally {
    await emulator.close();
  }
}

/** Runs the report over the sessions of a TWIN API. */
export async function runOverTwin({ definition, folder, ...run }: LocalRun, access: TwinAccess): Promise<LocalResult> {
  const world = localWorld(folder, access);
  const result = await runReport({ ...run, definition: withReaders(definition) }, world);
  const path = (name: string) => world.archive.locate(fileOf(result.manifest, name).key);
  const paths = {
    workbook: path(fileNames.workbook),
    report: path(fileNames.report),
    tally: path(fileNames.tally),
    mails: [...result.mails.earlier, ...result.mails.sent],
  };
  return { ...result, paths };
}

function withReaders(definition: ReportDefinition): ReportDefinition {
  const { sender, recipients } = definition;
  return {
    ...definition,
    sender: sender ?? PREVIEW.sender,
    recipients: recipients.length > 0 ? recipients : PREVIEW.recipients,
  };
}
