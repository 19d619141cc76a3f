import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { Subject } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { sessionFlags } from "../../functions/daily-report/domain/session-flags.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { targetSeconds } from "../../functions/daily-report/domain/tally.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { botOnly, day, handled, type Item, lost, reportOf } from "../session-rows.ts";

const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "1": 30, "2": 120 } };

type Flag = keyof typeof sessionFlags;

function subjectsOf(rows: readonly unknown[]): Subject[] {
  return sortOut(rows, day).sessions.map(({ session, class: name }) => ({
    session,
    class: name,
    targetSeconds: targetSeconds(session, settings),
  }));
}

function flag(name: Flag, row: Item): string | null | undefined {
  return subjectsOf([row]).map(sessionFlags[name])[0];
}

function count(subjects: readonly Subject[], name: Flag, value: string): number {
  return subjects.filter((subject) => sessionFlags[name](subject) === value).length;
}

describe("on a day of hostile rows the flags add up to the report:", () => {
  const rates: [Flag, keyof Report["metrics"]][] = [
    ["in_top_box", "csat_top_box"],
    ["in_sl1", "sl1"],
    ["in_fcr", "fcr"],
    ["in_transfer", "transfer_rate"],
    ["in_containment", "containment"],
  ];
  for (const [name, metric] of rates) {
    property.prop([hostileRows(day, 150)], { numRuns: 50 })(`${name} to ${metric}`, (rows) => {
      const subjects = subjectsOf(rows);
      const [hits, misses] = [count(subjects, name, "hit"), count(subjects, name, "miss")];

      expect(reportOf(rows, day, settings).metrics[metric]).toMatchObject({
        numerator: hits,
        denominator: hits + misses,
      });
    });
  }

  property.prop([hostileRows(day, 150)], { numRuns: 50 })("in_nps to nps and nps_bot", (rows) => {
    const subjects = subjectsOf(rows);
    const { nps, nps_bot } = reportOf(rows, day, settings).metrics;

    for (const [metric, name] of [[nps, "handled"] as const, [nps_bot, "bot_only"] as const]) {
      const of = subjects.filter((subject) => subject.class === name);
      expect(metric).toMatchObject({
        promoters: count(of, "in_nps", "promoter"),
        passives: count(of, "in_nps", "passive"),
        detractors: count(of, "in_nps", "detractor"),
      });
    }
    expect(subjects.filter((subject) => sessionFlags.in_nps(subject) !== null)).toHaveLength(nps.n + nps_bot.n);
  });

  property.prop([hostileRows(day, 150)], { numRuns: 50 })("in_csi and in_frt to the answers counted", (rows) => {
    const subjects = subjectsOf(rows);
    const { csi, frt, sl1_answered } = reportOf(rows, day, settings).metrics;

    expect(count(subjects, "in_csi", "yes")).toBe(csi.n);
    expect(count(subjects, "in_frt", "yes")).toBe(frt.n);
    expect(subjects.filter((one) => sessionFlags.in_frt(one) && sessionFlags.in_sl1(one) === "hit")).toHaveLength(
      sl1_answered.numerator,
    );
  });
});

describe("a flag says how one session counts:", () => {
  const spam = { markedAsSpam: true, nps: 10, csi: 5, csiMax: 5, fcr: true };

  test.each<[Flag, string, Item, string | null]>([
    ["in_nps", "a 9", handled({ nps: 9 }), "promoter"],
    ["in_nps", "a 0, which is a mark", handled({ nps: 0 }), "detractor"],
    ["in_nps", "a bot's 8", botOnly({ nps: 8 }), "passive"],
    ["in_nps", "an 11", handled({ nps: 11 }), null],
    ["in_nps", "a mark on a lost session", lost({ nps: 9 }), null],
    ["in_csi", "4 of 5", handled({ csi: 4, csiMax: 5 }), "yes"],
    ["in_csi", "a mark without its scale", handled({ csi: 4 }), null],
    ["in_top_box", "4 of 5", handled({ csi: 4, csiMax: 5 }), "hit"],
    ["in_top_box", "3 of 5", handled({ csi: 3, csiMax: 5 }), "miss"],
    ["in_frt", "a reply before its assignment", handled({}, -5), null],
    ["in_sl1", "a reply in time", handled({}, 60), "hit"],
    ["in_sl1", "a reply too late", handled({}, 61), "miss"],
    ["in_sl1", "a reply in time for all but the group", handled({ operatorGroupIds: [1] }, 31), "miss"],
    ["in_sl1", "a reply whose time is unknown", handled({ operatorAssignedAt: null }), null],
    ["in_sl1", "a lost session", lost(), "miss"],
    ["in_sl1", "a bot's session", botOnly(), null],
    ["in_fcr", "solved at once", handled({ fcr: 1 }), "hit"],
    ["in_fcr", "not asked", handled(), null],
    ["in_transfer", "not transferred", handled({ switchAnotherOperator: false }), "miss"],
    ["in_containment", "closed by a bot", botOnly(), "hit"],
    ["in_containment", "closed after an operator wrote", handled(), "miss"],
    ["in_containment", "still open", botOnly({ closedAt: null }), null],
    ...(Object.keys(sessionFlags) as Flag[]).map((name): [Flag, string, Item, null] => [
      name,
      "spam",
      handled(spam),
      null,
    ]),
  ])("%s, %s", (name, _, row, expected) => {
    expect(flag(name, row)).toBe(expected);
  });
});
