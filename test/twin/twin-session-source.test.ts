import { afterEach, describe, expect, it, vi } from "vitest";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import type { SessionSource } from "../../functions/daily-report/ports.ts";
import {
  TwinAnswerError,
  TwinLoginError,
  TwinRequestError,
  TwinUnavailableError,
} from "../../functions/daily-report/twin/twin-errors.ts";
import {
  createTwinSessionSource,
  type TwinSourceOptions,
} from "../../functions/daily-report/twin/twin-session-source.ts";
import { spreadRows } from "./session-rows.ts";
import {
  jwt,
  listing,
  loginOk,
  readingFailure,
  readRows,
  type Scripts,
  startTwinWorld,
  type TwinWorld,
  tokenNo,
  wholeDay,
} from "./twin-world.ts";

const open: TwinWorld[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function start(scripts: Scripts, options?: Partial<TwinSourceOptions>): Promise<TwinWorld> {
  const world = await startTwinWorld(scripts, options);
  open.push(world);
  return world;
}

/** A list that accepts only some tokens and answers the others with `status`. */
function guarded(list: Scripts["list"], takes: (token: string, nth: number) => boolean, status = 401): Scripts["list"] {
  return (request, nth) =>
    takes((request.headers.authorization ?? "").replace("Bearer ", ""), nth)
      ? list(request, nth)
      : { status, json: { error: "Token is expired." } };
}

describe("readDay over HTTP", () => {
  it.each([0, 1, 1000, 1001, 2500])("reads a whole day of %d sessions with one login", async (count) => {
    const world = await start({ list: listing(spreadRows(count)) });
    expect((await world.source.readDay(wholeDay)).declared).toBe(count);
    expect(await readRows(world)).toEqual(spreadRows(count));
    expect(world.calls("login")).toHaveLength(1);
  });

  it("sends fields, time in UTC, sort and a limit of 1000, and no other parameter", async () => {
    const world = await start({ list: listing([]) });
    await readRows(world);
    const [asked] = world.calls("sessions");
    expect(asked?.path).toBe("/chat/sessions");
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      fields: "id,createdAt",
      from: "2026-01-11T00:00:00+00:00",
      to: "2026-01-12T00:00:00+00:00",
      sort: "createdAt",
      limit: "1000",
    });
    expect(asked?.rawQuery).toContain("from=2026-01-11T00%3A00%3A00%2B00%3A00");
    expect(asked?.headers.authorization).toBe(`Bearer ${tokenNo(1)}`);
  });

  it("sends company, bot and supervised only if they are set", async () => {
    const world = await start({ list: listing([]) });
    await world.source.readDay({
      ...wholeDay,
      filters: { ...noFilters, companyId: 12, botId: "b&t=1", supervised: true },
    });
    const query = world.calls("sessions")[0]?.query;
    expect([query?.get("companyId"), query?.get("botId"), query?.get("showSupervised")]).toEqual([
      "12",
      "b&t=1",
      "true",
    ]);
  });

  it("requests the fields that the caller passes", async () => {
    const world = await start({ list: listing([]) });
    const source: SessionSource = world.source;
    await source.readDay({ ...wholeDay, fields: ["createdAt", "rating"] });
    expect(world.calls("sessions")[0]?.query.get("fields")).toBe("createdAt,rating");
  });

  it("reads the list anew each time but logs in once", async () => {
    const rows = spreadRows(1200);
    const world = await start({ list: listing(rows) });
    await readRows(world);
    rows.pop();
    expect(await readRows(world)).toHaveLength(1199);
    expect(world.calls("login")).toHaveLength(1);
  });

  it("reports its progress", async () => {
    const world = await start({ list: listing(spreadRows(2000)) });
    const steps: unknown[] = [];
    const day = await world.source.readDay({ ...wholeDay, onProgress: (step) => void steps.push(step) });
    for await (const _ of day.pieces);
    expect(steps.at(0)).toEqual({ sessionsRead: 0, declared: 2000 });
    expect(steps.at(-1)).toEqual({ sessionsRead: 2000, declared: 2000 });
  });
});

describe("readDay and its token", () => {
  it("renews a token by one login if the API refuses it during parallel requests", async () => {
    const rows = spreadRows(6000);
    const world = await start({ list: guarded(listing(rows), (token, nth) => nth < 4 || token === tokenNo(2)) });
    expect(await readRows(world)).toHaveLength(6000);
    expect(world.calls("login")).toHaveLength(2);
  });

  it.each([401, 403])(
    "throws TwinRequestError after two logins if the API refuses every token (status %d)",
    async (status) => {
      const world = await start({ list: guarded(listing([]), () => false, status) });
      const error = await readingFailure(world);
      expect(error).toBeInstanceOf(TwinRequestError);
      expect(error.message).toContain(`status ${status}`);
      expect(world.calls("login")).toHaveLength(2);
      expect(world.calls("sessions")).toHaveLength(2);
    },
  );

  it("throws TwinRequestError after two logins if the API refuses every token from the sixth request on", async () => {
    const world = await start({ list: guarded(listing(spreadRows(6000)), (_, nth) => nth < 6) });
    expect(await readingFailure(world)).toBeInstanceOf(TwinRequestError);
    expect(world.calls("login")).toHaveLength(2);
  });

  it("refreshes the token before it expires", async () => {
    const issue = (_: unknown, nth: number) => ({
      json: { authToken: jwt({ iat: 1000, exp: 1600, nth }), refreshToken: "canary-refresh" },
    });
    const world = await start({ login: issue, refresh: issue, list: listing([]) });
    await readRows(world);
    world.time.now += 299_000;
    await readRows(world);
    expect(world.calls("refresh")).toHaveLength(0);
    world.time.now += 1000;
    await readRows(world);
    expect(world.calls("refresh")).toHaveLength(1);
    expect(world.calls("login")).toHaveLength(1);
  });

  it("logs in again if the token cannot be refreshed", async () => {
    const world = await start({ refresh: () => ({ status: 401, json: {} }), list: listing([]) });
    await readRows(world);
    world.time.now += 3_600_000;
    await readRows(world);
    expect(world.calls("login")).toHaveLength(2);
  });
});

