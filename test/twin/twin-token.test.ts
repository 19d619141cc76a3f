import { describe, expect, it } from "vitest";
import type { SignIn, Tokens } from "../../functions/daily-report/twin/sign-in.ts";
import {
  TwinAbortedError,
  TwinLoginError,
  TwinUnavailableError,
} from "../../functions/daily-report/twin/twin-errors.ts";
import { TwinToken } from "../../functions/daily-report/twin/twin-token.ts";

const signal = new AbortController().signal;

type TokenService = { token: TwinToken; time: { now: number }; calls: string[] };

/** A login service in memory. Tokens are due for renewal after 50 ms. */
function openTokenService(service: Partial<SignIn> = {}): TokenService {
  const time = { now: 0 };
  const calls: string[] = [];
  const issue = (): Tokens => ({ authToken: `token${calls.length}`, refreshToken: "r", renewAt: time.now + 50 });
  const signIn: SignIn = {
    login: async (stop) => {
      calls.push("login");
      return service.login?.(stop) ?? issue();
    },
    refresh: async (tokens, stop) => {
      calls.push("refresh");
      return service.refresh ? service.refresh(tokens, stop) : issue();
    },
  };
  return { token: new TwinToken(signIn, () => time.now), time, calls };
}

describe("TwinToken", () => {
  it("logs in once and keeps the token while it is valid", async () => {
    const { token, calls, time } = openTokenService();
    const first = await token.current(signal);
    time.now = 49;
    expect(await token.current(signal)).toBe(first);
    expect(calls).toEqual(["login"]);
  });

  it("refreshes the token when it is due for renewal", async () => {
    const { token, calls, time } = openTokenService();
    await token.current(signal);
    time.now = 50;
    expect((await token.current(signal)).authToken).toBe("token2");
    expect(calls).toEqual(["login", "refresh"]);
  });

  it.each<[string, SignIn["refresh"]]>([
    ["is refused", async () => null],
    ["is down", () => Promise.reject(new TwinUnavailableError("down"))],
  ])("logs in again if the refresh %s", async (_, refresh) => {
    const { token, calls, time } = openTokenService({ refresh });
    await token.current(signal);
    time.now = 50;
    await token.current(signal);
    expect(calls).toEqual(["login", "refresh", "login"]);
  });

  it.each([
    ["is stopped", new TwinAbortedError("a refresh")],
    ["fails in a way that is not TWIN's", new TypeError("a bug")],
  ])("does not log in again if the refresh %s", async (_, failure) => {
    const { token, calls, time } = openTokenService({ refresh: () => Promise.reject(failure) });
    await token.current(signal);
    time.now = 50;
    const stopped = new AbortController();
    stopped.abort();
    await expect(token.current(stopped.signal)).rejects.toBe(failure);
    expect(calls).toEqual(["login", "refresh"]);
  });

  it("logs in for insteadOf if it has no token yet", async () => {
    const { token, calls } = openTokenService();
    await token.insteadOf({ authToken: "old", refreshToken: null, renewAt: 0 }, signal);
    expect(calls).toEqual(["login"]);
  });

  it("replaces a refused token by a new login even if it has not expired", async () => {
    const { token, calls } = openTokenService();
    const refused = await token.current(signal);
    expect(await token.insteadOf(refused, signal)).not.toBe(refused);
    expect(calls).toEqual(["login", "login"]);
  });
});

describe("a hundred parallel requests to TwinToken", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index);

  it("share one login", async () => {
    const { token, calls } = openTokenService();
    await Promise.all(hundred.map(() => token.current(signal)));
    expect(calls).toEqual(["login"]);
  });

  it("share one new login if all are refused, also those that are refused later", async () => {
    const { token, calls } = openTokenService({
      login: async () => ({ authToken: "same", refreshToken: null, renewAt: 1e9 }),
    });
    const refused = await token.current(signal);
    await Promise.all(hundred.map(() => token.insteadOf(refused, signal)));
    await Promise.all(hundred.map(() => token.insteadOf(refused, signal)));
    expect(calls).toEqual(["login", "login"]);
  });

  it("all fail if the login fails, and the next request logs in again", async () => {
    let open = false;
    const login = async (): Promise<Tokens> => {
      if (!open) throw new TwinLoginError("refused");
      return { authToken: "t", refreshToken: null, renewAt: 1e9 };
    };
    const { token, calls } = openTokenService({ login });
    const outcomes = await Promise.allSettled(hundred.map(() => token.current(signal)));
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    open = true;
    expect((await token.current(signal)).authToken).toBe("t");
    expect(calls).toEqual(["login", "login"]);
  });

  it("continue if the reading that started the login is aborted", async () => {
    const first = new AbortController();
    const login = (stop: AbortSignal): Promise<Tokens> =>
      stop === signal
        ? Promise.resolve({ authToken: "t", refreshToken: null, renewAt: 1e9 })
        : new Promise((_, reject) => stop.addEventListener("abort", () => reject(new TwinAbortedError("a login"))));
    const { token, calls } = openTokenService({ login });
    const stopped = token.current(first.signal);
    const other = token.current(signal);
    first.abort();
    await expect(stopped).rejects.toThrow(TwinAbortedError);
    expect((await other).authToken).toBe("t");
    expect(calls).toEqual(["login", "login"]);
  });
});
