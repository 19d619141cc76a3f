import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../local/twin-emulator/start-emulator.ts";
import { withEmulator } from "./with-emulator.ts";

describe("startEmulator", () => {
  test("answers 404 for an unknown path and 405 for a wrong method, with the vendor's error body", async () => {
    await withEmulator({ sessions: [] }, async ({ emulator }) => {
      const answer = async (method: string, path: string) => {
        const response = await fetch(emulator.url + path, { method });
        return [response.status, response.headers.get("allow"), await response.json()];
      };
      expect(await answer("GET", "/api/v1/chats")).toEqual([404, null, { error: "Not found" }]);
      expect(await answer("GET", "/api/v1/sessions/")).toEqual([404, null, { error: "Not found" }]);
      expect(await answer("POST", "/api/v1/sessions")).toEqual([405, "GET", { error: "Method not allowed" }]);
      expect(await answer("GET", "/api/v1/auth/login")).toEqual([405, "POST", { error: "Method not allowed" }]);
    });
  });

  test("names the wrong parameter in the details of the error", async () => {
    await withEmulator({ sessions: [] }, async ({ list }) => {
      const { status, body } = await list("fields=id&limit=5000");
      const details = { parameter: "limit", expected: "a whole number from 1 to 1000" };
      expect([status, body]).toEqual([400, { error: "Invalid input parameters", details }]);
    });
  });

  test("serves numbers too large for JavaScript unchanged", async () => {
    const item = JSON.parse(
      '{"id":"s","createdAt":"2026-03-02T10:00:00Z","price":1e999,"metrics":{"a":[1,-1e999]},"csi":1e21}',
    );
    await withEmulator({ sessions: [item] }, async ({ emulator, login }) => {
      const headers = { authorization: `Bearer ${(await login()).authToken}` };
      const response = await fetch(`${emulator.chatUrl}/sessions?fields=price,metrics,csi`, { headers });
      expect(await response.text()).toBe(
        '{"count":1,"items":[{"price":1e999,"metrics":{"a":[1,-1e999]},"csi":1e+21}]}',
      );
    });
  });

  test("records every request without its secrets", async () => {
    await withEmulator({ sessions: [] }, async ({ emulator, list }) => {
      await list("fields=id&limit=3");
      await list("fields=id&limit=0");
      expect(emulator.requests).toEqual([
        { route: "login", nth: 1, method: "POST", path: "/api/v1/auth/login", query: {}, status: 200 },
        {
          route: "sessions",
          nth: 1,
          method: "GET",
          path: "/api/v1/sessions",
          query: { fields: "id", limit: "3" },
          status: 200,
        },
        { route: "login", nth: 2, method: "POST", path: "/api/v1/auth/login", query: {}, status: 200 },
        {
          route: "sessions",
          nth: 2,
          method: "GET",
          path: "/api/v1/sessions",
          query: { fields: "id", limit: "0" },
          status: 400,
        },
      ]);
    });
  });

  test("serves the new sessions after replaceSessions", async () => {
    await withEmulator({ sessions: [{ id: "old" }] }, async ({ emulator, list }) => {
      emulator.replaceSessions([{ id: "new" }, { id: "newer" }]);
      expect((await list("fields=id")).body).toEqual({ count: 2, items: [{ id: "new" }, { id: "newer" }] });
    });
  });

  test("delays answers by latencyMs", async () => {
    await withEmulator({ sessions: [], latencyMs: 150 }, async ({ login }) => {
      const start = performance.now();
      await login();
      expect(performance.now() - start).toBeGreaterThan(140);
    });
  });

  test("answers 413 to a body that is too large", async () => {
    await withEmulator({ sessions: [] }, async ({ post }) =>
      expect((await post("login", "x".repeat(100_000))).status).toBe(413),
    );
  });

  test("rejects if its port is taken", async () => {
    await withEmulator({ sessions: [] }, async ({ emulator }) => {
      const port = Number(new URL(emulator.url).port);
      await expect(startEmulator({ sessions: [], port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    });
  });

  test("stops listening when closed, and can be closed twice", async () => {
    const emulator = await startEmulator({ sessions: [] });
    await emulator.close();
    await emulator.close();
    await expect(fetch(emulator.url)).rejects.toThrow();
  });

  test("answers ten pages of a hundred thousand sessions within seconds", async () => {
    const start = Date.UTC(2026, 2, 2);
    const sessions = Array.from({ length: 100_000 }, (_, n) => ({
      id: n,
      createdAt: new Date(start + n * 800).toISOString(),
    }));
    await withEmulator({ sessions }, async ({ list, login }) => {
      const { authToken } = await login();
      const began = performance.now();
      for (let hour = 10; hour < 20; hour += 1) {
        const { body } = await list(`fields=id&limit=1000&sort=createdAt&from=2026-03-02T${hour}:00:00Z`, authToken);
        expect(body.items[0]).toEqual({ id: hour * 4500 });
      }
      expect(performance.now() - began).toBeLessThan(5000);
    });
  });
});
