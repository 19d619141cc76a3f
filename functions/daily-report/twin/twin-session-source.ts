import { setTimeout as delay } from "node:timers/promises";
import type { SessionSource } from "../ports.ts";
import { createListPage, type ListPage } from "./list-sessions.ts";
import type { InstantOf } from "./place-page.ts";
import { createSignIn, type TwinCredentials } from "./sign-in.ts";
import { defaultTwinLimits, type TwinLimits } from "./twin-limits.ts";
import { createSendRequest, type Sleep } from "./twin-request.ts";
import { TwinToken } from "./twin-token.ts";
import { walkDay } from "./walk-day.ts";

export type TwinSourceOptions = {
  /** Base addresses of the two services. The login is sent to them. */
  authUrl: string;
  chatUrl: string;
  /** Called at every login, so that a changed password is used at once. */
  credentials: () => Promise<TwinCredentials>;
  /** Returns when an item was created, milliseconds since 1970; null if that cannot be read. */
  instantOf: InstantOf;
  clock: () => number;
  sleep?: Sleep;
  limits?: Partial<TwinLimits>;
};

/**
 * Reads the sessions of a day from the TWIN chat API. Each `readDay` reads anew; all share one login. `readDay` and its pieces
 * throw TwinError (TwinAbortedError if the query's signal aborts) or what `credentials` throws, nothing else.
 */
export function createTwinSessionSource(options: TwinSourceOptions): SessionSource {
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
