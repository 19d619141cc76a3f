import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { createScratchSpace } from "./archive/scratch-space.ts";
import { runIdAt } from "./delivery/run-id.ts";
import { createdAtOf } from "./domain/session.ts";
import { renderEmail } from "./email/render-email.ts";
import { composeMime } from "./mail/compose-mime.ts";
import type { Drawings, Operations, SessionSource } from "./ports.ts";
import { groupNamesOf } from "./report-frame.ts";
import type { World } from "./run-report.ts";
import { drawDayTable } from "./session-table/draw-day-table.ts";
import { openSessionTable } from "./session-table/open-session-table.ts";
import { columnsFor, fieldsAsked } from "./session-table/table-columns.ts";
import { wordsFor } from "./texts/words.ts";
import type { TwinCredentials } from "./twin/sign-in.ts";
import { createTwinSessionSource } from "./twin/twin-session-source.ts";
import { renderWorkbook } from "./workbook/render-workbook.ts";

/** Where the TWIN API is and how to log in. The credentials are read at every login, so that a rotated secret is used. */
export type TwinAccess = { authUrl: string; chatUrl: string; credentials: () => Promise<TwinCredentials> };

const clock = () => Date.now();

/**
 * The parts of the world that are the same in AWS and on this machine: the TWIN API, the drawings, the clock, the scratch space
 * in the system's temporary folder.
 */
export function sharedWorld(
  { authUrl, chatUrl, credentials }: TwinAccess,
  maskKey: () => Promise<string>,
  operations: Operations,
): Pick<World, "source" | "drawings" | "scratch" | "clock" | "pause" | "newRunId" | "operations"> {
  const source: SessionSource = createTwinSessionSource({
    authUrl,
    chatUrl,
    credentials,
    clock,
    instantOf: createdAtOf,
  });
  const pause = (ms: number) => delay(ms);
  const scratch = createScratchSpace({ root: tmpdir(), operations, clock });
  return { source, drawings: drawingsWith(maskKey), scratch, clock, pause, newRunId, operations };
}

/** `maskKey` returns the key for the pseudonyms of clients; it is called only if a report masks them. */
function drawingsWith(maskKey: () => Promise<string>): Drawings {
  return {
    workbook: (report, { title, locale, currency, replyTo, sessionUrl }) =>
      renderWorkbook({ report, title, locale, currency, replyTo, sessionUrl }),
    email: (report, { title, locale, currency, replyTo, sessionUrl }, enclosure) =>
      renderEmail({ report, title, locale, currency, replyTo, sessionUrl, enclosure }),
    dayTable: drawDayTable,
    mime: composeMime,
    fieldsOf: ({ personalData }) => fieldsAsked(personalData),
    async sessionTable({ personalData, locale, groups, sessionUrl }, day, settings, folder) {
      const columns = columnsFor(personalData, personalData === "mask" ? await maskKey() : "");
      return openSessionTable({
        columns,
        words: wordsFor(locale, null),
        frame: { day, settings },
        sheetSettings: { groupNames: groupNamesOf(groups), sessionUrl },
        folder,
      });
    },
  };
}

/** Unique, and sorts by time. */
function newRunId(): string {
  return runIdAt(clock(), randomUUID().slice(0, 8));
}
