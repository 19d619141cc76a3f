import { describe, expect, test } from "vitest";
import { asked, type Circumstances, checkedReport, findingsOn, times, whole } from "../checked-day.ts";
import { botOnly, handled, type Item, lost } from "../session-rows.ts";

const healthy = (n: number, more: (i: number) => Item = () => ({})) =>
  times(n, (i) => handled({ operatorMessageCount: 2, ...more(i) }, 5 + i));

const ids = (rows: readonly unknown[], how: Circumstances = {}) => findingsOn(rows, how).map(({ id }) => id);

test("a healthy day has no findings, whether it has no session, one session or many", () => {
  for (const n of [0, 1, 19, 20, 300]) expect(findingsOn(healthy(n))).toEqual([]);
});

test("findings are listed in the order of their detectors, each at most once", () => {
  const rows = [handled({ userId: null, operatorName: null, operatorMessageCount: 0, extra: 1 })];

  expect(ids(rows, { inOrder: false, weekday: { known: 1, withSessions: 1 } })).toEqual([
    "no_sessions_unusual",
    "rows_out_of_order",
    "fields_not_asked",
    "handled_without_operator",
    "replies_not_counted",
  ]);
});

describe("no_sessions_unusual", () => {
  test.each([
    [0, 0, false],
    [1, 0, false],
    [1, 1, true],
    [2, 1, false],
    [3, 2, true],
    [4, 2, false],
    [4, 3, true],
    [4, 4, true],
  ])("with %d known weekdays, %d of them with sessions: found is %s", (known, withSessions, isUnusual) => {
    const expected = { id: "no_sessions_unusual", count: withSessions, of: known, fields: [] };
    expect(findingsOn([], { weekday: { known, withSessions } })).toEqual(isUnusual ? [expected] : []);
  });
});

describe("rows_outside_time_asked", () => {
  const at = (createdAt: string) => whole(botOnly({ createdAt, closedAt: null }));

  test.each(["2026-03-02T00:00:00+03:00", "2026-03-03T00:00:00+03:00", "2026-03-03T00:00:00.999+03:00"])(
    "is not found for a row created at %s",
    (createdAt) => {
      expect(ids([at(createdAt)])).toEqual([]);
    },
  );

  test.each(["2026-03-01T23:59:59.999+03:00", "2026-03-03T00:00:01+03:00", "2026-04-01T00:00:00Z"])(
    "is found for a row created at %s",
    (createdAt) => {
      expect(findingsOn([at(createdAt), ...healthy(1)])).toEqual([
        { id: "rows_outside_time_asked", count: 1, of: 2, fields: [] },
      ]);
    },
  );
});

test("rows_out_of_order is found once if the API did not list the rows in the requested order", () => {
  expect(findingsOn(healthy(2), { inOrder: false })).toEqual([
    { id: "rows_out_of_order", count: 1, of: null, fields: [] },
  ]);
});

describe("findings about the filters", () => {
  const of = (companyId: unknown) => whole(handled({ companyId }));

  test("sessions_of_other_company counts sessions of another company, unless supervised companies were requested", () => {
    const rows = [of(5), of("5"), of(null), of(6)];
    expect(findingsOn(rows, { companyId: 5 })).toEqual([
      { id: "sessions_of_other_company", count: 1, of: 4, fields: [] },
    ]);
    expect(ids(rows, { companyId: 5, supervised: true })).toEqual([]);
    expect(ids(rows)).toEqual([]);
  });

  test("sessions_of_other_bot counts sessions that name another bot or no bot", () => {
    const rows = ["b", " b ", "c", null].map((botId) => whole(botOnly({ botId })));
    expect(findingsOn(rows, { botId: "b" })).toEqual([{ id: "sessions_of_other_bot", count: 2, of: 4, fields: [] }]);
    expect(ids(rows)).toEqual([]);
  });

  test("supervised_one_company is found if supervised companies were requested and 20 sessions name only one company", () => {
    const one = (n: number) => healthy(n, () => ({ companyId: 5 }));
    expect(ids(one(19), { supervised: true })).toEqual([]);
    expect(findingsOn(one(20), { supervised: true })).toEqual([
      { id: "supervised_one_company", count: 20, of: 20, fields: [] },
    ]);
    expect(ids([...one(19), ...healthy(1, () => ({ companyId: 6 }))], { supervised: true })).toEqual([]);
    expect(ids(healthy(20), { supervised: true })).toEqual([]);
    expect(ids(one(20))).toEqual([]);
    expect(ids([...one(19), ...healthy(1)], { supervised: true })).toEqual([]);
    expect(findingsOn([...one(20), ...healthy(1)], { supervised: true })).toMatchObject([{ count: 20, of: 21 }]);
  });
});

