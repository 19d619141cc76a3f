import { describe, expect, it } from "vitest";
import { noFilters, type SessionFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { createListPage, describePage } from "../../functions/daily-report/twin/list-sessions.ts";
import { TwinRequestError } from "../../functions/daily-report/twin/twin-errors.ts";
import type { TwinAnswer, TwinRequest } from "../../functions/daily-report/twin/twin-request.ts";
import { TwinToken } from "../../functions/daily-report/twin/twin-token.ts";
import { dayFrom, dayTo } from "./session-rows.ts";

const signal = new AbortController().signal;
const page = { from: dayFrom, to: dayTo, offset: 0 };
const empty: TwinAnswer = { status: 200, body: { count: 0, items: [] } };

/** A list call that gets the given answers. Every token is valid, and no two are equal. */
function listAnswering(answers: readonly TwinAnswer[], filters: SessionFilters = noFilters) {
  const asked: TwinRequest[] = [];
  let logins = 0;
  const login = async () => {
    logins += 1;
    return { authToken: `t${logins}`, refreshToken: null, renewAt: 1 };
  };
  const list = createListPage({
    chatUrl: "https://chat.example/api/v1",
    fields: ["id", "createdAt"],
    pageRows: 50,
    filters,
    send: async (request) => {
      asked.push(request);
      return answers[Math.min(asked.length, answers.length) - 1] ?? empty;
    },
    token: new TwinToken({ login, refresh: async () => null }, () => 0),
  });
  return { list, asked };
}

describe("createListPage", () => {
  it("requests a page by time, oldest first, with the token and without unset parameters", async () => {
    const { list, asked } = listAnswering([empty]);
    await list(page, signal);
    expect(asked[0]).toMatchObject({
      method: "GET",
      headers: { authorization: "Bearer t1" },
      asked: "the sessions from 2026-01-11T00:00:00+00:00 to 2026-01-12T00:00:00+00:00",
    });
    expect([...(asked[0]?.url.searchParams ?? [])]).toEqual([
      ["fields", "id,createdAt"],
      ["from", "2026-01-11T00:00:00+00:00"],
      ["to", "2026-01-12T00:00:00+00:00"],
      ["sort", "createdAt"],
      ["limit", "50"],
    ]);
  });

  it("sends the offset, company, bot and supervised if they are set", async () => {
    const { list, asked } = listAnswering([empty], { ...noFilters, companyId: 0, botId: "b", supervised: true });
    await list({ ...page, offset: 150 }, signal);
    expect([...(asked[0]?.url.searchParams ?? [])].slice(5)).toEqual([
      ["offset", "150"],
      ["companyId", "0"],
      ["botId", "b"],
      ["showSupervised", "true"],
    ]);
  });

  it.each([401, 403])("repeats the request with a new token if the API answers %d", async (status) => {
    const { list, asked } = listAnswering([{ status }, { status: 200, body: { count: 1, items: [7] }, bytes: 23 }]);
    expect(await list(page, signal)).toEqual({ count: 1, items: [7], bytes: 23 });
    expect(asked.map(({ headers }) => headers?.authorization)).toEqual(["Bearer t1", "Bearer t2"]);
  });

  it("throws an error that names the token if the API refuses the new one too", async () => {
    const { list, asked } = listAnswering([{ status: 401 }, { status: 403 }]);
    await expect(list(page, signal)).rejects.toThrow("TWIN refused the token (status 403) and a new one too");
    expect(asked).toHaveLength(2);
  });

  it.each([400, 404, 422])("throws an error that says what to check if TWIN answers %d", async (status) => {
    const { list, asked } = listAnswering([{ status }]);
    const failure = list(page, signal);
    await expect(failure).rejects.toThrow(TwinRequestError);
    await expect(failure).rejects.toThrow(`TWIN answered with status ${status}; check the address`);
    expect(asked).toHaveLength(1);
  });
});

it("describePage mentions the offset unless it is 0", () => {
  const day = "the sessions from 2026-01-11T00:00:00+00:00 to 2026-01-12T00:00:00+00:00";
  expect(describePage(page)).toBe(day);
  expect(describePage({ ...page, offset: 1000 })).toBe(`${day}, after the first 1000`);
});
