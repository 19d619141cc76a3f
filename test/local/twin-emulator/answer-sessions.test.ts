import { describe, expect, test } from "vitest";
import { type Client, withEmulator } from "./with-emulator.ts";

const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, "0")}:00+00:00`;
const twelve = Array.from({ length: 12 }, (_, n) => ({ id: `s${n}`, createdAt: at(n) }));

/** Returns the ids of the answer, joined. */
async function ids({ list }: Client, query: string): Promise<string> {
  const { status, body } = await list(`fields=id&${query}`);
  expect(status, body.error).toBe(200);
  return body.items.map(({ id }) => id).join(" ");
}

/** Lists the sessions once with each query and compares the ids. */
async function expectIds(sessions: readonly unknown[], expected: Record<string, string>): Promise<void> {
  await withEmulator({ sessions }, async (client) => {
    const found = await Promise.all(Object.keys(expected).map(async (query) => [query, await ids(client, query)]));
    expect(Object.fromEntries(found)).toEqual(expected);
  });
}

describe("the fields parameter", () => {
  const sessions = [{ id: "s", nps: 0, csi: null, name: "N", unknown: 1 }];

  test("returns only the requested fields, in the requested order", async () => {
    await withEmulator({ sessions }, async ({ list }) => {
      const { body } = await list("fields=csi,id,nps");
      expect(JSON.stringify(body.items)).toBe('[{"csi":null,"id":"s","nps":0}]');
    });
  });

  test("omits fields that the stored item lacks", async () => {
    await withEmulator({ sessions }, async ({ list }) =>
      expect((await list("fields=id,rating")).body.items).toEqual([{ id: "s" }]),
    );
  });
});

describe("the emulator's paging", () => {
  test("returns ten sessions by default and counts all", async () => {
    await withEmulator({ sessions: twelve }, async ({ list }) => {
      const { body } = await list("fields=id");
      expect([body.items.length, body.count]).toEqual([10, 12]);
    });
  });

  test("returns at most `limit` sessions from the offset or page on", async () => {
    await expectIds(twelve, {
      "limit=2": "s0 s1",
      "limit=2&offset=3": "s3 s4",
      "offset=11": "s11",
      "offset=12": "",
      "limit=5&page=1": "s0 s1 s2 s3 s4",
      "limit=5&page=3": "s10 s11",
      "limit=5&page=4": "",
      "limit=5&page=2&offset=3": "s8 s9 s10 s11",
    });
  });

  test("returns up to a thousand sessions", async () => {
    const sessions = Array.from({ length: 1001 }, (_, n) => ({ id: String(n) }));
    await withEmulator({ sessions }, async ({ list }) =>
      expect((await list("fields=id&limit=1000")).body.items).toHaveLength(1000),
    );
  });

  test("continues after offsetValue in the sort direction and does not change the count", async () => {
    const value = encodeURIComponent(at(9));
    await expectIds(twelve, {
      [`sort=createdAt&offsetField=createdAt&offsetValue=${value}`]: "s10 s11",
      [`sort=-createdAt&offsetField=createdAt&offsetValue=${value}&limit=2`]: "s8 s7",
    });
    await withEmulator({ sessions: twelve }, async ({ list }) => {
      expect((await list(`fields=id&offsetField=createdAt&offsetValue=${value}`)).body.count).toBe(12);
    });
  });

  test("omits the count or the items for withoutCount and withoutItems", async () => {
    await withEmulator({ sessions: twelve }, async ({ list }) => {
      expect((await list("fields=id&limit=1&withoutCount=true")).body).toEqual({ items: [{ id: "s0" }] });
      expect((await list("fields=id&withoutItems=1")).body).toEqual({ count: 12 });
      expect((await list("fields=id&limit=1&withoutCount=false&withoutItems=0")).body).toEqual({
        count: 12,
        items: [{ id: "s0" }],
      });
    });
  });
});

describe("the parameters from and to", () => {
  test("limit createdAt, both ends inclusive, with any offset", async () => {
    await expectIds(twelve, {
      "from=2026-03-02T10:10:00%2B00:00": "s10 s11",
      "to=2026-03-02T10:01:00Z": "s0 s1",
      "from=2026-03-02T13:01:00%2B03:00&to=2026-03-02T13:02:00%2B0300": "s1 s2",
      "from=2026-03-02T10:01:00.001Z&to=2026-03-02T10:02:59Z": "s2",
      "from=2026-03-02T10:05:00Z&to=2026-03-02T10:04:00Z": "",
    });
  });

  test("accept data times with blank or T and without seconds, and read them as UTC without an offset", async () => {
    const times = [
      "2026-03-02 10:00:00",
      "2026-03-02T13:00+03",
      "2026-03-02T10:00:00.999Z",
      "2026-03-02T10:00:01-0000",
    ];
    const sessions = times.map((createdAt, n) => ({ id: n, createdAt }));
    await expectIds(sessions, {
      "from=2026-03-02T10:00:00Z&to=2026-03-02T10:00:00Z": "0 1",
      "from=2026-03-02T10:00:01Z": "3",
    });
  });

  test("keep every row without a readable time and list it first", async () => {
    const unreadable = [null, 5, "yesterday", "2026-02-30T10:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02"];
    const sessions = [
      ...twelve,
      ...unreadable.map((createdAt, n) => ({ id: `u${n}`, createdAt })),
      { id: "none" },
      "no object",
    ];
    await withEmulator({ sessions }, async ({ list }) => {
      const { body } = await list("fields=id&from=2026-03-02T10:11:00Z&to=2026-03-02T11:00:00Z");
      expect(body.items.map((item) => item.id ?? item)).toEqual([
        "u0",
        "u1",
        "u2",
        "u3",
        "u4",
        "u5",
        "none",
        "no object",
        "s11",
      ]);
      expect(body.count).toBe(9);
    });
  });
});

describe("the sort parameter", () => {
  const sessions = [
    {
      id: "a",
      createdAt: at(2),
      closedAt: at(30),
      operatorDialogDuration: 7,
      price: "10.5",
      lastMessageCreatedAt: at(20),
    },
    { id: "b", createdAt: at(1), closedAt: at(40), operatorDialogDuration: 5, price: 9, lastMessageCreatedAt: at(22) },
    { id: "c", createdAt: at(2), closedAt: null, operatorDialogDuration: 5, price: null, lastMessageCreatedAt: at(21) },
  ];

  test("sorts by startedAt, ascending, by default", () =>
    expectIds(sessions, { "": "b a c", "sort=startedAt": "b a c" }));

  test("sorts by each of the seven fields in both directions; missing values come first if ascending", () =>
    expectIds(sessions, {
      "sort=createdAt": "b a c",
      "sort=%2BcreatedAt": "b a c",
      "sort=-createdAt": "a c b",
      "sort=-startedAt": "a c b",
      "sort=finisheAt": "c a b",
      "sort=-finisheAt": "b a c",
      "sort=billedAt": "c a b",
      "sort=speakerFinishedAt": "a c b",
      "sort=-speakerFinishedAt": "b c a",
      "sort=duration": "b c a",
      "sort=-duration": "a b c",
      "sort=price": "c b a",
      "sort=-price": "a b c",
    }));

  test("sorts by several fields, and keeps file order if all are equal", () =>
    expectIds(sessions, {
      "sort=duration,-createdAt": "c b a",
      "sort=-createdAt,duration": "c a b",
      "sort=duration,%2Bprice": "c b a",
    }));
});

describe("the emulator's filters", () => {
  const sessions = [
    {
      id: "a",
      chatId: "c1",
      botId: "b1",
      clientId: "k1",
      companyId: 7,
      userId: 101,
      operatorType: "OPERATOR",
      status: "CLOSED",
      botStatus: "FINISHED",
    },
    {
      id: "b",
      chatId: "c2",
      botId: null,
      clientId: "k2",
      companyId: "8",
      userId: "102",
      status: "ACTIVE",
      markedAsSpam: true,
    },
    { id: 3, chatId: "c1", companyId: 8, markedAsSpam: false },
  ];

  test("by id and state keep sessions with an equal value", () =>
    expectIds(sessions, {
      "sessionId=b": "b",
      "sessionId=3": "3",
      "chatId=c1": "a 3",
      "botId=b1": "a",
      "clientId=k2": "b",
      "operatorId=101": "a",
      "operatorId=102": "b",
      "operatorType=OPERATOR": "a",
      "status=ACTIVE": "b",
      "botStatus=FINISHED": "a",
      "markedAsSpam=true": "b",
      "markedAsSpam=false": "a 3",
      "chatId=c1&companyId=8": "3",
      "chatId=nowhere": "",
    }));

  test("by company keep only that company, unless showSupervised is set", () =>
    expectIds(sessions, {
      "companyId=8": "b 3",
      "companyId=8&showSupervised=false": "b 3",
      "companyId=8&showSupervised=true": "a b 3",
      "showSupervised=true": "a b 3",
    }));

  test("reduce the count too", async () => {
    await withEmulator({ sessions }, async ({ list }) =>
      expect((await list("fields=id&chatId=c1&limit=1")).body.count).toBe(2),
    );
  });

  test("accept timezone, language and group without effect", () =>
    expectIds(sessions, { "timezone=-3&language=ru&group=chatId": "a b 3" }));
});
