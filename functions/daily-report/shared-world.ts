import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runIdAt } from "./delivery/run-id.ts";
import { createdAtOf } from "./domain/session.ts";
import { renderEmail } from "./email/render-email.ts";
import { composeMime } from "./mail/compose-mime.ts";
import type { Drawings, SessionSource } from "./ports.ts";
import type { World } from "./run-report.ts";
import { openSessionTable } from "./session-table/open-session-table.ts";
import { columnsFor, fieldsAsked } from "./session-table/table-columns.ts";
import { wordsFor } from "./texts/words.ts";
import type { TwinCredentials } from "./twin/sign-in.ts";
import { createTwinSessionSource } from "./twin/twin-session-source.ts";
import { renderWorkbook } from "./workbook/render-workbook.ts";

/** Where the TWIN API is and how to log in. The credentials are read at every login, so that a rotated secret is used. */
export type TwinAccess = { authUrl: string; chatUrl: string; credentials: () => Promise<TwinCredentials> };

const clock = () => Date.now();

/** The parts of the world that are the same in AWS and on this machine: the TWIN API, the drawings, the clock. */
export function sharedWorld(
  { authUrl, chatUrl, credentials }: TwinAccess,
  maskKey: () => Promise<string>,
): Pick<World, "source" | "drawings" | "clock" | "pause" | "newRunId"> {
  const source: SessionSource = createTwinSessionSource({
    authUrl,
    chatUrl,
    credentials,
    clock,
    instantOf: createdAtOf,
  });
  const pause = (ms: number) => delay(ms);
  return { source, drawings: drawingsWith(maskKey), clock, pause, newRunId };
}

/** `maskKey` returns the key for the pseudonyms of clients; it is called only if a report masks them. */
function drawingsWith(maskKey: () => Promise<string>): Drawings {
  return {
    workbook: (report, { title, locale, currency }) => renderWorkbook({ report, title, locale, currency }),
    email: (report, { title, locale, currency }, enclosure) =>
      renderEmail({ report, title, locale, currency, enclosure }),
    mime: composeMime,
    fieldsOf: ({ personalData }) => fieldsAsked(personalData),
    async sessionTable({ personalData, locale }, day, settings) {
      const columns = columnsFor(personalData, personalData === "mask" ? await maskKey() : "");
      const folder = await mkdtemp(join(tmpdir(), "daily-report-"));
      let files = 0;
      const scratch = {
        newPath: (name: string) => join(folder, `${++files}-${name}`),
        remove: () => rm(folder, { recursive: true, force: true }),
      };
      return openSessionTable({ columns, words: wordsFor(locale, null), frame: { day, settings }, folder: scratch });
    },
  };
}

/** Unique, and sorts by time. */
function newRunId(): string {
  return runIdAt(clock(), randomUUID().slice(0, 8));
}
