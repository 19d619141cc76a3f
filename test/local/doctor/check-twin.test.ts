import { buffer } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Check, checksAsText } from "../../../local/doctor/check.ts";
import { checkTwin } from "../../../local/doctor/check-twin.ts";
import { type EmulatorOptions, startEmulator } from "../../../local/twin-emulator/start-emulator.ts";
import { startProxy } from "../../archive/proxy.ts";
import { handled, type Item } from "../../session-rows.ts";

const NOW = Date.parse("2026-03-03T12:00:00Z");
const login = { email: "reader@example.com", password: "a-secret" };

/** Ten sessions of two bots and two companies, a minute apart. */
const sessions = Array.from({ length: 10 }, (_, nth) =>
  handled({
    createdAt: new Date(NOW - 24 * 3_600_000 + nth * 60_000).toISOString(),
    botId: `bot-${nth % 2}`,
    companyId: (nth % 2) + 1,
    clientId: "client-canary",
  }),
);

/** How the API differs from the emulator: its requests are changed before the emulator sees them, its answers before the doctor does. */
type Twist = {
  readonly ask?: (url: URL, headers: Record<string, string>) => { status: number } | undefined;
  readonly answer?: (body: { count: number; items: Item[] }, url: URL) => unknown;
};

async function examine(twist: Twist = {}, options: Partial<EmulatorOptions> = {}): Promise<Check[]> {
  const emulator = await startEmulator({ sessions, ...login, ...options });
  const proxy = await startProxy(emulator.url, async (incoming, _pass, response) => {
    const url = new URL(incoming.url ?? "", emulator.url);
    const headers = { authorization: incoming.headers.authorization ?? "", "content-type": "application/json" };
    const refused = twist.ask?.(url, headers);
    const body = await buffer(incoming);
    const sent = incoming.method === "POST" ? { method: "POST", body: body.toString() } : {};
    const answer = refused ?? (await fetch(url, { headers, ...sent }));
    const json = ("json" in answer ? await answer.json() : {}) as { count: number; items: Item[] };
    const isList = url.pathname.endsWith("/sessions") && answer.status === 200;
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(isList && twist.answer ? twist.answer(json, url) : json));
  });
  onTestFinished(async () => {
    await proxy.stop();
    await emulator.close();
  });
  const [authUrl, chatUrl] = [`${proxy.endpoint}/api/v1/auth`, `${proxy.endpoint}/api/v1`];
  const access = { authUrl, chatUrl, credentials: async () => login };
  return checkTwin({ access, clock: () => NOW, sleep: async () => {} });
}

const failed = (checks: readonly Check[]) =>
  checks.flatMap(({ subject, verdict, change }) => (verdict === "fails" ? [`${subject} -> ${change}`] : []));

const ASSUMPTIONS = "functions/daily-report/twin/api-assumptions.ts";

