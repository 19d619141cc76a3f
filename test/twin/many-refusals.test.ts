import { afterEach, describe, expect, it } from "vitest";
import type { Reply } from "./scripted-server.ts";
import { spreadRows } from "./session-rows.ts";
import {
  jwt,
  listing,
  loginOk,
  readRows,
  type Script,
  type Scripts,
  startTwinWorld,
  type TwinWorld,
  tokenNo,
} from "./twin-world.ts";

let world: TwinWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

async function start(scripts: Scripts, parallelSlices = 4): Promise<TwinWorld> {
  world = await startTwinWorld(scripts, { limits: { pageRows: 10, sessionsPerSlice: 10, parallelSlices } });
  return world;
}

const sessions = 1000;
const rows = listing(spreadRows(sessions));
const few = listing(spreadRows(50));
const expired: Reply = { status: 401, json: { error: "Token is expired." } };
const tokenOf: (request: Parameters<Script>[0]) => string = ({ headers }) =>
  (headers.authorization ?? "").replace("Bearer ", "");

describe("readDay with refused tokens", () => {
  it("logs in once for a hundred requests that are refused at once", async () => {
    const gate = Promise.withResolvers<void>();
    const list: Script = async (request, nth) => {
      if (nth === 1 || tokenOf(request) !== tokenNo(1)) return rows(request, nth);
      if (nth === 101) gate.resolve();
      await gate.promise;
      return expired;
    };
    const made = await start({ list }, 100);
    expect(await readRows(made)).toHaveLength(sessions);
    expect(made.calls("login")).toHaveLength(2);
  });

  it("logs in once each time the token expires", async () => {
    const list: Script = (request, nth) =>
      tokenOf(request) === tokenNo(1 + Math.floor(nth / 40)) ? rows(request, nth) : expired;
    const made = await start({ list }, 1);
    expect(await readRows(made)).toHaveLength(sessions);
    const ends = Math.floor(made.calls("sessions").length / 40);
    expect(ends).toBeGreaterThan(2);
    expect(made.calls("login")).toHaveLength(ends + 1);
  });
});

describe("readDay with a failed refresh", () => {
  it.each<[string, Reply]>([
    ["without a token", { json: {} }],
    ["with HTML", { text: "<p>down</p>" }],
    ["with status 500", { status: 500 }],
    ["with a redirect", { status: 302, headers: { location: "http://127.0.0.1:9/" } }],
  ])("logs in once and loses no session if the refresh is answered %s", async (_, reply) => {
    const login: Script = (request, nth) =>
      nth > 1 ? loginOk(request, nth) : { json: { authToken: jwt({ iat: 0, exp: 60 }), refreshToken: "r" } };
    const made = await start({ login, refresh: () => reply, list: few });
    await readRows(made);
    made.time.now += 60_000;
    expect(await readRows(made)).toHaveLength(50);
    expect(made.calls("login")).toHaveLength(2);
  });
});
