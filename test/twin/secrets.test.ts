import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import type { Reply } from "./scripted-server.ts";
import { spreadRows } from "./session-rows.ts";
import {
  listing,
  loginOk,
  quickLimits,
  readingFailure,
  type Scripts,
  startTwinWorld,
  type TwinWorld,
} from "./twin-world.ts";

let world: TwinWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

/** Returns every form in which a log might print an error, including its causes. */
function printed(error: Error): string {
  const own = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
  const cause = error.cause instanceof Error ? printed(error.cause) : String(error.cause);
  const logged = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
  return [String(error), error.stack, JSON.stringify(error), logged, ...own, cause].join("\n");
}

/** What must never be printed, in several encodings. All secrets and all texts of the server contain this word. */
const canaries = [
  "canary",
  encodeURIComponent("canary.email@example.com"),
  Buffer.from("canary-").toString("base64").slice(0, 8),
];

const words: Reply = { json: { error: "canary words of the server" } };
const list = (reply: Reply): Scripts => ({ list: () => reply });
const login = (reply: Reply): Scripts => ({ login: () => reply, list: listing([]) });

describe("the error shows no secret and no text of the server", () => {
  it.each<[string, Scripts]>([
    ["login refused", login({ ...words, status: 401 })],
    ["login not understood", login({ ...words, status: 400 })],
    ["login address wrong", login({ ...words, status: 404 })],
    ["login down", login({ ...words, status: 500 })],
    ["login redirected", login({ status: 302, headers: { location: "http://canary.example.com/" } })],
    ["login answered HTML", login({ text: "<p>canary</p>" })],
    ["login broken off", login({ ...words, fault: "break" })],
    ["login hanging", login({ fault: "hang" })],
    ["login without a token", login(words)],
    ["login with a token unfit for a header", login({ json: { authToken: "canary\r\ntoken" } })],
    ["list refusing every token", list({ ...words, status: 401 })],
    ["list forbidden", list({ ...words, status: 403 })],
    ["list refusing the question", list({ ...words, status: 422 })],
    ["list too busy", list({ ...words, status: 429 })],
    ["list down", list({ ...words, status: 503 })],
    ["list redirected", list({ status: 307, headers: { location: "http://canary.example.com/" } })],
    ["list answered HTML", list({ text: "<p>canary</p>" })],
    ["list cut short", list({ text: '{"count":1,"items":[{"id":"canary' })],
    ["list broken off", list({ ...words, fault: "break" })],
    ["list dropped", list({ fault: "drop" })],
    ["list hanging", list({ fault: "hang" })],
    ["list too long", list({ text: `{"canary":"${"x".repeat(200_000)}"}` })],
    ["list with a count of words", list({ json: { count: "canary", items: [] } })],
    ["list with items of words", list({ json: { count: 0, items: { canary: 1 } } })],
    [
      "list out of order",
      {
        list: listing(
          [...spreadRows(1500)].reverse().map((row) => ({ ...row, id: "canary" })),
          { ignores: ["sort"] },
        ),
      },
    ],
    [
      "refresh and login down",
      {
        login: (request, nth) => (nth === 1 ? loginOk(request, nth) : { ...words, status: 500 }),
        list: list({ ...words, status: 401 }).list,
      },
    ],
  ])("if the case is: %s", async (_, scripts) => {
    world = await startTwinWorld(scripts, { limits: { ...quickLimits, tries: 2, maxBodyBytes: 150_000 } });
    const error = await readingFailure(world);
    expect(error).toBeInstanceOf(ReportError);
    expect(error.name).toMatch(/^Twin\w+Error$/);
    expect(error.cause).toBeUndefined();
    const text = printed(error);
    for (const canary of canaries) expect(text).not.toContain(canary);
  });
});