describe("findings about the fields of sessions", () => {
  test("fields_not_asked counts the sessions with unrequested fields, and does not name the fields", () => {
    const rows = [...healthy(2), whole(handled({ operatorMessageCount: 1, "Ivan Petrov": 1, phone: 2 }))];
    expect(findingsOn(rows)).toEqual([{ id: "fields_not_asked", count: 1, of: 3, fields: [] }]);
  });

  const without = (n: number, ...names: string[]) =>
    healthy(n).map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name))));

  test("fields_missing names in sorted order the fields that none of at least 20 sessions has", () => {
    expect(findingsOn(without(20, "fcr", "csi"))).toEqual([
      { id: "fields_missing", count: 2, of: 20, fields: ["csi", "fcr"] },
    ]);
    expect(ids(without(19, "fcr"))).toEqual([]);
  });

  test("fields_missing is not found if the API leaves out empty fields", () => {
    expect(ids([...without(20, "fcr"), ...without(1, "fcr", "csi")])).toEqual([]);
    expect(ids([...without(20, "fcr"), ...healthy(1)])).toEqual([]);
  });

  test("fields_missing ignores fields that were not requested", () => {
    expect(ids(without(20, "fcr"), { fields: asked.fields.filter((field) => field !== "fcr") })).toEqual([]);
  });
});

describe.each([
  ["operatorTimerFirstAnswer", "first_answer_timer_is_target"],
  ["operatorTimerNextAnswers", "next_answers_timer_is_target"],
])("%s", (field, id) => {
  const timed = (n: number, value: (i: number) => unknown, groups: (i: number) => unknown = () => [1]) =>
    healthy(n, (i) => ({ [field]: value(i), operatorGroupIds: groups(i) }));

  test("is found as a target if at least 20 sessions have no more different values than groups", () => {
    expect(findingsOn(timed(20, () => 60))).toEqual([{ id, count: 20, of: 20, fields: [field] }]);
    expect(ids(timed(19, () => 60))).toEqual([]);
    expect(ids(timed(20, (i) => (i === 0 ? 61 : "60")))).toEqual([]);
    expect(
      ids(
        timed(
          20,
          (i) => 60 + (i % 2),
          (i) => [i % 2],
        ),
      ),
    ).toEqual([id]);
  });

  test("is not found as a target if there are fewer than three sessions for each group", () => {
    const perGroup = (n: number) =>
      timed(
        n,
        (i) => 30 + (i % 10),
        (i) => [i % 10],
      );
    expect(ids(perGroup(29))).toEqual([]);
    expect(ids(perGroup(30))).toEqual([id]);
  });

  test("is ignored if it is empty, 0, negative or not a number, if it is on spam, or if no session has a group", () => {
    for (const nothing of [null, 0, -5, "soon"]) {
      expect(ids([...timed(19, () => 60), ...timed(5, () => nothing)])).toEqual([]);
    }
    expect(
      ids([...timed(19, () => 60), whole(botOnly({ [field]: 60, operatorGroupIds: [1], markedAsSpam: true }))]),
    ).toEqual([]);
    expect(
      ids(
        timed(
          20,
          () => 60,
          () => null,
        ),
      ),
    ).toEqual([]);
  });
});

