import { describe, expect, it } from "vitest";
import { renewalLead, tokenLife } from "../../functions/daily-report/twin/token-life.ts";
import { jwt } from "./twin-world.ts";

const now = Date.parse("2026-01-12T04:30:00Z");
const seconds = now / 1000;

describe("tokenLife", () => {
  it("returns exp minus iat, even if the clock here is wrong", () => {
    expect(tokenLife(jwt({ iat: seconds - 7200, exp: seconds - 7200 + 600 }), now)).toBe(600_000);
    expect(tokenLife(jwt({ iat: seconds + 7200, exp: seconds + 7200 + 600 }), now)).toBe(600_000);
  });

  it("returns exp minus now if the token has no iat", () => {
    expect(tokenLife(jwt({ exp: seconds + 90 }), now)).toBe(90_000);
  });

  it.each([
    jwt({}),
    jwt({ exp: "soon" }),
    jwt({ exp: null }),
    jwt({ exp: seconds - 10 }),
    jwt({ iat: seconds, exp: seconds }),
    "opaque",
    "a.b.c",
    ...["null", '"text"', "[]", '{"exp":1e999}', `{"exp":"${seconds + 90}"}`].map(
      (payload) => `a.${Buffer.from(payload).toString("base64url")}.c`,
    ),
    "",
  ])("returns the requested lifetime if the token has no usable exp (case %#)", (token) => {
    expect(tokenLife(token, now)).toBe(3_600_000);
  });
});

describe("renewalLead", () => {
  it.each([
    [3_600_000, 900_000],
    [1_800_000, 900_000],
    [600_000, 300_000],
    [2000, 1000],
  ])("returns for a life of %d ms a lead of %d ms", (life, lead) => {
    expect(renewalLead(life)).toBe(lead);
  });
});
