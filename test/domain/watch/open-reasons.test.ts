import { describe, expect, test } from "vitest";
import { classify } from "../../../functions/daily-report/domain/classify.ts";
import { readSession } from "../../../functions/daily-report/domain/session.ts";
import { openReasons } from "../../../functions/daily-report/domain/watch/open-reasons.ts";
import { botOnly, handled, type Item, lost } from "../../session-rows.ts";

function reasonsOf(item: Item, targetSeconds = 60): [string, number | null][] {
  const session = readSession(item);
  const reasons = openReasons({ session, class: classify(session), targetSeconds });
  return reasons.map(({ id, value }) => [id, value]);
}

describe("a handled session is worth opening", () => {
  test.each<[string, Item, [string, number | null][]]>([
    ["if the client is a detractor", { nps: 0 }, [["detractor", 0]]],
    ["up to a mark of 6", { nps: 6 }, [["detractor", 6]]],
    ["but not from 7 on", { nps: 7 }, []],
    ["and not for a mark that is invalid", { nps: -1 }, []],
    ["if the CSI is at most 2 of 5", { csi: 2, csiMax: 5 }, [["low_csi", 40]]],
    ["or 40 % of another scale, compared exactly", { csi: 1.2, csiMax: 3 }, [["low_csi", 40]]],
    ["or as a percentage", { csiPercent: 12.5 }, [["low_csi", 12.5]]],
    ["but not if it is 3 of 5", { csi: 3, csiMax: 5 }, []],
    ["and not if the mark is invalid", { csi: 0, csiMax: 5 }, []],
    [
      "if the client's last message is unanswered",
      { noResponseOperatorToClient: true, clientMessageCount: 4 },
      [["last_message_unanswered", 4]],
    ],
    [
      "without a number of messages if it is not known",
      { noResponseOperatorToClient: true, clientMessageCount: -4 },
      [["last_message_unanswered", null]],
    ],
    ["but not if the last message was answered", { noResponseOperatorToClient: false, clientMessageCount: 4 }, []],
    [
      "for each of several reasons",
      { nps: 3, csi: 1, csiMax: 5, noResponseOperatorToClient: true },
      [
        ["detractor", 3],
        ["low_csi", 20],
        ["last_message_unanswered", null],
      ],
    ],
  ])("%s", (_, fields, reasons) => {
    expect(reasonsOf(handled(fields))).toEqual(reasons);
  });

  test("if the first reply took more than 5 minutes and more than its target", () => {
    expect(reasonsOf(handled({}, 300))).toEqual([]);
    expect(reasonsOf(handled({}, 301))).toEqual([["slow_reply", 301]]);
    expect(reasonsOf(handled({}, 3600), 3600)).toEqual([]);
    expect(reasonsOf(handled({}, 3601), 3600)).toEqual([["slow_reply", 3601]]);
  });

  test("but not for a reply that came before its start, which is invalid", () => {
    expect(reasonsOf(handled({}, -3600))).toEqual([]);
  });
});

describe("a lost session is worth opening after a wait of more than 5 minutes and more than the target", () => {
  const from = (time: string) => `2026-03-02T${time}+03:00`;
  const closedAt = from("12:20:00");

  test.each<[string, Item, number]>([
    ["from its assignment", { operatorAssignedAt: from("12:05:00"), takenByOperatorAt: from("12:04:00") }, 900],
    ["or from when an operator took it", { takenByOperatorAt: from("12:04:00") }, 960],
    ["or from when no operator was found", { operatorNotFoundAt: from("12:10:00") }, 600],
    ["or from its creation", {}, 1200],
  ])("%s", (_, fields, seconds) => {
    expect(reasonsOf(lost({ closedAt, ...fields }))).toEqual([["lost_after_wait", seconds]]);
  });

  test("but not after a shorter one, nor if the wait is not known", () => {
    expect(reasonsOf(lost({ closedAt: from("12:05:00") }))).toEqual([]);
    expect(reasonsOf(lost({ closedAt }), 1200)).toEqual([]);
    expect(reasonsOf(lost({ closedAt: null }))).toEqual([]);
    expect(reasonsOf(lost({ closedAt, createdAt: null }))).toEqual([]);
    expect(reasonsOf(lost({ closedAt, operatorAssignedAt: from("12:30:00") }))).toEqual([]);
  });

  test("its marks are in no score, so they are no reason", () => {
    expect(reasonsOf(lost({ nps: 0, csi: 1, csiMax: 5 }))).toEqual([["lost_after_wait", 600]]);
  });
});

test("no other session is worth opening", () => {
  const marks = { nps: 0, csi: 1, csiMax: 5, noResponseOperatorToClient: true };
  expect(reasonsOf(botOnly(marks))).toEqual([]);
  expect(reasonsOf(botOnly({ ...marks, userId: 7, closedAt: null }))).toEqual([]);
  expect(reasonsOf(handled({ ...marks, markedAsSpam: true }))).toEqual([]);
});
