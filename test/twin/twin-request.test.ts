import { setTimeout as delay } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import {
  TwinAbortedError,
  TwinAnswerError,
  type TwinError,
  TwinRequestError,
  TwinUnavailableError,
} from "../../functions/daily-report/twin/twin-errors.ts";
import { defaultTwinLimits, type TwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { createSendRequest, type TwinAnswer } from "../../functions/daily-report/twin/twin-request.ts";
import { type Reply, type ScriptedServer, type Seen, startScriptedServer } from "./scripted-server.ts";
import { quickLimits } from "./twin-world.ts";

const now = Date.parse("2026-01-12T04:30:00Z");
const fine: Reply = { json: { count: 0, items: [] } };
let server: ScriptedServer | null = null;
let waits: number[] = [];

afterEach(async () => {
  await server?.close();
  server = null;
  waits = [];
});

type Sending = {
  limits?: Partial<TwinLimits>;
  signal?: AbortSignal;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Sends one request to a server that sends these replies one after the other, then repeats the last one. */
async function sendTo(replies: readonly Reply[], { limits, signal, sleep }: Sending = {}): Promise<TwinAnswer> {
  let nth = 0;
  server = await startScriptedServer(() => replies[Math.min(nth++, replies.length - 1)] ?? fine);
  const send = createSendRequest({
    clock: () => now,
    sleep: sleep ?? (async (ms) => void waits.push(ms)),
    limits: { ...defaultTwinLimits, ...limits },
  });
  const request = { method: "GET" as const, url: new URL(server.url), asked: "the sessions of a day" };
  return send(request, signal ?? new AbortController().signal);
}

async function failureOf(replies: readonly Reply[], sending?: Sending): Promise<TwinError> {
  return sendTo(replies, sending).then(
    () => {
      throw new Error("The request went through and should have failed.");
    },
    (error: TwinError) => error,
  );
}

const tries = (): number => server?.seen.length ?? 0;

describe("createSendRequest with an answer", () => {
  it.each<[string, Reply, number]>([
    ["plain", fine, 22],
    ["gzip", { text: gzipSync('{"count":0,"items":[]}'), headers: { "content-encoding": "gzip" } }, 22],
    ["deflate", { text: deflateSync('{"count":0,"items":[]}'), headers: { "content-encoding": "deflate" } }, 22],
    ["br", { text: brotliCompressSync('{"count":0,"items":[]}'), headers: { "content-encoding": "br" } }, 22],
    ["with a byte order mark", { text: '\ufeff{"count":0,"items":[]}' }, 25],
  ])("returns the parsed JSON of an answer and the bytes of its decompressed body (%s)", async (_, reply, bytes) => {
    expect(await sendTo([reply])).toEqual({ status: 200, body: { count: 0, items: [] }, bytes });
  });

  it.each([400, 401, 403, 404, 405, 422])("returns status %d without the body and does not retry", async (status) => {
    expect(await sendTo([{ status, json: { error: "secret words" } }])).toEqual({ status });
    expect(tries()).toBe(1);
  });
});

describe("createSendRequest with a fault that passes", () => {
  it.each<[string, Reply]>([
    ["status 429", { status: 429 }],
    ["status 408", { status: 408 }],
    ["status 500", { status: 500 }],
    ["status 503 with HTML", { status: 503, text: "<html>down</html>" }],
    ["a dropped connection", { fault: "drop" }],
    ["a body broken off", { json: { count: 0, items: [1, 2, 3, 4] }, fault: "break" }],
    ["JSON cut short", { text: '{"count":2,"items":[{"id":"a"' }],
    ["HTML with status 200", { text: "<!doctype html><p>Maintenance</p>" }],
    ["an empty body", { text: "" }],
    ["a damaged compressed body", { text: "not gzip", headers: { "content-encoding": "gzip" } }],
  ])("retries after %s", async (_, reply) => {
    expect(await sendTo([reply, reply, fine])).toMatchObject({ status: 200 });
    expect(tries()).toBe(3);
    expect(waits).toHaveLength(2);
  });

  it("retries after a timeout if the server hangs", async () => {
    expect(await sendTo([{ fault: "hang" }, fine], { limits: quickLimits })).toMatchObject({ status: 200 });
    expect(tries()).toBe(2);
  });
});

describe("createSendRequest with a fault in every attempt", () => {
  it.each<[string, Reply, RegExp]>([
    ["503", { status: 503 }, /answered with status 503 \(the last of 5 attempts\)/],
    ["429", { status: 429 }, /status 429/],
    ["a dropped connection", { fault: "drop" }, /closed the connection or could not be reached \(ECONNRESET\)/],
  ])("throws TwinUnavailableError after five attempts (%s)", async (_, reply, message) => {
    const error = await failureOf([reply]);
    expect(error).toBeInstanceOf(TwinUnavailableError);
    expect(error.message).toMatch(message);
    expect(error.message).toContain("the sessions of a day");
    expect(tries()).toBe(5);
  });

  it("throws TwinUnavailableError if the server hangs", async () => {
    const error = await failureOf([{ fault: "hang" }], { limits: { ...quickLimits, tries: 2 } });
    expect(error).toBeInstanceOf(TwinUnavailableError);
    expect(error.message).toContain("gave no complete answer in time");
  });

  it("throws an error with the code ECONNREFUSED if nothing listens at the address", async () => {
    const gone = await startScriptedServer(() => fine);
    await gone.close();
    const send = createSendRequest({ clock: () => now, sleep: async () => {}, limits: defaultTwinLimits });
    const request = { method: "GET" as const, url: new URL(gone.url), asked: "a login" };
    await expect(send(request, new AbortController().signal)).rejects.toThrow("ECONNREFUSED");
  });

  it.each<[string, Reply, string]>([
    ["HTML with status 200", { text: "  <html><p>client's words</p></html>" }, "HTML instead of JSON (status 200)"],
    ["JSON cut short", { text: '{"count":2,"items":[{"id":"client\'s words' }, "a body that is not complete JSON"],
    ["no body", { status: 204, text: "" }, "a body that is not complete JSON (status 204)"],
  ])("throws TwinAnswerError after five attempts and does not quote the body (%s)", async (_, reply, message) => {
    const error = await failureOf([reply]);
    expect(error).toBeInstanceOf(TwinAnswerError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("words");
    expect(tries()).toBe(5);
  });
});

describe("createSendRequest between attempts", () => {
  it.each<[string, number]>([
    ["0", 0],
    ["1", 1000],
    ["3600", 30_000],
    ["Mon, 12 Jan 2026 04:30:05 GMT", 5000],
    ["Sun, 11 Jan 2026 04:30:05 GMT", 0],
  ])("waits as Retry-After %j says, at most 30 s", async (header, ms) => {
    await sendTo([{ status: 429, headers: { "retry-after": header } }, fine]);
    expect(waits).toEqual([ms]);
  });

  it("waits with exponential back-off if Retry-After cannot be read", async () => {
    await sendTo([{ status: 503, headers: { "retry-after": "later" } }, { status: 503 }, fine]);
    expect(waits[0]).toBeGreaterThanOrEqual(250);
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits[1]).toBeGreaterThanOrEqual(500);
    expect(waits[1]).toBeLessThanOrEqual(1000);
  });

  it("gives up if the sum of waits would exceed the budget", async () => {
    const busy = { status: 429, headers: { "retry-after": "3600" } };
    const error = await failureOf([busy], { limits: { waitBudgetMs: 70_000 } });
    expect(error).toBeInstanceOf(TwinUnavailableError);
    expect(waits).toEqual([30_000, 30_000]);
  });
});

describe("createSendRequest for requests at once", () => {
  /** Sends two requests one after the other to a server that is busy at first; `wake` ends the wait of the first one. */
  async function sendTwo(busy: Reply) {
    const replies = [busy];
    server = await startScriptedServer(() => replies.shift() ?? fine);
    const { promise: sleeping, resolve: wake } = Promise.withResolvers<void>();
    const { promise: asleep, resolve: fallAsleep } = Promise.withResolvers<void>();
    const sleep = (): Promise<void> => {
      fallAsleep();
      return sleeping;
    };
    const send = createSendRequest({ clock: () => now, sleep, limits: defaultTwinLimits });
    const request = { method: "GET" as const, url: new URL(server.url), asked: "the sessions of a day" };
    const stop = new AbortController();
    const first = send(request, new AbortController().signal);
    await asleep;
    const second = send(request, stop.signal);
    return { first, second, stop, wake };
  }

  it.each([429, 503])("sends no other request until the Retry-After of a status %d is over", async (status) => {
    const { first, second, wake } = await sendTwo({ status, headers: { "retry-after": "5" } });
    await expect(Promise.race([second, delay(50, "waits")])).resolves.toBe("waits");
    expect(tries()).toBe(1);
    wake();
    expect(await Promise.all([first, second])).toMatchObject([{ status: 200 }, { status: 200 }]);
  });

  it.each<Reply>([{ status: 503 }, { status: 429 }, { status: 500, headers: { "retry-after": "5" } }])(
    "sends other requests during the wait after %j",
    async (reply) => {
      const { first, second, wake } = await sendTwo(reply);
      expect(await second).toMatchObject({ status: 200 });
      wake();
      expect(await first).toMatchObject({ status: 200 });
    },
  );

  it("ends the wait of another request if its signal aborts", async () => {
    const { first, second, stop, wake } = await sendTwo({ status: 429, headers: { "retry-after": "5" } });
    stop.abort();
    await expect(second).rejects.toThrow(TwinAbortedError);
    wake();
    expect(await first).toMatchObject({ status: 200 });
    expect(tries()).toBe(2);
  });

  it("counts the time in which other requests hold a request up against its budget", async () => {
    let time = 0;
    server = await startScriptedServer(() => ({ status: 429, headers: { "retry-after": "30" } }));
    const sleep = async (ms: number): Promise<void> => {
      time += ms;
    };
    const send = createSendRequest({ clock: () => time, sleep, limits: defaultTwinLimits });
    const request = { method: "GET" as const, url: new URL(server.url), asked: "the sessions of a day" };
    const { signal } = new AbortController();
    const sent = await Promise.allSettled(Array.from({ length: 4 }, () => send(request, signal)));

    expect(sent.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
    expect(time).toBeLessThanOrEqual(240_000);
  });

  it("sends one at a time after many answers with status 429", async () => {
    let active = 0;
    let most = 0;
    let asked = 0;
    server = await startScriptedServer(async () => {
      asked += 1;
      active += 1;
      if (asked > 7) most = Math.max(most, active);
      await delay(2);
      active -= 1;
      return asked <= 7 ? { status: 429 } : fine;
    });
    const send = createSendRequest({ clock: () => now, sleep: async () => {}, limits: defaultTwinLimits });
    const request = { method: "GET" as const, url: new URL(server.url), asked: "the sessions of a day" };
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 8 }, () => send(request, signal)));
    expect(most).toBe(1);
  });
});

