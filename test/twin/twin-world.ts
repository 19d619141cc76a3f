import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import type { SessionQuery } from "../../functions/daily-report/ports.ts";
import type { TwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import {
  createTwinSessionSource,
  type TwinSourceOptions,
} from "../../functions/daily-report/twin/twin-session-source.ts";
import { type Reply, type ScriptedServer, type Seen, startScriptedServer } from "./scripted-server.ts";
import { answerFrom, dayFrom, dayTo, instantOf, type Manners } from "./session-rows.ts";

const password = "canary-password-7f3a";
const email = "canary.email@example.com";

/** A script for one kind of call; `nth` counts the calls of that kind from 1. */
export type Script = (request: Seen, nth: number) => Reply | Promise<Reply>;

export type Scripts = { login?: Script; refresh?: Script; list: Script };

export type TwinWorld = ScriptedServer & {
  source: ReturnType<typeof createTwinSessionSource>;
  /** Every wait asked of `sleep`, milliseconds. */
  waits: number[];
  /** The client's clock; tests move it. */
  time: { now: number };
  calls: (kind: "login" | "refresh" | "sessions") => Seen[];
};

/** The whole client against a scripted server. Nothing sleeps: waits are only noted. */
export async function startTwinWorld(scripts: Scripts, options: Partial<TwinSourceOptions> = {}): Promise<TwinWorld> {
  const counts = new Map<string, number>();
  const server = await startScriptedServer((request) => {
    const kind = request.path.split("/").at(-1) ?? "";
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    const script =
      kind === "login" ? (scripts.login ?? loginOk) : kind === "refresh" ? (scripts.refresh ?? loginOk) : scripts.list;
    return script(request, nth);
  });
  const waits: number[] = [];
  const time = { now: dayTo };
  const source = createTwinSessionSource({
    authUrl: `${server.url}/auth`,
    chatUrl: `${server.url}/chat`,
    credentials: async () => ({ email, password }),
    instantOf,
    clock: () => time.now,
    sleep: async (ms) => void waits.push(ms),
    ...options,
  });
  return {
    ...server,
    source,
    waits,
    time,
    calls: (kind) => server.seen.filter(({ path }) => path.endsWith(`/${kind}`)),
  };
}

export const wholeDay: Omit<SessionQuery, "onProgress"> = {
  fields: ["id", "createdAt"],
  from: dayFrom,
  to: dayTo,
  filters: noFilters,
};

/** Impatient, but not so that a slow machine looks like a hanging server. */
export const quickLimits: Partial<TwinLimits> = {
  connectTimeoutMs: 5000,
  responseTimeoutMs: 1500,
  requestTimeoutMs: 3000,
};

/** A login that always works; each token is another. */
export const loginOk: Script = (_request, nth) => ({
  json: { authToken: tokenNo(nth), refreshToken: `canary-refresh-${nth}` },
});

export function tokenNo(nth: number): string {
  return `canary-token-${nth}`;
}

/** A JWT that is nobody's, with these claims. */
export function jwt(claims: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.canary-signature`;
}

/** The list of a server that holds these rows. */
export function listing(rows: readonly unknown[], manners: Manners = {}): Script {
  return ({ query }) => ({ json: answerFrom(rows, readAsked(query), manners) });
}

function readAsked(query: URLSearchParams): { from: number; to: number; offset: number; limit: number } {
  const number = (name: string, missing: number): number => Number(query.get(name) ?? missing);
  const instant = (name: string): number => Date.parse(query.get(name) ?? "");
  return { from: instant("from"), to: instant("to"), offset: number("offset", 0), limit: number("limit", 10) };
}

/** Reads the day through, as the story would. */
export async function readRows(world: TwinWorld): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const piece of (await world.source.readDay(wholeDay)).pieces) rows.push(...piece);
  return rows;
}

/** What reading the day fails with; a reading that does not fail is an error of the test. */
export async function readingFailure(world: TwinWorld): Promise<Error> {
  return readRows(world).then(
    (rows) => {
      throw new Error(`The day was read (${rows.length} rows) and should have failed.`);
    },
    (error: Error) => error,
  );
}