describe("the doctor of the TWIN API", () => {
  test("finds that an API as it is assumed to be holds everywhere, and shows nothing of a session", async () => {
    const checks = await examine();

    expect(failed(checks)).toEqual([]);
    expect(checks.filter(({ verdict }) => verdict === "holds").map(({ subject }) => subject)).toEqual([
      "the login is accepted and answered with a token",
      "the list of sessions is answered",
      "the answer has count and items",
      "every session has an id of its own",
      "the values of the fields can be read",
      "times have an offset from UTC",
      "from and to limit createdAt",
      "rows are sorted by createdAt, ascending",
      "a range of one second holds the sessions of that second",
      "limit and offset choose the rows of a page",
      "a report's botId limits the sessions",
      "a report's companyId limits the sessions",
      "a wrong token is refused with a status at which the client logs in again",
      "a token is renewed with the refresh token",
    ]);
    expect(JSON.stringify(checks)).not.toMatch(/canary|a-secret|reader@|bot-0/);
  });

  test("asks about a dozen questions", async () => {
    const emulator = await startEmulator({ sessions, ...login });
    onTestFinished(() => emulator.close());
    const { authUrl, chatUrl } = emulator;

    await checkTwin({
      access: { authUrl, chatUrl, credentials: async () => login },
      clock: () => NOW,
      sleep: async () => {},
    });

    expect(emulator.requests).toHaveLength(9);
  });

  test.each<[string, Twist, string]>([
    [
      "the list takes the token without a scheme",
      {
        ask: ({ pathname }, headers) => {
          if (!pathname.endsWith("/sessions")) return undefined;
          if (headers.authorization?.startsWith("Bearer ")) return { status: 401 };
          headers.authorization = `Bearer ${headers.authorization}`;
          return undefined;
        },
      },
      `the list of sessions is answered -> ${ASSUMPTIONS}: listAuthorization = (authToken) => authToken`,
    ],
    [
      "a page holds at most 500 rows",
      { ask: ({ searchParams }) => (Number(searchParams.get("limit")) > 500 ? { status: 422 } : undefined) },
      `the list of sessions is answered -> ${ASSUMPTIONS}: pageLimit = 100`,
    ],
    [
      "a field has another name",
      {
        ask: ({ searchParams }) =>
          searchParams.get("fields")?.split(",").includes("botName") ? { status: 400 } : undefined,
      },
      "the list of sessions is answered -> the name botName in functions/daily-report/domain/session.ts",
    ],
    [
      "times must end in Z",
      { ask: ({ searchParams }) => (searchParams.get("from")?.endsWith("Z") === false ? { status: 400 } : undefined) },
      `the list of sessions is answered -> formatInstant in ${ASSUMPTIONS}`,
    ],
    [
      "rows cannot be sorted by createdAt",
      { ask: ({ searchParams }) => (searchParams.has("sort") ? { status: 400 } : undefined) },
      `the list of sessions is answered -> sortByCreation in ${ASSUMPTIONS}`,
    ],
    [
      "the list is elsewhere",
      { ask: ({ pathname }) => (pathname.endsWith("/sessions") ? { status: 404 } : undefined) },
      `the list of sessions is answered -> paths.sessions in ${ASSUMPTIONS}, or the address of the chat API: twinChatUrl in cdk.json, or TWIN_CHAT_URL without AWS`,
    ],
    [
      "the items are called data",
      { answer: ({ count, items }) => ({ count, data: items }) },
      "the answer has count and items -> functions/daily-report/twin/decode-answer.ts",
    ],
    [
      "rows are sorted descending",
      { answer: ({ count, items }) => ({ count, items: items.toReversed() }) },
      `rows are sorted by createdAt, ascending -> ${ASSUMPTIONS}: sortByCreation = the ascending form of the API instead of "createdAt"`,
    ],
    [
      "an instant has an unreadable form",
      { answer: ({ count, items }) => ({ count, items: items.map((item) => ({ ...item, closedAt: "yesterday" })) }) },
      "the values of the fields can be read -> the reader of closedAt in functions/daily-report/domain/session.ts",
    ],
    [
      "the refresh wants the Bearer scheme",
      {
        ask: ({ pathname }, headers) => {
          if (!pathname.endsWith("/refresh")) return undefined;
          if (!headers.authorization?.startsWith("Bearer ")) return { status: 401 };
          headers.authorization = headers.authorization.slice("Bearer ".length);
          return undefined;
        },
      },
      `a token is renewed with the refresh token -> ${ASSUMPTIONS}: refreshAuthorization = (authToken) => \`Bearer \${authToken}\``,
    ],
    [
      "a wrong token is answered with 498",
      { ask: (_url, { authorization }) => (authorization === "Bearer not-a-token" ? { status: 498 } : undefined) },
      `a wrong token is refused with a status at which the client logs in again -> ${ASSUMPTIONS}: add 498 to tokenRefusedStatuses`,
    ],
  ])("names the one line to change if %s", async (_, twist, line) => {
    expect(failed(await examine(twist))).toEqual([line]);
  });

  test.each(["from", "offset", "limit", "botId"])("finds that the API ignores %s", async (name) => {
    const checks = await examine({
      ask: ({ searchParams }) => {
        searchParams.delete(name);
        if (name === "from") searchParams.delete("to");
        if (name === "limit") searchParams.set("limit", "1000");
        return undefined;
      },
    });

    const [line, ...others] = failed(checks);
    expect(others).toEqual([]);
    expect(line).toContain(name === "botId" ? `filterParameters ("botId")` : `parameters.${name}`);
  });

  test("says of a wrong password what to correct, without it", async () => {
    const checks = await examine({}, { password: "another" });

    expect(checks).toHaveLength(1);
    expect(failed(checks)).toEqual([
      "the login is accepted and answered with a token -> email or password; if they are right, the body of the login in functions/daily-report/twin/sign-in.ts",
    ]);
    expect(JSON.stringify(checks)).not.toContain("a-secret");
  });

  test("says what it cannot tell if there are no sessions", async () => {
    const checks = await examine({}, { sessions: [] });

    expect(failed(checks)).toEqual([]);
    expect(checksAsText(checks)).toContain(
      "unknown  there are sessions\n         the last 13 weeks have none, so nothing else can be told\n",
    );
  });

  test.each([
    [1, "note"],
    [2, "fails"],
  ])("says how many rows have a time without an offset: %i of 10, %s", async (count, verdict) => {
    const bare = ({ createdAt, ...item }: Item, nth: number) => ({
      ...item,
      createdAt: nth < count ? String(createdAt).replace(/Z$/, "") : createdAt,
    });
    const checks = await examine({ answer: (body) => ({ ...body, items: body.items.map(bare) }) });

    expect(checks.find(({ subject }) => subject === "times have an offset from UTC")).toMatchObject({
      verdict,
      found: `without an offset, and read as UTC: createdAt (${count} of 10)`,
      change:
        "nothing if TWIN shows the same times in UTC; otherwise the reader of createdAt in functions/daily-report/domain/session.ts",
    });
  });

  test("says that TWIN does not answer", async () => {
    const checks = await examine({ ask: () => ({ status: 503 }) });

    expect(failed(checks)[0]).toMatch(
      /nothing if TWIN is down; otherwise the address of the login: twinAuthUrl in cdk.json/,
    );
  });
});
