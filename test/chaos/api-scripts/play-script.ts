import { buildReport, type Report } from "../../../functions/daily-report/domain/report.ts";
import { createdAtOf } from "../../../functions/daily-report/domain/session.ts";
import { noFilters } from "../../../functions/daily-report/domain/session-filters.ts";
import type { SessionSource } from "../../../functions/daily-report/ports.ts";
import { pullDay } from "../../../functions/daily-report/pull-day.ts";
import { createTwinSessionSource } from "../../../functions/daily-report/twin/twin-session-source.ts";
import { noGoals } from "../../session-rows.ts";
import type { Script } from "./grow-script.ts";
import { day, type Row, settings } from "./script-rows.ts";
import { ScriptedApi } from "./scripted-api.ts";
import type { Stage } from "./stage.ts";

/** A reading of the day: the rows received, and the ticks of the server's clock at its start and end. */
export type Reading = { rows: Row[]; from: number; to: number };

/** The result of a script: a report or an error, the reading behind the report, and the final state of the server. */
export type Run = { script: Script; api: ScriptedApi; outcome: Report | Error; reading: Reading };

/** Reads and folds the day of one scripted server with the whole client. Nothing sleeps. */
export async function playScript(script: Script, stage: Stage): Promise<Run> {
  const api = new ScriptedApi(script, stage.elsewhere);
  const scene = stage.open((request) => api.answer(request));
  const reading: Reading = { rows: [], from: 0, to: 0 };
  const source = createTwinSessionSource({
    authUrl: `${scene.url}/auth`,
    chatUrl: `${scene.url}/chat`,
    credentials: async () => ({ email: "a@example.com", password: "p" }),
    instantOf: createdAtOf,
    clock: () => day.to,
    sleep: async () => {},
    limits: script.limits,
  });
  const outcome = await report(noting(source, { api, reading })).catch((error: unknown) => toError(error));
  scene.close();
  return { script, api, outcome, reading };
}

async function report(source: SessionSource): Promise<Report> {
  const query = { from: day.from, to: day.to, fields: ["id", "createdAt"], filters: noFilters };
  const clock = () => day.to;
  const pulled = await pullDay({ query, day, settings, openTable: null }, source, clock);
  const { tally, declared, inOrder, watch } = pulled;
  const named = { report: "script", revision: 1, fetchedAt: day.to, groupNames: {}, weekday: null, period: null };
  const frame = {
    ...named,
    day,
    filters: noFilters,
    settings,
    declared,
    inOrder,
    history: null,
    watch,
    goals: noGoals,
  };
  return buildReport(tally, frame);
}

/** Wraps the source so that it records the last reading, which is the one that counts. */
function noting(source: SessionSource, { api, reading }: { api: ScriptedApi; reading: Reading }): SessionSource {
  return {
    async readDay(query) {
      Object.assign(reading, { rows: [], from: api.list.rows.tick });
      const day = await source.readDay(query);
      const noted = async function* () {
        for await (const piece of day.pieces) {
          reading.rows.push(...(piece as Row[]));
          yield piece;
        }
        reading.to = api.list.rows.tick;
      };
      return { ...day, pieces: noted() };
    },
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`thrown: ${String(error)}`);
}