describe("createSendRequest without a retry", () => {
  it.each([301, 302, 307, 308, 304])("throws for a redirect (status %d) and does not follow it", async (status) => {
    const error = await failureOf([{ status, headers: { location: "/elsewhere" } }]);
    expect(error).toBeInstanceOf(TwinRequestError);
    expect(error.message).toContain(`status ${status}`);
    expect(tries()).toBe(1);
  });

  it.each<[string, Reply]>([
    ["plain", { text: "x".repeat(5000) }],
    ["only after decompression", { text: gzipSync("x".repeat(500_000)), headers: { "content-encoding": "gzip" } }],
    ["of unknown length", { text: "x".repeat(5000), headers: { "transfer-encoding": "chunked" } }],
  ])("throws TwinAnswerError for a body above the limit (%s)", async (_, reply) => {
    const error = await failureOf([reply], { limits: { maxBodyBytes: 1000 } });
    expect(error).toBeInstanceOf(TwinAnswerError);
    expect(error.message).toContain("more than 1000 bytes");
    expect(tries()).toBe(1);
  });

  it("accepts a body of exactly the limit", async () => {
    expect(await sendTo([{ text: `"${"x".repeat(998)}"` }], { limits: { maxBodyBytes: 1000 } })).toMatchObject({
      status: 200,
    });
  });
});

