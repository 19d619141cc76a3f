import { describe, expect, it } from "vitest";
import type { SignIn, Tokens } from "../../functions/daily-report/twin/sign-in.ts";
import {
  TwinAbortedError,
  TwinLoginError,
  TwinUnavailableError,
} from "../../functions/daily-report/twin/twin-errors.ts";
import { TwinToken } from "../../functions/daily-report/twin/twin-token.ts";

const signal = new AbortController().signal;

type Desk = { token: TwinToken; time: { now: number }; calls: string[] };

/** A login service in memory: tokens are good for 100 ms and due for renewal after 50. */
function openDesk(service: Partial<SignIn> = {}): Desk {
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

describe("a token", () => {
  it("is asked for once and kept while it is good", async () => {
    const { token, calls, time } = openDesk();
    const first = await token.current(signal);
    time.now = 49;
    expect(await token.current(signal)).toBe(first);
    expect(calls).toEqual(["login"]);
  });

  it("is renewed by refresh when its time comes", async () => {
    const { token, calls, time } = openDesk();
    await token.current(signal);
    time.now = 50;
    expect((await token.current(signal)).authToken).toBe("token2");
    expect(calls).toEqual(["login", "refresh"]);
  });

  it.each<[string, SignIn["refresh"]]>([
    ["is refused", async () => null],
    ["is down", () => Promise.reject(new TwinUnavailableError("down"))],
  ])("comes from a new login when refresh %s", async (_, refresh) => {
    const { token, calls, time } = openDesk({ refresh });
    await token.current(signal);
    time.now = 50;
    await token.current(signal);
    expect(calls).toEqual(["login", "refresh", "login"]);
  });

  it.each([
    ["is stopped", new TwinAbortedError("a refresh")],
    ["fails in a way that is not TWIN's", new TypeError("a bug")],
  ])("is not asked for anew when refresh %s", async (_, failure) => {
    const { token, calls, time } = openDesk({ refresh: () => Promise.reject(failure) });
    await token.current(signal);
    time.now = 50;
    const stopped = new AbortController();
    stopped.abort();
    await expect(token.current(stopped.signal)).rejects.toBe(failure);
    expect(calls).toEqual(["login", "refresh"]);
  });

  it("that was refused before any was asked for comes from a login", async () => {
    const { token, calls } = openDesk();
    await token.insteadOf({ authToken: "old", refreshToken: null, renewAt: 0 }, signal);
    expect(calls).toEqual(["login"]);
  });

  it("that was refused is replaced by a new login, whatever its time", async () => {
    const { token, calls } = openDesk();
    const refused = await token.current(signal);
    expect(await token.insteadOf(refused, signal)).not.toBe(refused);
    expect(calls).toEqual(["login", "login"]);
  });
});

describe("many requests at once", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index);

  it("share one login", async () => {
    const { token, calls } = openDesk();
    await Promise.all(hundred.map(() => token.current(signal)));
    expect(calls).toEqual(["login"]);
  });

  it("share one new login when all are refused, even those that hear of it late", async () => {
    const { token, calls } = openDesk({ login: async () => ({ authToken: "same", refreshToken: null, renewAt: 1e9 }) });
    const refused = await token.current(signal);
    await Promise.all(hundred.map(() => token.insteadOf(refused, signal)));
    await Promise.all(hundred.map(() => token.insteadOf(refused, signal)));
    expect(calls).toEqual(["login", "login"]);
  });

  it("all fail with a login that fails, and the next one asks again", async () => {
    let open = false;
    const login = async (): Promise<Tokens> => {
      if (!open) throw new TwinLoginError("refused");
      return { authToken: "t", refreshToken: null, renewAt: 1e9 };
    };
    const { token, calls } = openDesk({ login });
    const outcomes = await Promise.allSettled(hundred.map(() => token.current(signal)));
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    open = true;
    expect((await token.current(signal)).authToken).toBe("t");
    expect(calls).toEqual(["login", "login"]);
  });

  it("go on when the reading that began the login is stopped", async () => {
    const first = new AbortController();
    const login = (stop: AbortSignal): Promise<Tokens> =>
      stop === signal
        ? Promise.resolve({ authToken: "t", refreshToken: null, renewAt: 1e9 })
        : new Promise((_, reject) => stop.addEventListener("abort", () => reject(new TwinAbortedError("a login"))));
    const { token, calls } = openDesk({ login });
    const stopped = token.current(first.signal);
    const other = token.current(signal);
    first.abort();
    await expect(stopped).rejects.toThrow(TwinAbortedError);
    expect((await other).authToken).toBe("t");
    expect(calls).toEqual(["login", "login"]);
  });
});