describe("zeros for unrated sessions", () => {
  const rated = (n: number, field: string, zeros: number) =>
    healthy(n, (i) => ({ csiMax: 5, [field]: i < zeros ? 0 : 5 }));

  test.each([
    ["csi", "csi_zero_for_unrated", 1],
    ["rating", "rating_zero_for_unrated", 1],
    ["nps", "nps_zero_for_unrated", 11],
  ])("in %s are found as %s if at least 20 sessions are all rated, and at least %d have 0", (field, id, enough) => {
    expect(findingsOn(rated(20, field, enough))).toEqual([{ id, count: enough, of: 20, fields: [field] }]);
    expect(ids(rated(20, field, enough - 1))).toEqual([]);
    expect(ids(rated(19, field, 19))).toEqual([]);
    expect(ids([...rated(20, field, 20), whole(lost())])).toEqual([]);
  });

  test("are counted without spam, and a bad value does not count as unrated", () => {
    const spam = times(3, () => botOnly({ markedAsSpam: true }));
    expect(ids([...rated(20, "rating", 1), ...spam])).toEqual(["rating_zero_for_unrated"]);
    expect(ids([...rated(19, "rating", 1), ...spam])).toEqual([]);
    expect(ids([...rated(20, "rating", 1), whole(handled({ rating: "good" }))])).toEqual(["rating_zero_for_unrated"]);
  });
});

describe("findings about operators", () => {
  test("handled_without_operator is found if a handled session has neither userId nor operatorName", () => {
    const nobody = { userId: null, operatorName: null };
    expect(
      ids([whole(handled({ userId: null })), whole(handled({ operatorName: null })), whole(lost(nobody))]),
    ).toEqual([]);
    expect(findingsOn([whole(handled(nobody)), ...healthy(2)])).toEqual([
      { id: "handled_without_operator", count: 1, of: 3, fields: [] },
    ]);
  });

  test("replies_not_counted is found if there is a first message but the message count is 0", () => {
    expect(findingsOn([whole(handled({ operatorMessageCount: 0 })), ...healthy(1)])).toEqual([
      { id: "replies_not_counted", count: 1, of: 2, fields: [] },
    ]);
    expect(ids([whole(handled({ operatorMessageCount: null })), whole(botOnly({ operatorMessageCount: 0 }))])).toEqual(
      [],
    );
  });
});

describe("offered_by_group_alone", () => {
  const grouped = (n: number, more: Item = { botId: "b" }) =>
    times(n, (i) => botOnly({ operatorGroupIds: [1], closedAt: i % 2 ? null : "2026-03-02T12:10:00+03:00", ...more }));

  test("is found if at least 20 sessions of a bot are offered only by their group, and none is bot_only", () => {
    expect(findingsOn(grouped(20))).toEqual([{ id: "offered_by_group_alone", count: 20, of: 20, fields: [] }]);
    expect(ids(grouped(19))).toEqual([]);
    expect(ids([...grouped(20), whole(botOnly({ botId: "b" }))])).toEqual([]);
  });

  test("counts only sessions in which a bot took part and no person is named", () => {
    expect(ids(grouped(20, { botMessageCount: 2 }))).toEqual(["offered_by_group_alone"]);
    expect(ids(grouped(20, { botMessageCount: 0 }))).toEqual([]);
    expect(ids(grouped(20, { botId: "b", operatorNotFoundAt: "2026-03-02T12:01:00+03:00" }))).toEqual([]);
    expect(ids(grouped(20, { botId: "b", isLostSession: true }))).toEqual([]);
  });
});

