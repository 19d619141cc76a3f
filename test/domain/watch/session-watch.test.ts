import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { sortOut } from "../../../functions/daily-report/domain/sort-out.ts";
import { SessionWatch } from "../../../functions/daily-report/domain/watch/session-watch.ts";
import type { WatchedSessions } from "../../../functions/daily-report/domain/watch/watched-sessions.ts";
import { sessionFields } from "../../../local/twin-emulator/session-fields.ts";
import { hostileRows } from "../../oracle/hostile-rows.ts";
import { botOnly, day, handled, type Item, lost, settings, watchRows } from "../../session-rows.ts";
import { cut, shuffled } from "../rows-in-pieces.ts";

const nameOf = (key: string) => `operator ${key}`;

function watched(rows: readonly unknown[]): WatchedSessions {
  return watchRows(rows).sessions(nameOf);
}

const openFirst = (rows: readonly unknown[]) => watched(rows).openFirst.map(({ id }) => id);
const at = (minute: number) => ({ createdAt: new Date(day.from + minute * 60_000).toISOString(), closedAt: null });
const waiting = (id: string, fields: Item = {}) => botOnly({ id, userId: 8, closedAt: null, ...fields });
const unanswered = { noResponseOperatorToClient: true };

/** `n` sessions with ids that start with the letter, one minute after the other. */
function times(n: number, letter: string, make: (i: number) => Item): Item[] {
  return Array.from({ length: n }, (_, i) => ({ ...make(i), id: `${letter}${i}`, ...at(i) }));
}

describe("the sessions to open first", () => {
  test("say where a session is to be found and why, and nothing else", () => {
    const row = handled({
      ...{ id: "s", nps: 2, csi: 1, csiMax: 5, messengerType: "telegram", operatorGroupIds: [4, 5] },
      ...{ name: "Client", clientId: "c-1", whatsappPhone: "+7999", dialogResults: { answer: "words" } },
    });

    expect(watched([row]).openFirst).toEqual([
      {
        id: "s",
        createdAt: "2026-03-02T09:00:00.000Z",
        class: "handled",
        operator: { key: "7", name: "operator 7" },
        channel: "telegram",
        groups: ["4", "5"],
        reasons: [
          { id: "detractor", value: 2 },
          { id: "low_csi", value: 20 },
        ],
      },
    ]);
    expect(watched([lost(at(0))]).openFirst).toEqual([]);
  });

  test("hold nothing of a row but id, time, operator, channel and groups, whatever the API returns", () => {
    const all = Object.fromEntries(sessionFields.map((field) => [field, `canary-${field}`]));
    const { createdAt, closedAt, markedAsSpam, isLostSession, ...texts } = all;
    const readable = { operatorGroupIds: [4], nps: 0, noResponseOperatorToClient: true, closedAt: null };
    const rows = [
      handled({ ...texts, ...readable, id: "a", operatorMessageCount: 1 }),
      waiting("b", { ...texts, id: "b", closedAt: null }),
    ];
    const found = watchRows(rows).sessions(() => "Anna");
    expect([found.openFirst.length, found.waiting.rows.length]).toEqual([1, 2]);
    const canaries = new Set(JSON.stringify(found).match(/canary-\w+/g));
    expect([...canaries].sort()).toEqual(["canary-messengerType", "canary-userId"]);
  });

  test("have no operator, channel and groups where the session has none", () => {
    const [found] = watched([lost({ closedAt: "2026-03-02T13:00:00+03:00" })]).openFirst;
    expect(found).toMatchObject({ operator: null, channel: null, groups: [] });
  });

  test("are in the order of their figure, then of their time, then of their id", () => {
    expect(openFirst([handled({ id: "a", nps: 5 }), handled({ id: "b", nps: 0 })])).toEqual(["b", "a"]);
    expect(openFirst([handled({ id: "a", csiPercent: 9 }), handled({ id: "b", csiPercent: 8 })])).toEqual(["b", "a"]);
    expect(openFirst([handled({ id: "a" }, 400), handled({ id: "b" }, 500)])).toEqual(["b", "a"]);
    expect(openFirst([handled({ id: "a", nps: 5, ...at(2) }), handled({ id: "b", nps: 5, ...at(1) })])).toEqual([
      ..."ba",
    ]);
    expect(openFirst([handled({ id: "b", nps: 5 }), handled({ id: "a", nps: 5 })])).toEqual(["a", "b"]);
  });

  test("a wait counts by how many times its group's target it is", () => {
    const rows = [handled({ id: "mail", operatorGroupIds: [9] }, 4000), handled({ id: "chat" }, 400)];
    const watch = watchRows(rows, day, { ...settings, groupFirstReplySeconds: { "9": 3600 } });
    expect(watch.sessions(nameOf).openFirst.map(({ id }) => id)).toEqual(["chat", "mail"]);
  });

  test("of those with an unanswered message, the open ones come first, then those in which the client wrote most", () => {
    const row = (id: string, clientMessageCount: number | null, fields: Item = {}) =>
      handled({ id, clientMessageCount, ...unanswered, ...fields });
    const open = { closedAt: null };
    const rows = [row("a", 3), row("b", null), row("c", 9), row("d", 1, open), row("e", 2, open), row("f", null, open)];
    expect(openFirst(rows)).toEqual(["e", "d", "f", "c", "a", "b"]);
  });

  test("are at most 10: those with several reasons first, up to 5, then each reason in turn", () => {
    const rows = [
      ...times(9, "two", () => handled({ nps: 6, csi: 2, csiMax: 5 })),
      ...times(20, "mark", () => handled({ nps: 0 })),
      ...times(20, "slow", () => handled({ operatorAssignedAt: "2026-03-02T11:00:00+03:00" })),
      ...times(1, "with-three", () => handled({ nps: 6, csi: 2, csiMax: 5, ...unanswered })),
    ];
    // The reason low_csi has its turns too: its first sessions are those that have two reasons.
    const expected = ["with-three0", "two0", "two1", "two2", "two3", "mark0", "slow0", "two4", "mark1", "slow1"];
    expect(openFirst(rows)).toEqual(expected);
  });

  test("are none on a day without such sessions", () => {
    expect(watched([handled(), botOnly(), lost()]).openFirst).toHaveLength(1);
    expect(watched([handled(), botOnly(), lost({ closedAt: null })]).openFirst).toEqual([]);
  });
});

