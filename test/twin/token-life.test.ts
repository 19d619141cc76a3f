import { describe, expect, it } from "vitest";
import { renewalLead, tokenLife } from "../../functions/daily-report/twin/token-life.ts";
import { jwt } from "./twin-world.ts";

const now = Date.parse("2026-01-12T04:30:00Z");
const seconds = now / 1000;

describe("the life of a token", () => {
  it("is from its own issue to its own end, however wrong the clock here is", () => {
    expect(tokenLife(jwt({ iat: seconds - 7200, exp: seconds - 7200 + 600 }), now)).toBe(600_000);
    expect(tokenLife(jwt({ iat: seconds + 7200, exp: seconds + 7200 + 600 }), now)).toBe(600_000);
  });

  it("is from now to its end when it does not tell its issue", () => {
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
  ])("is what was asked for when the token tells no usable end (%#)", (token) => {
    expect(tokenLife(token, now)).toBe(3_600_000);
  });
});

describe("the renewal of a token", () => {
  it.each([
    [3_600_000, 900_000],
    [1_800_000, 900_000],
    [600_000, 300_000],
    [2000, 1000],
  ])("comes ahead of the end of a life of %d ms by %d ms", (life, lead) => {
    expect(renewalLead(life)).toBe(lead);
  });
});
