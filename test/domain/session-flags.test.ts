import { describe, expect, test } from "vitest";
import { sessionFlags } from "../../functions/daily-report/domain/session-flags.ts";
import { botOnly, handled, type Item, lost } from "../session-rows.ts";
import { subjectsOf } from "./subjects.ts";

type Flag = keyof typeof sessionFlags;

function flag(name: Flag, row: Item): string | null | undefined {
  return subjectsOf([row]).map(sessionFlags[name])[0];
}

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
    ["in_frt", "a reply after its assignment", handled({}, 5), "yes"],
    ["in_frt", "a reply before its assignment", handled({}, -5), null],
    ["in_sl1", "a reply in time", handled({}, 60), "hit"],
    ["in_sl1", "a reply too late", handled({}, 61), "miss"],
    ["in_sl1", "a reply in time for all but the group", handled({ operatorGroupIds: [1] }, 31), "miss"],
    ["in_sl1", "a reply in time for one of its two groups", handled({ operatorGroupIds: [1, 2] }, 31), "miss"],
    ["in_sl1", "a reply in time for its patient group", handled({ operatorGroupIds: [2] }, 120), "hit"],
    ["in_sl1", "a reply whose time is unknown", handled({ operatorAssignedAt: null }), null],
    ["in_sl1", "a lost session", lost(), "miss"],
    ["in_sl1", "a session that nobody answered", botOnly({ operatorName: "Anna" }), "miss"],
    ["in_sl1", "a session that still waits", botOnly({ operatorName: "Anna", closedAt: null }), "miss"],
    ["in_sl1", "a bot's session", botOnly(), null],
    ["in_fcr", "solved at once", handled({ fcr: 1 }), "hit"],
    ["in_fcr", "not asked", handled(), null],
    ["in_fcr", "asked, but no operator wrote", lost({ fcr: true }), null],
    ["in_transfer", "transferred, but no operator wrote", lost({ switchAnotherOperator: true }), null],
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
