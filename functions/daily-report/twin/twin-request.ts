import got, { type Got, TimeoutError } from "got";
import { type LoadSign, RequestPace } from "./request-pace.ts";
import { retryWait } from "./retry-wait.ts";
import { TwinAbortedError, TwinAnswerError, TwinRequestError, TwinUnavailableError } from "./twin-errors.ts";
import type { TwinLimits } from "./twin-limits.ts";

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export type TwinRequest = {
  method: "GET" | "POST";
  url: URL;
  headers?: Record<string, string>;
  json?: object;
  /** What is requested, for error messages: "the sessions from ... to ...". Must not contain secrets. */
  asked: string;
};

/** `body` is the parsed JSON of a 2xx answer, `bytes` its length after decompression; a 4xx answer has only a status. */
export type TwinAnswer = { status: number; body?: unknown; bytes?: number };

export type SendRequest = (request: TwinRequest, signal: AbortSignal) => Promise<TwinAnswer>;

/** A failed attempt that is worth repeating. */
type Fault = { said: string; notJson: boolean; retryAfter?: string | undefined; isBusy?: boolean };

type Attempt = { client: Got; request: TwinRequest; signal: AbortSignal; maxBodyBytes: number; onStart: () => void };

/** The URL of a path under a service's base address; the base may end in a slash or not. */
export function apiUrl(base: string, path: string): URL {
  return new URL(path, base.endsWith("/") ? base : `${base}/`);
}

/**
 * Creates the function that sends every request to TWIN. It retries on 408, 429, 5xx, network faults, timeouts and bodies that
 * are not JSON; if no attempt succeeds, it throws TwinUnavailableError or TwinAnswerError. On a redirect it throws
 * TwinRequestError. All requests keep one pace: while TWIN is too busy (429, or 503 with Retry-After), fewer run at once, and
 * a Retry-After holds up all of them. Every hold is one wait of a request with a bounded number of attempts, so none lasts.
 */
export function createSendRequest(tools: { clock: () => number; sleep: Sleep; limits: TwinLimits }): SendRequest {
  const client = createClient(tools.limits);
  const pace = new RequestPace(tools.limits.parallelSlices);
  const { tries, waitBudgetMs, maxBodyBytes } = tools.limits;
  return async (request, signal) => {
    let waited = 0;
    for (let attempt = 1; ; attempt += 1) {
      const queuedAt = tools.clock();
      // The time in which other requests hold this one up counts too: otherwise their holds add up to many minutes.
      const onStart = () => {
        waited += tools.clock() - queuedAt;
      };
      const outcome = await tryInTurn({ client, request, signal, maxBodyBytes, onStart }, pace);
      if ("status" in outcome) return outcome;
      const failed = { attempt, retryAfter: outcome.retryAfter, now: tools.clock(), random: Math.random() };
      const wait = retryWait({ ...failed, ...tools.limits });
      if (attempt >= tries || waited + wait > waitBudgetMs) throw givenUp(request, outcome, attempt);
      const sleep = () => pause({ sleep: tools.sleep, ms: wait, signal, asked: request.asked });
      await (outcome.isBusy && outcome.retryAfter !== undefined ? pace.hold(sleep) : sleep());
      waited += wait;
    }
  };
}

/** got's own retries are off: they follow any Retry-After, skip POST and do not notice a body that is not JSON. */
function createClient(limits: TwinLimits): Got {
  return got.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    headers: { accept: "application/json", "user-agent": "daily-report" },
    timeout: {
      lookup: limits.connectTimeoutMs,
      connect: limits.connectTimeoutMs,
      secureConnect: limits.connectTimeoutMs,
      response: limits.responseTimeoutMs,
      request: limits.requestTimeoutMs,
    },
  });
}

async function tryInTurn(attempt: Attempt, pace: RequestPace): Promise<TwinAnswer | Fault> {
  const { request, signal } = attempt;
  try {
    const start = () => {
      attempt.onStart();
      return tryOnce(attempt);
    };
    return await pace.run(start, loadSignOf, signal);
  } catch (error) {
    throw signal.aborted ? new TwinAbortedError(request.asked) : error;
  }
}

