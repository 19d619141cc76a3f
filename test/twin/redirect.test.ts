import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TwinRequestError } from "../../functions/daily-report/twin/twin-errors.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted-server.ts";
import { spreadRows } from "./session-rows.ts";
import { listing, readingFailure, type Scripts, startTwinWorld } from "./twin-world.ts";

let elsewhere: ScriptedServer;
beforeEach(async () => {
  elsewhere = await startScriptedServer(() => ({ json: { count: 0, items: [], authToken: "stolen" } }));
});
afterEach(() => elsewhere.close());

const away = (status: number) => ({ status, headers: { location: `${elsewhere.url}/sessions` } });

describe.each([301, 302, 303, 307, 308])("a redirect to another host (status %d)", (status) => {
  it.each<[string, () => Scripts]>([
    ["of the list", () => ({ list: () => away(status) })],
    ["in the middle of the list", () => ({ list: (asked, nth) => (nth < 3 ? rows(asked, nth) : away(status)) })],
    ["of the login", () => ({ login: () => away(status), list: rows })],
  ])("%s throws TwinRequestError and is not followed", async (_, scripts) => {
    const world = await startTwinWorld(scripts());
    const error = await readingFailure(world);
    await world.close();
    expect(error).toBeInstanceOf(TwinRequestError);
    expect(error.message).toContain(`redirect (status ${status})`);
    expect(elsewhere.seen).toEqual([]);
  });
});

const rows = listing(spreadRows(2500));
