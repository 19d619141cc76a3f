import { describe, expect, test } from "vitest";
import { withEmulator } from "./with-emulator.ts";

const DEMO = { email: "demo@example.com", password: "demo" };
const START = Date.UTC(2026, 2, 2, 10);

/** A clock that changes only if a test sets it. */
function stoppedClock() {
  const clock = { now: START, read: () => clock.now };
  return clock;
}

function expiryOf(authToken: string): number {
  return JSON.parse(Buffer.from(authToken.split(".")[1] ?? "", "base64url").toString()).exp;
}

describe("the emulator's login", () => {
  test("answers with a token that is valid for the list and has an exp claim", async () => {
    await withEmulator({ sessions: [{ id: "s" }], clock: () => START }, async ({ post, list }) => {
      const { status, body } = await post("login", { ...DEMO, ttl: 600, companyId: null, extra: {} });
      expect(status).toBe(200);
      expect(expiryOf(body.authToken)).toBe(START / 1000 + 600);
      expect((await list("fields=id", body.authToken)).body.count).toBe(1);
    });
  });

  test("refuses a wrong password or email with 401", async () => {
    await withEmulator({ sessions: [] }, async ({ post }) => {
      for (const wrong of [{ password: "Demo" }, { email: "other@example.com" }, { password: "" }]) {
        const { status, body } = await post("login", { ...DEMO, ttl: 3600, ...wrong });
        expect([status, body]).toEqual([401, { error: "Wrong email or password." }]);
      }
    });
  });

  test("accepts only the account of the options", async () => {
    await withEmulator({ sessions: [], email: "a@example.com", password: "p'w" }, async ({ post }) => {
      expect((await post("login", { email: "a@example.com", password: "p'w", ttl: 1 })).status).toBe(200);
      expect((await post("login", { ...DEMO, ttl: 1 })).status).toBe(401);
    });
  });

  test("refuses an invalid body with 400 or 422", async () => {
    await withEmulator({ sessions: [] }, async ({ post }) => {
      for (const body of ["", "email=demo", "[]", "null"]) expect((await post("login", body)).status, body).toBe(400);
      const wrong = { email: 1, password: null, ttl: "3600", companyId: "7" };
      for (const [field, value] of Object.entries(wrong)) {
        const reply = await post("login", { ...DEMO, ttl: 3600, [field]: value });
        expect([reply.status, reply.body.details.field]).toEqual([422, field]);
      }
    });
  });
});

describe("the emulator's list", () => {
  test("refuses a missing token with 401", async () => {
    await withEmulator({ sessions: [] }, async ({ emulator, login }) => {
      const { authToken } = await login();
      for (const headers of [
        {},
        { authorization: authToken },
        { authorization: "Bearer" },
        { authorization: `Basic ${authToken}` },
      ]) {
        const response = await fetch(`${emulator.chatUrl}/sessions?fields=id`, {
          headers: headers as Record<string, string>,
        });
        expect([response.status, await response.json()]).toEqual([401, { error: "User is not authenticated" }]);
      }
    });
  });

  test("refuses a token after it has expired", async () => {
    const clock = stoppedClock();
    await withEmulator({ sessions: [], clock: clock.read, tokenSeconds: 60 }, async ({ login, list }) => {
      const { authToken } = await login();
      clock.now += 59_999;
      expect((await list("fields=id", authToken)).status).toBe(200);
      clock.now += 1;
      expect(await list("fields=id", authToken)).toEqual({ status: 401, body: { error: "Token is expired." } });
    });
  });

  test("refuses a token that is forged or from another server", async () => {
    await withEmulator({ sessions: [] }, async ({ login, list }) => {
      const { authToken } = await login();
      const [header, , signature] = authToken.split(".");
      const claims = Buffer.from(JSON.stringify({ exp: 4_000_000_000 })).toString("base64url");
      const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
      const forged = [
        `${header}.${claims}.${signature}`,
        `${none}.${claims}.`,
        authToken.slice(0, -1),
        `${authToken}.x`,
        "x.y.z",
        "x",
      ];
      await withEmulator({ sessions: [] }, async (other) => {
        for (const token of [...forged, (await other.login()).authToken]) {
          expect(await list("fields=id", token)).toEqual({ status: 401, body: { error: "User is not authenticated" } });
        }
      });
    });
  });
});

describe("the emulator's refresh", () => {
  test("answers with a new pair of tokens, even if the old token has expired", async () => {
    const clock = stoppedClock();
    await withEmulator({ sessions: [], clock: clock.read }, async ({ login, post, list }) => {
      const { authToken, refreshToken } = await login();
      clock.now += 7_200_000;
      const { status, body } = await post("refresh", { refreshToken, ttl: 60 }, authToken);
      expect([status, expiryOf(body.authToken)]).toEqual([200, clock.now / 1000 + 60]);
      expect(body.refreshToken).not.toBe(refreshToken);
      expect((await list("fields=id", body.authToken)).status).toBe(200);
    });
  });

  test("accepts a refresh token only once", async () => {
    await withEmulator({ sessions: [] }, async ({ login, post }) => {
      const { authToken, refreshToken } = await login();
      expect((await post("refresh", { refreshToken, ttl: 60 }, authToken)).status).toBe(200);
      expect((await post("refresh", { refreshToken, ttl: 60 }, authToken)).status).toBe(401);
    });
  });

  test("requires the token without a scheme in the header, and a valid body", async () => {
    await withEmulator({ sessions: [] }, async ({ login, post }) => {
      const { authToken, refreshToken } = await login();
      expect((await post("refresh", { refreshToken, ttl: 60 })).status).toBe(401);
      expect((await post("refresh", { refreshToken, ttl: 60 }, `Bearer ${authToken}`)).status).toBe(401);
      expect((await post("refresh", { refreshToken: "guess", ttl: 60 }, authToken)).status).toBe(401);
      expect((await post("refresh", { ttl: 60 }, authToken)).status).toBe(422);
      expect((await post("refresh", { refreshToken, ttl: 0 }, authToken)).status).toBe(422);
      expect((await post("refresh", { refreshToken, ttl: 60 }, authToken)).status).toBe(200);
    });
  });
});