describe("the abort signal of createSendRequest", () => {
  it("ends a running request and one that waits for its next attempt", async () => {
    for (const reply of [{ fault: "hang" }, { status: 503 }] satisfies Reply[]) {
      const stop = new AbortController();
      const sleep = (_ms: number, signal: AbortSignal): Promise<void> =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("woken"))));
      setTimeout(() => stop.abort(), 100);
      expect(await failureOf([reply], { signal: stop.signal, sleep })).toBeInstanceOf(TwinAbortedError);
      await server?.close();
      server = null;
    }
  });
});

describe("createSendRequest", () => {
  it("sends an accept header and the body as JSON", async () => {
    const seen: Seen[] = [];
    server = await startScriptedServer((request) => {
      seen.push(request);
      return fine;
    });
    const send = createSendRequest({ clock: () => now, sleep: async () => {}, limits: defaultTwinLimits });
    const request = {
      method: "POST" as const,
      url: new URL(server.url),
      json: { ttl: 1 },
      headers: { authorization: "t" },
      asked: "x",
    };
    await send(request, new AbortController().signal);
    expect(seen[0]).toMatchObject({ method: "POST", body: '{"ttl":1}' });
    expect(seen[0]?.headers).toMatchObject({
      accept: "application/json",
      "accept-encoding": expect.stringMatching(/gzip.*deflate.*br/),
      authorization: "t",
      "content-type": "application/json",
    });
  });
});
