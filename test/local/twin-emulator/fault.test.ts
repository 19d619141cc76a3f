import { describe, expect, test } from "vitest";
import type { Fault } from "../../../local/twin-emulator/fault.ts";
import type { SeenRequest } from "../../../local/twin-emulator/start-emulator.ts";
import { type Client, withEmulator } from "./with-emulator.ts";

const sessions = [{ id: "a" }, { id: "b" }];

/** Runs a test against an emulator that applies the fault to every request for the list. */
async function withFault(
  fault: Fault,
  test: (list: () => Promise<Response>, client: Client) => Promise<void>,
): Promise<void> {
  const faults = ({ route }: SeenRequest) => (route === "sessions" ? fault : null);
  await withEmulator({ sessions, faults }, async (client) => {
    const headers = { authorization: `Bearer ${(await client.login()).authToken}` };
    await test(() => fetch(`${client.emulator.chatUrl}/sessions?fields=id`, { headers }), client);
  });
}

const answersNothingWithin = (milliseconds: number, waiting: Promise<unknown>) =>
  Promise.race([
    waiting.then(
      () => "answered",
      () => "ended",
    ),
    new Promise((resolve) => setTimeout(resolve, milliseconds, "silence")),
  ]);

describe("a fault of the emulator", () => {
  test("applies only to the requests for which `faults` returns it", async () => {
    const faults = ({ route, nth, query }: SeenRequest): Fault | null =>
      route === "sessions" && (nth === 2 || query.page === "9") ? { kind: "status", status: 500 } : null;
    await withEmulator({ sessions, faults }, async ({ list }) => {
      const queries = ["fields=id", "fields=id", "fields=id&page=9", "fields=id&page=1"];
      const statuses = [];
      for (const query of queries) statuses.push((await list(query)).status);
      expect(statuses).toEqual([200, 500, 500, 200]);
    });
  });

  test("can be any status, with headers and body", async () => {
    const limited: Fault = {
      kind: "status",
      status: 429,
      headers: { "retry-after": "2" },
      body: { error: "Too many requests" },
    };
    await withFault(limited, async (list, { emulator }) => {
      const response = await list();
      expect([response.status, response.headers.get("retry-after"), await response.json()]).toEqual([
        429,
        "2",
        { error: "Too many requests" },
      ]);
      expect(emulator.requests.at(-1)?.status).toBe(429);
    });
    await withFault({ kind: "status", status: 403 }, async (list) =>
      expect(await (await list()).json()).toEqual({ error: "Emulated fault" }),
    );
  });

  test("can be a page of HTML with 200", async () => {
    await withFault({ kind: "html" }, async (list) => {
      const response = await list();
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(await response.text()).toMatch(/^<!doctype html>/);
    });
  });

  test("can close the connection in the middle of the body", async () => {
    await withFault({ kind: "truncated" }, async (list) => {
      const response = await list();
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow();
    });
  });

  test("can stop sending in the middle of the body", async () => {
    await withFault({ kind: "stalled" }, async (list) => {
      const response = await list();
      expect(await answersNothingWithin(300, response.text())).toBe("silence");
    });
  });

  test("can be no answer at all", async () => {
    await withFault({ kind: "silent" }, async (list, { emulator }) => {
      expect(await answersNothingWithin(300, list())).toBe("silence");
      expect(emulator.requests.at(-1)?.status).toBeNull();
    });
  });

  test("can be a reset connection", async () => {
    await withFault({ kind: "reset" }, async (list) => {
      await expect(list()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    });
  });

  test("can be a late answer", async () => {
    await withFault({ kind: "late", milliseconds: 200 }, async (list) => {
      const start = performance.now();
      expect((await list()).status).toBe(200);
      expect(performance.now() - start).toBeGreaterThan(190);
    });
  });

  test.each<[string, (body: object) => unknown]>([
    ["a wrong count", (body) => ({ ...body, count: 7000 })],
    ["a count that is a text", (body) => ({ ...body, count: "2" })],
    ["a count that is null", (body) => ({ ...body, count: null })],
    ["an empty page", (body) => ({ ...body, items: [] })],
    ["items of another type", (body) => ({ ...body, items: "none" })],
    ["a body that is not an object", () => null],
  ])("can be %s", async (_, alter) => {
    await withFault({ kind: "altered", alter: (body) => alter(body as object) }, async (list) => {
      const response = await list();
      expect([response.status, await response.json()]).toEqual([200, alter({ count: 2, items: sessions })]);
    });
  });

  test("can be a count that differs from request to request", async () => {
    const faults = ({ route, nth }: SeenRequest): Fault | null =>
      route === "sessions" ? { kind: "altered", alter: (body) => ({ ...(body as object), count: 10 + nth }) } : null;
    await withEmulator({ sessions, faults }, async ({ list }) => {
      expect([(await list("fields=id")).body.count, (await list("fields=id")).body.count]).toEqual([11, 12]);
    });
  });

  test("that replaces the answer has no other effect: a refresh token stays unused", async () => {
    const faults = ({ route, nth }: SeenRequest): Fault | null =>
      route === "refresh" && nth === 1 ? { kind: "status", status: 502 } : null;
    await withEmulator({ sessions, faults }, async ({ login, post }) => {
      const { authToken, refreshToken } = await login();
      expect((await post("refresh", { refreshToken, ttl: 9 }, authToken)).status).toBe(502);
      expect((await post("refresh", { refreshToken, ttl: 9 }, authToken)).status).toBe(200);
    });
  });

  test("that throws is answered with status 500", async () => {
    const faults = () => {
      throw new Error("a slip in the test");
    };
    await withEmulator({ sessions, faults }, async ({ list }) => {
      expect(await list("fields=id", "x")).toEqual({
        status: 500,
        body: { error: "The emulator failed: Error: a slip in the test" },
      });
    });
  });
});
