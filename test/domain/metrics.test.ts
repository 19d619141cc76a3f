import { describe, expect, test } from "vitest";
import { botOnly, day, handled, lost, reportOf, settings } from "../session-rows.ts";

function times<T>(n: number, make: (index: number) => T): T[] {
  return Array.from({ length: n }, (_, index) => make(index));
}

describe("volume", () => {
  test("spam sessions count only in the metric spam", () => {
    const { metrics } = reportOf([handled({ markedAsSpam: true, nps: 9, price: 5, clientMessageCount: 3 })]);

    expect(metrics.spam.value).toBe(1);
    expect([metrics.sessions.value, metrics.nps.n, metrics.price_total.n, metrics.messages_client.n]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test("containment is the share of bot_only sessions among all closed sessions", () => {
    const closed = [...times(4, () => botOnly()), handled(), ...times(2, () => lost()), botOnly({ userId: 7 })];
    const open = [botOnly(), handled(), lost(), botOnly({ userId: 7 })].map((row) => ({ ...row, closedAt: null }));

    expect(reportOf([...closed, ...open]).metrics.containment).toEqual({
      value: 50,
      n: 8,
      numerator: 4,
      denominator: 8,
    });
  });

  test("metrics are null, not 0, if there are no sessions", () => {
    const { metrics } = reportOf([]);

    expect(metrics.lost_rate).toEqual({ value: null, n: 0, numerator: 0, denominator: 0 });
    expect([
      metrics.containment.value,
      metrics.sl1.value,
      metrics.messages_bot.value,
      metrics.price_total.value,
    ]).toEqual([null, null, null, null]);
  });

  test("transfer_rate counts only handled sessions in which switchAnotherOperator is set", () => {
    const rows = [handled({ switchAnotherOperator: 2 }), handled({ switchAnotherOperator: "0" }), handled()];

    expect(reportOf(rows).metrics.transfer_rate).toEqual({ value: 50, n: 2, numerator: 1, denominator: 2 });
  });

  test("no_reply_to_last counts only handled sessions in which noResponseOperatorToClient is set", () => {
    const rows = [
      handled({ noResponseOperatorToClient: true }),
      ...times(3, () => handled({ noResponseOperatorToClient: false })),
      handled(),
      lost({ noResponseOperatorToClient: true }),
    ];

    expect(reportOf(rows).metrics.no_reply_to_last).toEqual({ value: 25, n: 4, numerator: 1, denominator: 4 });
  });

  test("closed_without_reply counts unanswered sessions that an operator closed", () => {
    const closedByOperatorName = "Anna";
    const rows = [
      botOnly({ closedByOperatorName }),
      ...times(2, () => botOnly({ operatorName: "Anna" })),
      handled({ closedByOperatorName }),
      lost({ closedByOperatorName }),
      botOnly({ closedByOperatorName, closedAt: null }),
      botOnly({ closedByOperatorName, markedAsSpam: true }),
    ];

    expect(reportOf(rows).metrics.closed_without_reply).toEqual({ value: 1 });
  });

  test("each class has its count, and lost_rate and unanswered_rate are shares of the offered sessions", () => {
    const rows = [
      ...times(2, () => handled()),
      ...times(3, () => lost()),
      ...times(4, () => botOnly({ operatorName: "Anna" })),
      ...times(1, () => botOnly({ operatorName: "Anna", closedAt: null })),
      ...times(6, () => botOnly()),
      ...times(7, () => botOnly({ markedAsSpam: true, closedAt: null })),
    ];
    const { metrics } = reportOf(rows);

    expect(
      [
        metrics.sessions,
        metrics.offered,
        metrics.handled,
        metrics.lost,
        metrics.unanswered,
        metrics.waiting,
        metrics.bot_only,
        metrics.open,
        metrics.spam,
      ].map(({ value }) => value),
    ).toEqual([16, 10, 2, 3, 4, 1, 6, 1, 7]);
    expect(metrics.lost_rate).toEqual({ value: 30, n: 10, numerator: 3, denominator: 10 });
    expect(metrics.unanswered_rate).toEqual({ value: 40, n: 10, numerator: 4, denominator: 10 });
  });
});

describe("net promoter score", () => {
  test("a mark of 0 is a detractor, null is missing, and 11, 9.5 or a word is invalid", () => {
    const rows = [0, 6, 7, 8, "9", 10.0, 11, 9.5, "ten", null].map((nps) => handled({ nps }));

    expect(reportOf(rows).metrics.nps).toMatchObject({
      value: 0,
      n: 6,
      promoters: 2,
      passives: 2,
      detractors: 2,
      missing: 1,
      invalid: 3,
    });
  });

  test("marks of bot_only sessions count only in nps_bot", () => {
    const { metrics } = reportOf([handled({ nps: 10 }), botOnly({ nps: 0 }), lost({ nps: 5 })]);

    expect([metrics.nps.value, metrics.nps_bot.value, metrics.ratings_elsewhere.value]).toEqual([100, -100, 1]);
    expect([metrics.nps.n, metrics.nps_bot.n]).toEqual([1, 1]);
  });

  test("ratings_elsewhere counts offered sessions that have a mark but were not handled", () => {
    const elsewhere = [lost({ nps: 5 }), lost({ csi: 4 }), botOnly({ operatorName: "Anna", nps: 1, csi: 1 })];
    const others = [
      lost(),
      botOnly({ operatorName: "Anna" }),
      handled({ nps: 9, csi: 4 }),
      botOnly({ nps: 9, csi: 4 }),
      botOnly({ markedAsSpam: true, nps: 9, csi: 4 }),
    ];

    expect(reportOf([...elsewhere, ...others]).metrics.ratings_elsewhere).toEqual({ value: 3 });
  });
});

describe("customer satisfaction", () => {
  test("csi is the mean share of the scale, and a share of exactly 80 % is in the top box", () => {
    const rows = [
      [18.4, 23],
      [4, 5],
      [7, 10],
    ].map(([csi, csiMax]) => handled({ csi, csiMax }));
    const { csi, csat_top_box } = reportOf(rows).metrics;

    expect(csi.value).toBeCloseTo(230 / 3, 12);
    expect(csat_top_box).toMatchObject({ numerator: 2, denominator: 3 });
  });

  test.each([
    ["a mark of 0 (may mean not rated)", { csi: 0, csiMax: 5 }, "invalid"],
    ["a mark above its scale", { csi: 6, csiMax: 5 }, "invalid"],
    ["a mark without a scale", { csi: 4 }, "invalid"],
    ["a bad mark", { csi: "four", csiMax: 5 }, "invalid"],
    ["a percentage out of range", { csiPercent: 150 }, "invalid"],
    ["a percentage of 0", { csiPercent: 0 }, "invalid"],
    ["a bad scale without a mark", { csiMax: "five" }, "invalid"],
    ["a mark on a scale of 0", { csi: 4, csiMax: 0 }, "invalid"],
    ["a scale without a mark", { csiMax: 5 }, "missing"],
    ["a scale of 0 without a mark", { csiMax: 0 }, "missing"],
    ["a session without csi fields", {}, "missing"],
    ["a percentage next to a bad mark", { csi: "four", csiPercent: 80 }, "derived"],
  ])("csi counts %s %j as %s", (_, fields, verdict) => {
    expect(reportOf([handled(fields)]).metrics.csi).toMatchObject({ [verdict]: 1, n: verdict === "derived" ? 1 : 0 });
  });

  test("csi counts a mismatch if the platform's percentage differs from the mark by more than half a point", () => {
    const rows = [80.5, 79.5, 80.51, 79.49, 150, null].map((csiPercent) => handled({ csi: 4, csiMax: 5, csiPercent }));

    expect(reportOf(rows).metrics.csi).toMatchObject({ n: 6, mismatch: 3, derived: 0 });
  });

  test("csi uses the platform's percentage if there is no mark, and counts it as derived", () => {
    const rows = [handled({ csi: 4, csiMax: 5 }), ...[60, 70].map((csiPercent) => handled({ csiPercent }))];

    expect(reportOf(rows).metrics.csi).toEqual({ value: 70, n: 3, missing: 0, invalid: 0, derived: 2, mismatch: 0 });
  });

  test("rating averages all numbers, also 0 and negative ones", () => {
    const rows = [-1, 0, "4.5", "x", null].map((rating) => handled({ rating }));

    expect(reportOf(rows).metrics.rating).toEqual({ value: 3.5 / 3, n: 3, missing: 1, invalid: 1 });
  });
});

describe("first response time", () => {
  test("frt cuts times to whole seconds and counts them in bands with inclusive upper limits", () => {
    const rows = [0, 15, 15.9, 16, 60, 61, 900, 901].map((reply) => handled({}, reply));

    expect(reportOf(rows).metrics.frt).toMatchObject({ n: 8, max: 901, bands: [3, 1, 1, 1, 0, 1, 1] });
  });

  test.each([
    ["no first message", { operatorFirstMessageCreatedAt: null, operatorMessageCount: 1 }, "missing"],
    ["no start", { operatorAssignedAt: null }, "missing"],
    ["a bad start and no other", { operatorAssignedAt: "soon" }, "invalid"],
    ["no assignment and a bad time it was taken", { operatorAssignedAt: null, takenByOperatorAt: "soon" }, "invalid"],
    ["a bad first message", { operatorFirstMessageCreatedAt: "soon", operatorMessageCount: 1 }, "invalid"],
    [
      "a bad start and no first message",
      { operatorAssignedAt: 1, operatorFirstMessageCreatedAt: "", operatorMessageCount: 1 },
      "invalid",
    ],
    ["a reply half a second before the start", { operatorAssignedAt: "2026-03-02T09:00:30.500Z" }, "invalid"],
    [
      "a bad assignment and a good time it was taken",
      { operatorAssignedAt: "?", takenByOperatorAt: "2026-03-02T09:00:00Z" },
      "n",
    ],
  ])("frt counts a session with %s %j under %s", (_, fields, verdict) => {
    const { n, missing, invalid } = reportOf([handled(fields)]).metrics.frt;

    expect({ n, missing, invalid }).toEqual({ n: 0, missing: 0, invalid: 0, [verdict]: 1 });
  });

  test("frt_p90 is null below 10 sessions, and frt_p95 below 20", () => {
    const level = (n: number) => {
      const { frt_p50, frt_p90, frt_p95 } = reportOf(times(n, (index) => handled({}, index))).metrics;
      return [frt_p50.value, frt_p90.value, frt_p95.value];
    };

    expect(level(9)).toEqual([4, null, null]);
    expect(level(10)).toEqual([4.5, 8.1, null]);
    expect(level(20)).toEqual([9.5, 17.1, 18.05]);
  });
});

describe("service level", () => {
  test("sl1 counts a lost session as a miss and a reply in time as a hit; sl1_answered ignores lost sessions", () => {
    const rows = [
      ...times(860, () => handled({}, 60)),
      ...times(140, () => handled({}, 61)),
      ...times(60, () => lost()),
    ];
    const { sl1, sl1_answered } = reportOf(rows).metrics;

    expect(sl1).toEqual({ value: 86_000 / 1060, n: 1060, numerator: 860, denominator: 1060 });
    expect(sl1_answered.value).toBe(86);
  });

  test("sl1 and sl1_answered leave out sessions whose reply time is missing or invalid", () => {
    const rows = [
      handled({}, 60),
      ...times(2, () => handled({}, 61)),
      handled({ operatorAssignedAt: null }),
      ...times(2, () => handled({}, -5)),
      lost(),
    ];
    const { sl1, sl1_answered } = reportOf(rows).metrics;

    expect(sl1).toEqual({ value: 25, n: 4, numerator: 1, denominator: 4 });
    expect(sl1_answered).toEqual({ value: 100 / 3, n: 3, numerator: 1, denominator: 3 });
  });

  test("sl1 is null if sessions were handled but no reply time is known", () => {
    expect(reportOf([handled({ operatorAssignedAt: null }), lost()]).metrics.sl1).toEqual({
      value: null,
      n: 1,
      numerator: 0,
      denominator: 1,
    });
    expect(reportOf([lost()]).metrics.sl1.value).toBe(0);
  });

  test("sl1 uses the smallest target of a session's groups, in the total and in every group's row", () => {
    const rows = [handled({ operatorGroupIds: [1, 2, 3] }, 30), handled({ operatorGroupIds: [3] }, 30)];
    const under = { ...settings, firstReplySeconds: 20, groupFirstReplySeconds: { "1": 45, "2": 30 } };
    const report = reportOf(rows, day, under);

    expect(report.metrics.sl1).toMatchObject({ numerator: 1, denominator: 2 });
    expect(report.breakdowns.groups.map(({ key, metrics }) => [key, metrics.sl1.value])).toEqual([
      ["1", 100],
      ["2", 100],
      ["3", 50],
    ]);
  });
});

test("nps_coverage and csi_coverage are the shares of handled sessions with a score", () => {
  const rows = [handled({ nps: 9 }), ...times(2, () => handled({ csi: 4, csiMax: 5 })), handled(), botOnly({ nps: 9 })];
  const { nps_coverage, csi_coverage } = reportOf(rows).metrics;

  expect(nps_coverage).toEqual({ value: 25, n: 4, numerator: 1, denominator: 4 });
  expect(csi_coverage).toEqual({ value: 50, n: 4, numerator: 2, denominator: 4 });
});

test("duration is cut to whole seconds; 0 is missing, and a negative one is invalid", () => {
  const rows = [90.9, "30", 0.9, 0, -0.5, "long", null].map((operatorDialogDuration) =>
    handled({ operatorDialogDuration }),
  );

  expect(reportOf([...rows, lost({ operatorDialogDuration: 5 })]).metrics.duration).toEqual({
    value: 60,
    n: 2,
    missing: 3,
    invalid: 2,
  });
});

test("duration_p90 is null below 10 sessions, and duration_p50 needs only one", () => {
  const level = (n: number) => {
    const rows = times(n, (index) => handled({ operatorDialogDuration: index + 1 }));
    const { duration_p50, duration_p90 } = reportOf(rows).metrics;
    return [duration_p50, duration_p90];
  };

  expect(level(1)).toEqual([
    { value: 1, n: 1 },
    { value: null, n: 1 },
  ]);
  expect(level(10)).toEqual([
    { value: 5.5, n: 10 },
    { value: 9.1, n: 10 },
  ]);
});

test("fcr counts only handled sessions with an answer, and fcr_coverage is their share", () => {
  const rows = [...[true, "false", 1, null].map((value) => handled({ fcr: value })), lost({ fcr: true })];
  const { fcr, fcr_coverage } = reportOf(rows).metrics;

  expect(fcr).toEqual({ value: 200 / 3, n: 3, numerator: 2, denominator: 3 });
  expect(fcr_coverage.value).toBe(75);
});

describe("price", () => {
  test("is added exactly, in millionths rounded half away from zero", () => {
    const rows = [0.1, "0.2", 0.0000005, -0.0000005, 0.0000004, 0, "free", null].map((price) => botOnly({ price }));
    const { price_total, price_per_session } = reportOf(rows).metrics;

    expect(price_total).toEqual({ value: 0.3, n: 6, missing: 1, invalid: 1 });
    expect(price_per_session).toEqual({ value: 0.05, n: 6, missing: 1, invalid: 1 });
  });

  test("is null if no price is known, and 0 if the session was free", () => {
    expect(reportOf([botOnly()]).metrics.price_total.value).toBeNull();
    expect(reportOf([botOnly({ price: 0 })]).metrics.price_total.value).toBe(0);
  });
});

test("messages_client is the sum over the sessions that have the count", () => {
  const rows = [
    handled({ clientMessageCount: 3 }),
    lost({ clientMessageCount: "4" }),
    lost({ clientMessageCount: -1 }),
    lost(),
  ];

  expect(reportOf(rows).metrics.messages_client).toEqual({ value: 7, n: 2 });
});
