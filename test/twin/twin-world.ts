import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import type { SessionQuery } from "../../functions/daily-report/ports.ts";
import type { TwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import {
  createTwinSessionSource,
  type TwinSourceOptions,
} from "../../functions/daily-report/twin/twin-session-source.ts";
import { type Reply, type ScriptedServer, type Seen, startScriptedServer } from "./scripted-server.ts";
import { answerFrom, dayFrom, dayTo, instantOf, type ServerBehaviour } from "./session-rows.ts";

const password = "canary-password-7f3a";
const email = "canary.email@example.com";

/** Returns the reply for one kind of call; `nth` counts the calls of that kind from 1. */
export type Script = (request: Seen, nth: number) => Reply | Promise<Reply>;

export type Scripts = { login?: Script; refresh?: Script; list: Script };

export type TwinWorld = ScriptedServer & {
  source: ReturnType<typeof createTwinSessionSource>;
  /** The argument of every call of `sleep`, milliseconds. */
  waits: number[];
  /** The client's clock; tests change it. */
  time: { now: number };
  calls: (kind: "login" | "refresh" | "sessions") => Seen[];
};

/** Starts the whole client against a scripted server. It does not sleep; `waits` records the waits. */
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

/** Short timeouts, but long enough that a slow machine is not taken for a hanging server. */
export const quickLimits: Partial<TwinLimits> = {
  connectTimeoutMs: 5000,
  responseTimeoutMs: 1500,
  requestTimeoutMs: 3000,
};

/** A login that always succeeds, with a different token each time. */
export const loginOk: Script = (_request, nth) => ({
  json: { authToken: tokenNo(nth), refreshToken: `canary-refresh-${nth}` },
});

export function tokenNo(nth: number): string {
  return `canary-token-${nth}`;
}

/** An unsigned JWT with these claims. */
export function jwt(claims: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.canary-signature`;
}

/** The list of a server that holds these rows. */
export function listing(rows: readonly unknown[], behaviour: ServerBehaviour = {}): Script {
  return ({ query }) => ({ json: answerFrom(rows, readAsked(query), behaviour) });
}

function readAsked(query: URLSearchParams): { from: number; to: number; offset: number; limit: number } {
  const number = (name: string, missing: number): number => Number(query.get(name) ?? missing);
  const instant = (name: string): number => Date.parse(query.get(name) ?? "");
  return { from: instant("from"), to: instant("to"), offset: number("offset", 0), limit: number("limit", 10) };
}

/** Reads all rows of the day. */
export async function readRows(world: TwinWorld): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const piece of (await world.source.readDay(wholeDay)).pieces) rows.push(...piece);
  return rows;
}

/** Reads the day and returns the error; throws if the reading succeeds. */
export async function readingFailure(world: TwinWorld): Promise<Error> {
  return readRows(world).then(
    (rows) => {
      throw new Error(`The day was read (${rows.length} rows) and should have failed.`);
    },
    (error: Error) => error,
  );
}
