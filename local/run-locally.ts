import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { removeDeadWrites } from "../functions/daily-report/archive/temporary-file.ts";
import { type FileName, foldersOf } from "../functions/daily-report/delivery/archive-layout.ts";
import type { Report } from "../functions/daily-report/domain/report.ts";
import type { ReportDay } from "../functions/daily-report/domain/report-day.ts";
import type { PeriodDates } from "../functions/daily-report/domain/report-period.ts";
import type { ReadProgress } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import type { RunAnswer } from "../functions/daily-report/run-answer.ts";
import { type RunRequest, runReport } from "../functions/daily-report/run-report.ts";
import type { TwinAccess } from "../functions/daily-report/shared-world.ts";
import { localWorld } from "./local-world.ts";
import { startEmulator } from "./twin-emulator/start-emulator.ts";

export type LocalRun = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  /** The folder for the archive and the outbox. */
  readonly folder: string;
  readonly onProgress?: (progress: ReadProgress) => void;
};

/** Absolute paths of what a local run made: the files of the revision by name, and the mails. */
export type LocalPaths = { readonly files: Partial<Record<FileName, string>>; readonly mails: readonly string[] };

export type LocalResult = {
  readonly definition: ReportDefinition;
  readonly answer: RunAnswer;
  readonly report: Report;
  readonly paths: LocalPaths;
};

/** Used if the definition has no sender or recipients, so that the outbox always has a mail to look at. */
const PREVIEW = { sender: "Daily report <daily-report@example.com>", recipients: ["reader@example.com"] };

/** Runs the report over the given TWIN items. The emulator serves them, so the same code runs as with the real API. */
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

export type LocalPeriodRun = Omit<LocalRun, "onProgress"> & { readonly period: PeriodDates };

/** Runs a report of weeks or months over the days in the folder's archive. No API is asked. */
export async function runOverArchive(run: LocalPeriodRun): Promise<LocalResult> {
  const nowhere = { authUrl: "", chatUrl: "", credentials: () => Promise.reject(new Error("no API is asked")) };
  return runIn(run, nowhere);
}

/** Runs the report over the sessions of a TWIN API. Each revision is mailed to the outbox once. */
export async function runOverTwin(run: LocalRun, access: TwinAccess): Promise<LocalResult> {
  return runIn({ ...run, period: null }, access);
}

type AnyRun = LocalRun & Pick<RunRequest, "period">;

async function runIn({ definition, folder, ...run }: AnyRun, access: TwinAccess): Promise<LocalResult> {
  const world = localWorld(folder, access);
  const folders = foldersOf({ report: definition.id, date: run.day.date }).map((name) => join(folder, name));
  await removeDeadWrites(folders, world.clock()).catch(({ message }) =>
    world.operations.log("warn", "files left behind", { reason: message }),
  );
  const call = { requestId: randomUUID(), scheduledTime: null, attempt: null };
  const how = {
    deliver: "revision",
    skipIfDone: false,
    force: null,
    dryRun: false,
    call,
    repeatHint: "",
  } as const;
  const { answer, report } = await runReport({ ...run, ...how, definition: withReaders(definition) }, world);
  const files = Object.entries(answer.keys).map(([name, key]) => [name, world.archive.locate(key)] as const);
  const mails = [...answer.mails.earlier, ...answer.mails.sent].map(({ place }) => place);
  return { definition, answer, report, paths: { files: Object.fromEntries(files), mails } };
}

function withReaders(definition: ReportDefinition): ReportDefinition {
  const { sender, recipients } = definition;
  return {
    ...definition,
    sender: sender ?? PREVIEW.sender,
    recipients: recipients.length > 0 ? recipients : PREVIEW.recipients,
  };
}