function loadSignOf(outcome: TwinAnswer | Fault): LoadSign {
  if ("status" in outcome) return "good";
  return outcome.isBusy ? "busy" : "unclear";
}

async function tryOnce(attempt: Attempt): Promise<TwinAnswer | Fault> {
  const response = await fetchBody(attempt);
  if ("said" in response) return response;
  const { status, body, retryAfter } = response;
  if (status >= 200 && status < 300) return parseBody(status, body);
  if (status >= 300 && status < 400) throw redirected(attempt.request, status);
  if (status === 408 || status === 429 || status >= 500) {
    const isBusy = status === 429 || (status === 503 && retryAfter !== undefined);
    return { said: `answered with status ${status}`, notJson: false, retryAfter, isBusy };
  }
  return { status };
}

type Response = { status: number; body: Uint8Array; retryAfter: string | undefined };

/** Sends one request. Errors of got are not passed on, because they contain the token and the password. */
async function fetchBody(attempt: Attempt): Promise<Response | Fault> {
  const { client, request, signal, maxBodyBytes } = attempt;
  const { method, url, headers = {}, json } = request;
  const tooLong = new AbortController();
  // As text, got would decode the body chunk by chunk and keep its bytes as well, which takes a tenth more time and more memory.
  const responseType = "buffer" as const;
  const options = { method, headers, responseType, signal: AbortSignal.any([signal, tooLong.signal]) };
  try {
    const pending = client(url, json === undefined ? options : { ...options, json });
    pending.on("downloadProgress", ({ transferred, total }) => {
      if (Math.max(transferred, total ?? 0) > maxBodyBytes) tooLong.abort();
    });
    const { statusCode, body, headers: answered } = await pending;
    return { status: statusCode, body, retryAfter: answered["retry-after"] };
  } catch (error) {
    if (signal.aborted) throw new TwinAbortedError(request.asked);
    if (tooLong.signal.aborted) throw tooLongBody(request, maxBodyBytes);
    return { said: describeFault(error), notJson: false };
  }
}

/** Drops a byte order mark, which JSON.parse does not accept. */
const utf8 = new TextDecoder();

function parseBody(status: number, body: Uint8Array): TwinAnswer | Fault {
  const text = utf8.decode(body);
  try {
    return { status, body: JSON.parse(text), bytes: body.byteLength };
  } catch {
    const said = /^\s*</.test(text) ? "answered HTML instead of JSON" : "answered a body that is not complete JSON";
    return { said: `${said} (status ${status})`, notJson: true };
  }
}

/** Shows only the code of a library's error; the rest may contain secrets. */
function describeFault(error: unknown): string {
  if (error instanceof TimeoutError) return "gave no complete answer in time";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(code)
    ? `closed the connection or could not be reached (${code})`
    : "could not be reached";
}

async function pause(wait: { sleep: Sleep; ms: number; signal: AbortSignal; asked: string }): Promise<void> {
  try {
    await wait.sleep(wait.ms, wait.signal);
  } catch (error) {
    if (!wait.signal.aborted) throw error;
  }
  if (wait.signal.aborted) throw new TwinAbortedError(wait.asked);
}

function givenUp(request: TwinRequest, fault: Fault, tries: number): Error {
  const story = `Asked for ${request.asked}, TWIN ${fault.said} (the last of ${tries} attempts)`;
  return fault.notJson
    ? new TwinAnswerError(`${story}; check that the address is the API's and try again.`)
    : new TwinUnavailableError(`${story}; try again once TWIN answers.`);
}

function redirected(request: TwinRequest, status: number): Error {
  return new TwinRequestError(
    `Asked for ${request.asked}, TWIN answered with a redirect (status ${status}), which this program never follows; set the current address of the API.`,
  );
}

function tooLongBody(request: TwinRequest, maxBodyBytes: number): Error {
  return new TwinAnswerError(
    `Asked for ${request.asked}, TWIN answered with a body of more than ${maxBodyBytes} bytes; a page of sessions should be far smaller.`,
  );
}
