import { setTimeout as delay } from "node:timers/promises";
import type { SessionFilters } from "../domain/session-filters.ts";
import { createListPage, type ListPage } from "./list-sessions.ts";
import type { InstantOf } from "./place-page.ts";
import { createSignIn, type TwinCredentials } from "./sign-in.ts";
import { defaultTwinLimits, type TwinLimits } from "./twin-limits.ts";
import { createSendRequest, type Sleep } from "./twin-request.ts";
import { TwinToken } from "./twin-token.ts";
import { type WalkedDay, type WalkProgress, walkDay } from "./walk-day.ts";

export type TwinSourceOptions = {
  /** Base addresses of the two services, which may be trusted with the login. */
  authUrl: string;
  chatUrl: string;
  /** Asked at every login, so that a changed password is seen. */
  credentials: () => Promise<TwinCredentials>;
  /** When an item was created, milliseconds since 1970; null when it does not say so readably. */
  instantOf: InstantOf;
  clock: () => number;
  sleep?: Sleep;
  limits?: Partial<TwinLimits>;
};

/** A stretch of time, milliseconds since 1970, and which of its sessions are meant. */
export type TwinQuery = {
  from: number;
  to: number;
  /** The fields to ask for in this query; `createdAt` must be among them. */
  fields: readonly string[];
  filters: SessionFilters;
  onProgress?: (progress: WalkProgress) => void;
  /** Ends the reading with TwinAbortedError. */
  signal?: AbortSignal;
};

/**
 * The sessions of a day, from the TWIN chat API. Each `readDay` asks afresh, with one login shared by all. Throws TwinError,
 * from `readDay` or while its pieces are taken, and nothing else but what `credentials` throws.
 */
export function createTwinSessionSource(options: TwinSourceOptions): { readDay(query: TwinQuery): Promise<WalkedDay> } {
  const { authUrl, chatUrl, credentials, instantOf, clock, sleep = sleepFor } = options;
  const limits = { ...defaultTwinLimits, ...options.limits };
  const send = createSendRequest({ clock, sleep, limits });
  const token = new TwinToken(createSignIn({ authUrl, credentials, clock, send }), clock);
  return {
    async readDay({ from, to, fields, filters, onProgress = () => {}, signal }) {
      const ask = createListPage({ chatUrl, fields, pageRows: limits.pageRows, filters, send, token });
      const list: ListPage = (page, stop) => ask(page, signal ? AbortSignal.any([stop, signal]) : stop);
      return walkDay({ from, to, list, instantOf, limits, onProgress });
    },
  };
}

async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
