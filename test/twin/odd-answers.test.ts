import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { TwinAnswerError, TwinUnavailableError } from "../../functions/daily-report/twin/twin-errors.ts";
import type { Reply } from "./scripted-server.ts";
import { spreadRows } from "./session-rows.ts";
import { listing, readingFailure, readRows, type Script, startTwinWorld, type TwinWorld } from "./twin-world.ts";

let world: TwinWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

const start = async (list: Script): Promise<TwinWorld> => {
  world = await startTwinWorld({ list });
  return world;
};

const rows = spreadRows(1500);
const honest = listing(rows);
const json = async (...call: Parameters<Script>): Promise<string> => JSON.stringify((await honest(...call)).json);

/** What happens to a correct answer on its way. */
const spoilt: Record<string, (text: string) => Reply> = {
  "that is compressed and cut in the middle": (text) => {
    const packed = gzipSync(text);
    return { text: packed.subarray(0, packed.length / 2), headers: { "content-encoding": "gzip" } };
  },
  "that claims to be compressed but is not": (text) => ({ text, headers: { "content-encoding": "gzip" } }),
  "whose chunked body breaks off": (text) => ({ text, headers: { "transfer-encoding": "chunked" }, fault: "break" }),
  "that is shorter than its content-length": (text) => ({ text, fault: "break" }),
  "with half a body and a matching content-length": (text) => ({ text: text.slice(0, text.length / 2) }),
  "with status 204": () => ({ status: 204, text: "" }),
};

describe.each(Object.entries(spoilt))("readDay with an answer %s", (_, spoil) => {
  it("reads the whole day by retries if every second answer is such", async () => {
    const made = await start(async (request, nth) =>
      nth % 2 === 1 ? spoil(await json(request, nth)) : honest(request, nth),
    );
    expect(await readRows(made)).toEqual(rows);
  });

  it("throws instead of returning an empty day if every answer is such", async () => {
    const error = await readingFailure(await start(async (request, nth) => spoil(await json(request, nth))));
    expect([TwinAnswerError, TwinUnavailableError]).toContain(error.constructor);
  });
});

it.each(["text/html", "application/octet-stream", "text/plain; charset=windows-1251", ""])(
  "an answer is read as JSON even if its content type is %j",
  async (type) => {
    const list: Script = async (request, nth) => ({
      text: await json(request, nth),
      headers: { "content-type": type },
    });
    expect(await readRows(await start(list))).toEqual(rows);
  },
);

it("no session is lost if the count differs from answer to answer, as a number or as text", async () => {
  const list: Script = async (request, nth) => {
    const { count, items } = JSON.parse(await json(request, nth));
    return { json: { count: nth % 2 === 0 ? String(count + 3) : Math.max(0, count - (nth % 5)), items } };
  };
  expect(await readRows(await start(list))).toEqual(rows);
});

it("the reading fails within 20 requests if every answer counts a million but has no session", async () => {
  const made = await start(() => ({ json: { count: 1_000_000, items: [] } }));
  await expect(readRows(made)).rejects.toThrow("Slices of a time that counts");
  expect(made.calls("sessions").length).toBeLessThan(20);
});

it("the day is empty after one request a slice if only the first answer counts a million and none has a session", async () => {
  const made = await start((_, nth) => ({ json: { count: nth === 1 ? 1_000_000 : 0, items: [] } }));
  expect(await readRows(made)).toEqual([]);
  expect(made.calls("sessions")).toHaveLength(258);
});
