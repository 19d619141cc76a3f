import { describe, expect, test } from "vitest";
import { sessionFlags } from "../../functions/daily-report/domain/session-flags.ts";
import { botOnly, handled, type Item, lost } from "../session-rows.ts";
import { subjectsOf } from "./subjects.ts";

type Flag = keyof typeof sessionFlags;

function flagValue(flag: Flag, row: Item): string | null | undefined {
  return subjectsOf([row]).map(sessionFlags[flag])[0];
}

describe("the value of the flag", () => {
  const spam = { markedAsSpam: true, nps: 10, csi: 5, csiMax: 5, fcr: true };

  test.each<[Flag, string, Item, string | null]>([
    ["in_nps", "a mark of 9", handled({ nps: 9 }), "promoter"],
    ["in_nps", "a mark of 0", handled({ nps: 0 }), "detractor"],
    ["in_nps", "a mark of 8 on a bot_only session", botOnly({ nps: 8 }), "passive"],
    ["in_nps", "a mark of 11", handled({ nps: 11 }), null],
    ["in_nps", "a mark on a lost session", lost({ nps: 9 }), null],
    ["in_csi", "4 of 5", handled({ csi: 4, csiMax: 5 }), "yes"],
    ["in_csi", "a mark without its scale", handled({ csi: 4 }), null],
    ["in_top_box", "4 of 5", handled({ csi: 4, csiMax: 5 }), "hit"],
    ["in_top_box", "3 of 5", handled({ csi: 3, csiMax: 5 }), "miss"],
    ["in_frt", "a reply after its assignment", handled({}, 5), "yes"],
    ["in_frt", "a reply before its assignment", handled({}, -5), null],
    ["in_sl1", "a reply in time", handled({}, 60), "hit"],
    ["in_sl1", "a reply too late", handled({}, 61), "miss"],
    ["in_sl1", "a reply too late only for its group", handled({ operatorGroupIds: [1] }, 31), "miss"],
    ["in_sl1", "a reply in time for one of two groups", handled({ operatorGroupIds: [1, 2] }, 31), "miss"],
    ["in_sl1", "a reply in time for its slow group", handled({ operatorGroupIds: [2] }, 120), "hit"],
    ["in_sl1", "a reply whose time is unknown", handled({ operatorAssignedAt: null }), null],
    ["in_sl1", "a lost session", lost(), "miss"],
    ["in_sl1", "an unanswered session", botOnly({ operatorName: "Anna" }), "miss"],
    ["in_sl1", "a waiting session", botOnly({ operatorName: "Anna", closedAt: null }), "miss"],
    ["in_sl1", "a bot_only session", botOnly(), null],
    ["in_fcr", "a resolved session", handled({ fcr: 1 }), "hit"],
    ["in_fcr", "a session without an answer", handled(), null],
    ["in_fcr", "a resolved but lost session", lost({ fcr: true }), null],
    ["in_transfer", "a transferred but lost session", lost({ switchAnotherOperator: true }), null],
    ["in_transfer", "a session that was not transferred", handled({ switchAnotherOperator: false }), "miss"],
    ["in_containment", "a closed bot_only session", botOnly(), "hit"],
    ["in_containment", "a closed handled session", handled(), "miss"],
    ["in_containment", "an open session", botOnly({ closedAt: null }), null],
    ...(Object.keys(sessionFlags) as Flag[]).map((flag): [Flag, string, Item, null] => [
      flag,
      "spam",
      handled(spam),
      null,
    ]),
  ])("$0 for $1 is $3", (flag, _, row, expected) => {
    expect(flagValue(flag, row)).toBe(expected);
  });
});
