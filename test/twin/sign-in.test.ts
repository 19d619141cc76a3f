import { describe, expect, it } from "vitest";
import { createSignIn, type SignIn, type Tokens } from "../../functions/daily-report/twin/sign-in.ts";
import { TwinAnswerError, TwinLoginError, TwinRequestError } from "../../functions/daily-report/twin/twin-errors.ts";
import type { TwinAnswer, TwinRequest } from "../../functions/daily-report/twin/twin-request.ts";
import { jwt } from "./twin-world.ts";

const now = Date.parse("2026-01-12T04:30:00Z");
const signal = new AbortController().signal;
const credentials = { email: "a@example.com", password: "canary-password" };

function signInAnswering(answer: TwinAnswer, companyId?: number | null): SignIn & { sent: TwinRequest[] } {
  const sent: TwinRequest[] = [];
  const signIn = createSignIn({
    authUrl: "https://iam.example.com/api/v1/auth",
    credentials: async () => (companyId === undefined ? credentials : { ...credentials, companyId }),
    clock: () => now,
    send: async (request) => {
      sent.push(request);
      return answer;
    },
  });
  return { ...signIn, sent };
}

const good = (body: unknown): TwinAnswer => ({ status: 200, body });
const old: Tokens = { authToken: "old-token", refreshToken: "old-refresh", renewAt: 0 };

describe("login", () => {
  it("posts email, password and the requested lifetime, and a company only if there is one", async () => {
    const signIn = signInAnswering(good({ authToken: "t" }));
    await signIn.login(signal);
    expect(String(signIn.sent[0]?.url)).toBe("https://iam.example.com/api/v1/auth/login");
    expect(signIn.sent[0]).toMatchObject({ method: "POST", json: { ...credentials, ttl: 3600 } });
    for (const [companyId, sent] of [
      [null, undefined],
      [7, 7],
    ] as const) {
      const other = signInAnswering(good({ authToken: "t" }), companyId);
      await other.login(signal);
      expect(Reflect.get(other.sent[0]?.json ?? {}, "companyId")).toBe(sent);
    }
  });

  it("sets the renewal to 15 minutes before expiry, or to half of a short life", async () => {
    const seconds = now / 1000;
    const renewal = async (claims: object): Promise<number> =>
      (await signInAnswering(good({ authToken: jwt({ ...claims }) })).login(signal)).renewAt - now;
    expect(await renewal({ iat: seconds, exp: seconds + 3600 })).toBe(45 * 60_000);
    expect(await renewal({ iat: seconds, exp: seconds + 60 })).toBe(30_000);
    expect(await renewal({})).toBe(45 * 60_000);
  });

  it.each([400, 401, 403, 422])(
    "throws an error for status %d that says where to correct email and password and shows neither",
    async (status) => {
      const failure = signInAnswering({ status }).login(signal);
      await expect(failure).rejects.toThrow(TwinLoginError);
      await expect(failure).rejects.toThrow(/email and password.*TWIN secret.*TWIN_EMAIL and TWIN_PASSWORD/);
      await expect(failure).rejects.not.toThrow(/canary|a@example/);
    },
  );

  it("throws TwinRequestError for a wrong address", async () => {
    await expect(signInAnswering({ status: 404 }).login(signal)).rejects.toThrow(TwinRequestError);
  });

  it.each([
    {},
    null,
    [],
    { authToken: null },
    { authToken: "" },
    { authToken: 5 },
    { authToken: "a\r\nb" },
    { authToken: "é" },
  ])("throws an error that names the unusable field for an answer of %j", async (body) => {
    const failure = signInAnswering(good(body)).login(signal);
    await expect(failure).rejects.toThrow(TwinAnswerError);
    await expect(failure).rejects.toThrow('"authToken"');
  });
});

describe("refresh", () => {
  it("posts the refresh token and sends the old token without a scheme", async () => {
    const signIn = signInAnswering(good({ authToken: "new", refreshToken: "next" }));
    expect(await signIn.refresh(old, signal)).toMatchObject({ authToken: "new", refreshToken: "next" });
    expect(String(signIn.sent[0]?.url)).toBe("https://iam.example.com/api/v1/auth/refresh");
    expect(signIn.sent[0]).toMatchObject({
      method: "POST",
      json: { refreshToken: "old-refresh", ttl: 3600 },
      headers: { authorization: "old-token" },
    });
  });

  it("returns null if refused, and sends nothing without a refresh token", async () => {
    expect(await signInAnswering({ status: 401 }).refresh(old, signal)).toBeNull();
    const signIn = signInAnswering(good({ authToken: "new" }));
    expect(await signIn.refresh({ ...old, refreshToken: null }, signal)).toBeNull();
    expect(signIn.sent).toEqual([]);
  });
});