describe("rows_unreadable", () => {
  const unreadable = (n: number, fields: Item = { createdAt: "2 March 2026" }) => times(n, () => handled(fields));

  test.each([
    [1, 9, true],
    [1, 10, false],
    [2, 19, false],
    [4, 36, true],
    [4, 37, false],
    [5, 495, true],
    [5, 496, false],
    [4, 300, false],
    [50, 4950, true],
    [50, 4951, false],
  ])("for %d invalid rows and %d valid ones: found is %s", (bad, good, isFound) => {
    const expected = { id: "rows_unreadable", count: bad, of: bad + good, fields: ["createdAt"] };
    const rows = [...unreadable(bad), ...Array.from({ length: good }, () => whole(lost()))];
    expect(findingsOn(rows)).toEqual(isFound ? [{ ...expected, reasons: ["no readable createdAt"] }] : []);
  });

  test("names every reason and every field", () => {
    const rows = [
      ...unreadable(1, { id: null }),
      ...unreadable(1, { closedAt: "never" }),
      ...unreadable(1, { closedAt: "2026-03-02T11:00:00+03:00" }),
      ...healthy(3),
    ];
    expect(findingsOn(rows)).toEqual([
      {
        id: "rows_unreadable",
        count: 3,
        of: 6,
        fields: ["id", "closedAt", "createdAt"],
        reasons: ["no id", "closedAt bad", "closedAt before createdAt"],
      },
    ]);
  });

  test("does not count repeated rows", () => {
    const twice = unreadable(1)[0];
    expect(findingsOn([twice, twice, ...healthy(8)])).toMatchObject([
      { id: "rows_unreadable", count: 1, of: 9 },
      { id: "sessions_listed_twice", count: 1, of: 10 },
    ]);
  });
});

test("sessions_listed_twice is found if a single row repeats a session, and counts all repeated rows", () => {
  const [again, ...others] = healthy(5);
  expect(findingsOn([again, again, again, ...others])).toEqual([
    { id: "sessions_listed_twice", count: 2, of: 7, fields: [] },
  ]);
});

describe("ids_not_exact", () => {
  test("counts every row with such an id, also invalid rows, and names the fields", () => {
    const rows = [
      ...healthy(30),
      whole(handled({ userId: 2 ** 53, companyId: 1e21 })),
      whole(handled({ operatorGroupIds: [2 ** 53] })),
      whole(handled({ id: 2 ** 53 })),
    ];
    expect(findingsOn(rows)).toEqual([
      { id: "ids_not_exact", count: 3, of: 33, fields: ["id", "userId", "operatorGroupIds", "companyId"] },
    ]);
  });

  test("is not found for ids that are texts or whole numbers up to 2^53 - 1", () => {
    const rows = [whole(handled({ userId: String(2n ** 64n) })), whole(handled({ userId: 2 ** 53 - 1 }))];
    expect(findingsOn(rows)).toEqual([]);
  });
});

describe("duration_beyond_session", () => {
  const lasting = (n: number, seconds: unknown, closedAt: string | null = "2026-03-02T12:10:00+03:00") =>
    healthy(n, () => ({ operatorDialogDuration: seconds, closedAt }));

  test("is found if a single dialog is more than 60 seconds longer than its session", () => {
    expect(findingsOn(lasting(20, 661))).toEqual([{ id: "duration_beyond_session", count: 20, of: 20, fields: [] }]);
    expect(ids(lasting(20, 660))).toEqual([]);
    expect(findingsOn([...lasting(1, 661), ...lasting(130, 60)])).toEqual([
      { id: "duration_beyond_session", count: 1, of: 131, fields: [] },
    ]);
  });

  test("is not found if the length of the dialog or of the session is unknown", () => {
    expect(ids([...lasting(5, 661, null), ...lasting(5, null), ...lasting(5, "long")])).toEqual([]);
  });
});

test("offered_by_group_alone is not found if there are fewer than 20 sessions", () => {
  expect(checkedReport(times(5, () => botOnly({ operatorGroupIds: [1] }))).findings).toEqual([]);
});