describe("readDay and its login", () => {
  it("accepts a base address that ends in a slash, and waits with the default sleep", async () => {
    const busy = { status: 503, headers: { "retry-after": "0" } };
    const world = await start({ list: listing([]) });
    const impatient = await start({
      login: (request, nth) => (nth === 1 ? busy : loginOk(request, nth)),
      list: listing([]),
    });
    const source = createTwinSessionSource({
      authUrl: `${impatient.url}/auth/`,
      chatUrl: `${world.url}/chat/`,
      credentials: async () => ({ email: "a@example.com", password: "p" }),
      instantOf: () => null,
      clock: Date.now,
    });
    expect((await source.readDay(wholeDay)).declared).toBe(0);
    expect(world.calls("sessions")[0]?.path).toBe("/chat/sessions");
  });

  it("fails with the error of `credentials`", async () => {
    class SecretMissing extends ReportError {}
    const credentials = () => Promise.reject(new SecretMissing("SECRET_MISSING", "The secret is missing."));
    expect(await readingFailure(await start({ list: listing([]) }, { credentials }))).toBeInstanceOf(SecretMissing);
  });

  it("throws TwinLoginError after one attempt if the login is refused", async () => {
    const world = await start({ login: () => ({ status: 401, json: { error: "nope" } }), list: listing([]) });
    expect(await readingFailure(world)).toBeInstanceOf(TwinLoginError);
    expect(world.calls("login")).toHaveLength(1);
    expect(world.calls("sessions")).toHaveLength(0);
  });

  it("retries the login if the service is down for a moment", async () => {
    const world = await start({
      login: (request, nth) => (nth < 3 ? { status: 503 } : loginOk(request, nth)),
      list: listing([]),
    });
    expect(await readRows(world)).toEqual([]);
  });

  it("throws TwinUnavailableError if the login service stays down", async () => {
    const world = await start({ login: () => ({ status: 500 }), list: listing([]) });
    expect(await readingFailure(world)).toBeInstanceOf(TwinUnavailableError);
  });

  it("throws TwinAnswerError if the login answer has no token", async () => {
    const world = await start({ login: () => ({ json: { refreshToken: "r" } }), list: listing([]) });
    expect(await readingFailure(world)).toBeInstanceOf(TwinAnswerError);
  });
});

describe("readDay fails instead of returning an empty day", () => {
  it.each<[string, unknown]>([
    ["an empty object", {}],
    ["no items", { count: 0 }],
    ["items that are null", { count: 0, items: null }],
    ["items that are an object", { count: 1, items: { 0: { id: "a" } } }],
    ["a count that is null", { count: null, items: [] }],
    ["a negative count", { count: -1, items: [] }],
    ["an error with status 200", { error: "Token is expired." }],
  ])("if the list answers %s", async (_, json) => {
    const world = await start({ list: () => ({ json }) });
    expect(await readingFailure(world)).toBeInstanceOf(TwinAnswerError);
  });

  it("if one slice of many cannot be read", async () => {
    const rows = listing(spreadRows(4000));
    // The first page ends at 05:59:38; the rest of the day is cut into four.
    const late = "2026-01-11T19:29:54+00:00";
    const world = await start({
      list: (request, nth) => (request.query.get("from") === late ? { status: 500 } : rows(request, nth)),
    });
    const error = await readingFailure(world);
    expect(error).toBeInstanceOf(TwinUnavailableError);
    expect(error.message).toContain(late);
  });

  it("if the API refuses the request", async () => {
    const world = await start({
      list: () => ({ status: 400, json: { error: "Invalid input parameters", details: "secret words" } }),
    });
    const error = await readingFailure(world);
    expect(error).toBeInstanceOf(TwinRequestError);
    expect(error.message).toContain("status 400");
    expect(error.message).not.toContain("words");
  });
});

describe("a reading that ends early", () => {
  it("leaves no open request", async () => {
    const rows = listing(spreadRows(4000));
    const world = await start({ list: (request, nth) => (nth === 1 ? rows(request, nth) : { fault: "hang" }) });
    const { pieces } = await world.source.readDay(wholeDay);
    for await (const piece of pieces) {
      expect(piece).toHaveLength(999);
      await vi.waitUntil(() => world.unanswered.size === 4);
      break;
    }
    await vi.waitUntil(() => world.unanswered.size === 0, { timeout: 5000 });
  });

  it("does not wait for hanging slices after one has failed", async () => {
    const rows = listing(spreadRows(4000));
    const last = "2026-01-11T19:29:54+00:00";
    const world = await start({
      list: (request, nth) => {
        if (nth === 1) return rows(request, nth);
        return request.query.get("from") === last ? { status: 422 } : { fault: "hang" };
      },
    });
    expect(await readingFailure(world)).toBeInstanceOf(TwinRequestError);
    await vi.waitUntil(() => world.unanswered.size === 0, { timeout: 5000 });
  });
});