describe("the waiting sessions", () => {
  test("are those that wait for an operator, then those whose last message is unanswered: open ones, then closed ones", () => {
    const rows = [
      handled({ id: "closed", ...unanswered }),
      handled({ id: "open", ...unanswered, closedAt: null }),
      waiting("late", at(20)),
      waiting("early", at(10)),
      handled({ id: "answered", noResponseOperatorToClient: false }),
      botOnly({ id: "bot", closedAt: null, ...unanswered }),
    ];
    const found = watched(rows).waiting;
    expect(found.rows.map(({ id, state }) => [id, state])).toEqual([
      ["early", "waiting"],
      ["late", "waiting"],
      ["open", "last_message_open"],
      ["closed", "last_message_closed"],
    ]);
    expect(found.counts).toEqual({ waiting: 2, last_message_open: 1, last_message_closed: 1 });
    expect(found.rows[0]).toMatchObject({ class: "waiting", operator: { key: "8", name: "operator 8" } });
  });

  test("are at most 200, but all are counted", () => {
    const rows = times(205, "w", (i) => (i < 203 ? handled({ ...unanswered }) : waiting("")));
    const { counts, rows: listed } = watched(rows).waiting;
    expect(counts).toEqual({ waiting: 2, last_message_open: 203, last_message_closed: 0 });
    expect(listed.map(({ id }) => id)).toEqual(["w203", "w204", ...times(198, "w", () => ({})).map(({ id }) => id)]);
  });
});

test("a session counts once, in the version that is kept", () => {
  const first = handled({ id: "s", nps: 1, ...unanswered, updatedAt: "2026-03-02T13:00:00Z" });
  const last = { ...first, nps: 9, updatedAt: "2026-03-02T14:00:00Z" };

  expect(watched([last, first])).toEqual(watched([last]));
  expect(openFirst([last, first])).toEqual(["s"]);
});

const rows = hostileRows(day, 80);
const seeds = fc.infiniteStream(fc.nat({ max: 1_000_000 }));

property.prop([rows, fc.array(fc.integer({ min: day.from, max: day.to }), { maxLength: 24 }), seeds])(
  "what is found does not depend on the order of the rows, nor on how they are cut into pieces",
  (items, instants, random) => {
    const watch = new SessionWatch(settings);
    for (const piece of shuffled(cut(items, instants), random)) watch.add(sortOut(shuffled(piece, random), day));

    expect(watch.sessions(nameOf)).toEqual(watched(items));
  },
);

/** Many sessions with reasons, few different figures and few different times, so that the limits are reached and ties occur. */
const troubled = fc
  .array(
    fc.record({
      nps: fc.constantFrom(null, 0, 3, 10),
      csiPercent: fc.constantFrom(null, 20, 100),
      clientMessageCount: fc.constantFrom(null, 2),
      noResponseOperatorToClient: fc.boolean(),
      operatorMessageCount: fc.constantFrom(0, 1),
      isLostSession: fc.boolean(),
      userId: fc.constantFrom(null, 7, 8),
      createdAt: fc.constantFrom("2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z", "2026-03-02T14:00:00Z"),
      closedAt: fc.constantFrom(null, "2026-03-02T15:00:00Z"),
    }),
    { minLength: 20, maxLength: 300 },
  )
  .map((items) => items.map((item, i) => ({ ...item, id: `s${i}` })));

property.prop([troubled, seeds])("nor when more sessions have reasons than are kept", (items, random) => {
  const watch = new SessionWatch(settings);
  for (const row of shuffled(items, random)) watch.add(sortOut([row], day));

  const found = watch.sessions(nameOf);
  expect(found).toEqual(watched(items));
  expect(found.openFirst.length).toBeLessThanOrEqual(10);
  expect(found.waiting.rows.length).toBeLessThanOrEqual(200);
});
